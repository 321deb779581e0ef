"""The JSON API of drafts."""

from typing import Any

from flask import Response, jsonify

from fandom.core.errors import Stale
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import etag, listing, match, page_key, reads, signed_in, viewer, writes
from fandom.infra.site import origin
from fandom.posts import limiting
from fandom.posts.drafts import access, actions, queries
from fandom.posts.drafts.models import Draft
from fandom.posts.drafts.schemas import DraftIn, DraftOut, DraftsOut
from fandom.posts.drafts.shapes import draft_json

blueprint = Blueprint("drafts", __name__, description="What one has begun to write, a draft for each show.")
PATH = "/shows/<slug>/draft"


def answer(row: Draft) -> Response:
    (found,) = queries.views([row])
    return etag(jsonify(draft_json(found, origin())), found.version)


@blueprint.route("/drafts", methods=["GET"])
@reads(private=True)
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, DraftsOut)
def list_drafts(page: dict[str, Any]) -> Any:
    """My drafts in all shows; the one begun last comes first."""
    mine = str(viewer().account_id)
    found = queries.drafts_of(mine, page["limit"], page_key(page["cursor"]))
    body, headers = listing([draft_json(each, origin()) for each in found.items], found.next)
    return body, 200, headers


@blueprint.route(PATH, methods=["GET"])
@reads(private=True)
@blueprint.response(200, DraftOut)
def get_draft(slug: str) -> Response:
    """What I have begun to write here."""
    return answer(access.draft_to_read(viewer(), slug))


@blueprint.route(PATH, methods=["PUT"])
@limiting.drafts
@writes()
@blueprint.arguments(DraftIn)
@blueprint.response(200, DraftOut)
def put_draft(asked: dict[str, Any], slug: str) -> Response:
    """Keep what is typed so far, all of it. 412 when another tab has kept something since."""
    author = signed_in()
    show_id, draft = access.draft_to_change(author, slug)
    version = draft.version if draft else 0
    match(version)
    if asked["seen"] not in {None, version}:
        raise Stale
    return answer(actions.keep_draft(author=author, show_id=show_id, draft=draft, typed=asked["typed"]))


@blueprint.route(PATH, methods=["DELETE"])
@writes()
@blueprint.response(204)
def delete_draft(slug: str) -> None:
    """Throw away what I have begun here; what is not there stays away."""
    author = signed_in()
    show_id, draft = access.draft_to_change(author, slug)
    if draft is not None:
        match(draft.version)
        actions.drop_draft(account_id=draft.account_id, show_id=show_id)
