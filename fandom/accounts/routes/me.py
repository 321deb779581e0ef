"""My own account."""

import dataclasses
from typing import Any

from fandom.accounts import access, actions, signing
from fandom.accounts.limiting import password_tries
from fandom.accounts.routes.frame import alone, avatar_url, blueprint, roles, tagged, url_of
from fandom.accounts.schemas import MeOut, MePatch, PasswordIn
from fandom.core.viewer import Viewer
from fandom.infra.endpoint import match, reads, signed_in, writes


@blueprint.route("/me", methods=["GET"])
@reads(private=True)
@blueprint.response(200, MeOut)
def read_me() -> tuple[dict[str, Any], dict[str, str]]:
    """What only I may know of myself."""
    return _mine(signed_in())


@blueprint.route("/me", methods=["PATCH"])
@writes()
@blueprint.arguments(MePatch)
@blueprint.response(200, MeOut)
def update_me(asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Go by another name, say something else of myself, or share what I react to; the handle stays."""
    account = access.me_to_edit(signed_in())
    match(account.version)
    if "display_name" in asked:
        actions.rename(account=account, display_name=asked["display_name"])
    if "about" in asked:
        actions.describe(account=account, about=asked["about"])
    if "shows_reactions" in asked:
        actions.share_reactions(account=account, shared=asked["shows_reactions"])
    return _mine(signed_in())


@blueprint.route("/me/password", methods=["PUT"])
@password_tries
@alone(private=True)
@blueprint.arguments(PasswordIn)
@blueprint.response(204)
def replace_password(asked: dict[str, str]) -> None:
    """Every other session and every token ends."""
    signing.change_password(viewer=signed_in(), current=asked["current_password"], new=asked["password"])


def _mine(viewer: Viewer) -> tuple[dict[str, Any], dict[str, str]]:
    me = access.me_to_read(viewer)
    more = {"roles": roles(viewer), "url": url_of(me.handle), "avatar_url": avatar_url(me.avatar_id)}
    return dataclasses.asdict(me) | more, tagged(me)
