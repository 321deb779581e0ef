"""The JSON API of one's secret address for media servers."""

from dataclasses import asdict
from typing import Any

from fandom.accounts.access import in_browser
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import reads, signed_in, writes
from fandom.infra.site import origin
from fandom.shows.history import numbers
from fandom.shows.scrobbles import access, actions, limiting
from fandom.shows.scrobbles.schemas import HookIn, HookOut

blueprint = Blueprint("scrobbles", __name__, description="An address that media servers tell what is being watched.")
Json = dict[str, Any]


@blueprint.route("/me/hook", methods=["GET"])
@reads(private=True)
@blueprint.response(200, HookOut)
def get_hook() -> Json:
    """What came to it last, and what became of that; 404 while there is none."""
    return _shape(None)


@blueprint.route("/me/hook", methods=["PUT"])
@limiting.changes
@writes()
@blueprint.response(200, HookOut)
def put_hook() -> Json:
    """Make a new one. Its address is in this answer only, and one that was there before is of no use any more."""
    secret = actions.make_hook(viewer=in_browser(signed_in()))
    return _shape(f"{origin()}/hooks/{secret}")


@blueprint.route("/me/hook", methods=["PATCH"])
@limiting.changes
@writes()
@blueprint.arguments(HookIn)
@blueprint.response(200, HookOut)
def patch_hook(asked: Json) -> Json:
    """Say whose watching counts, where several use one server."""
    only_user = numbers.title(asked["only_user"]) or None
    actions.choose_user(hook=access.hook_to_change(signed_in()), only_user=only_user)
    return _shape(None)


@blueprint.route("/me/hook", methods=["DELETE"])
@limiting.changes
@writes()
@blueprint.response(204)
def delete_hook() -> None:
    """Give it up, with all that came to it."""
    actions.drop_hook(account_id=str(signed_in().account_id))


def _shape(url: str | None) -> Json:
    return asdict(access.hook_to_read(signed_in())) | {"url": url}
