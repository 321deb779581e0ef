"""The JSON API of reactions given."""

from typing import Any

from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import listing, page_key, reads, viewer
from fandom.infra.site import origin
from fandom.posts.given import access, queries
from fandom.posts.schemas import MomentsOut
from fandom.posts.shapes import moment_json

blueprint = Blueprint("given", __name__, description="What somebody has reacted to.")


@blueprint.route("/accounts/<handle>/reactions", methods=["GET"])
@reads()
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, MomentsOut)
def list_reacted_to(page: dict[str, Any], handle: str) -> Any:
    """Moments they reacted to, the last first; not there unless they share it."""
    account_id = access.reactions_to_read(viewer(), handle)
    found = queries.reacted_to(viewer(), account_id, page["limit"], page_key(page["cursor"]))
    body, headers = listing([moment_json(each, origin()) for each in found.items], found.next)
    return body, 200, headers
