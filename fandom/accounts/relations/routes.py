"""The JSON API of relations."""

import dataclasses
from typing import Any

from fandom.accounts.access import account_to_read
from fandom.accounts.relations import access, actions, limiting, listing, queries
from fandom.accounts.relations.schemas import FansOut, MuteIn, MuteOut, MutesOut, RelationOut
from fandom.accounts.relations.values import Fan, MutedThing, Relation
from fandom.accounts.routes.frame import avatar_url, url_of
from fandom.core.paging import Page
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import listing as paged
from fandom.infra.endpoint import page_key, reads, signed_in, viewer, writes

blueprint = Blueprint("relations", __name__, description="Who follows, mutes and blocks whom.")
ACCOUNT = "/accounts/<handle>"


@blueprint.route(f"{ACCOUNT}/follow", methods=["PUT"])
@limiting.follows
@writes()
@blueprint.response(200, RelationOut)
def put_follow(handle: str) -> Relation:
    """Follow somebody; again is the same as once. Who has blocked me is not there."""
    other = access.other_to_follow(signed_in(), handle)
    actions.follow(account_id=_me(), other_id=other)
    return queries.relation(_me(), other)


@blueprint.route(f"{ACCOUNT}/follow", methods=["DELETE"])
@limiting.follows
@writes()
@blueprint.response(200, RelationOut)
def delete_follow(handle: str) -> Relation:
    """Follow them no longer."""
    other = access.other_to_leave(signed_in(), handle)
    actions.unfollow(account_id=_me(), other_id=other)
    return queries.relation(_me(), other)


@blueprint.route(f"{ACCOUNT}/mute", methods=["PUT"])
@limiting.mutes
@writes()
@blueprint.arguments(MuteIn)
@blueprint.response(200, RelationOut)
def put_mute(asked: dict[str, Any], handle: str) -> Relation:
    """Leave them out of my lists, for so many seconds or for ever; they are not told."""
    other = access.other_to_mute(signed_in(), handle)
    actions.mute(account_id=_me(), kind="account", value=other, for_s=asked.get("for_s"))
    return queries.relation(_me(), other)


@blueprint.route(f"{ACCOUNT}/mute", methods=["DELETE"])
@limiting.mutes
@writes()
@blueprint.response(200, RelationOut)
def delete_mute(handle: str) -> Relation:
    """Show them in my lists again."""
    other = access.other_to_leave(signed_in(), handle)
    actions.unmute(account_id=_me(), kind="account", value=other)
    return queries.relation(_me(), other)


@blueprint.route(f"{ACCOUNT}/block", methods=["PUT"])
@limiting.blocks
@writes()
@blueprint.response(200, RelationOut)
def put_block(handle: str) -> Relation:
    """We are not there for each other any more, and neither follows the other."""
    other = access.other_to_block(signed_in(), handle)
    actions.block(account_id=_me(), other_id=other)
    return queries.relation(_me(), other)


@blueprint.route(f"{ACCOUNT}/block", methods=["DELETE"])
@limiting.blocks
@writes()
@blueprint.response(200, RelationOut)
def delete_block(handle: str) -> Relation:
    """Take a block back; who followed whom before stays ended."""
    other = access.other_to_leave(signed_in(), handle)
    actions.unblock(account_id=_me(), other_id=other)
    return queries.relation(_me(), other)


@blueprint.route(f"{ACCOUNT}/followers", methods=["GET"])
@reads()
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, FansOut)
def list_followers(page: dict[str, Any], handle: str) -> Any:
    """Who follows them, the last to come first."""
    them = account_to_read(viewer(), handle)
    return _fans(listing.followers(viewer(), them.id, page["limit"], page_key(page["cursor"])))


@blueprint.route(f"{ACCOUNT}/following", methods=["GET"])
@reads()
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, FansOut)
def list_following(page: dict[str, Any], handle: str) -> Any:
    """Whom they follow, the last first."""
    them = account_to_read(viewer(), handle)
    return _fans(listing.following(viewer(), them.id, page["limit"], page_key(page["cursor"])))


@blueprint.route("/me/blocks", methods=["GET"])
@reads(private=True)
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, FansOut)
def list_blocks(page: dict[str, Any]) -> Any:
    """Whom I have blocked."""
    return _fans(listing.blocked_by(signed_in(), page["limit"], page_key(page["cursor"])))


@blueprint.route("/me/mutes", methods=["GET"])
@reads(private=True)
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, MutesOut)
def list_mutes(page: dict[str, Any]) -> Any:
    """Fans, words, tags and shows that I have muted."""
    found = listing.muted_by(signed_in(), page["limit"], page_key(page["cursor"]))
    return paged(found.items, found.next)


@blueprint.route("/me/mutes/<kind>/<value>", methods=["PUT"])
@limiting.mutes
@writes()
@blueprint.arguments(MuteIn)
@blueprint.response(200, MuteOut)
def put_muted_thing(asked: dict[str, Any], kind: str, value: str) -> MutedThing | None:
    """Mute a `word`, a `tag` or a `show` by its slug, for so many seconds or for ever."""
    kept = access.thing_to_mute(kind, value)
    actions.mute(account_id=_me(), kind=kind, value=kept, for_s=asked.get("for_s"))
    return listing.muted_thing(signed_in(), kind, kept)


@blueprint.route("/me/mutes/<kind>/<value>", methods=["DELETE"])
@limiting.mutes
@writes()
@blueprint.response(204)
def delete_muted_thing(kind: str, value: str) -> None:
    """Take the mute of a word, a tag or a show back."""
    actions.unmute(account_id=_me(), kind=kind, value=access.thing_to_mute(kind, value))


def _me() -> str:
    return str(signed_in().account_id)


def _fans(found: Page[Fan]) -> Any:
    return paged([_fan(each) for each in found.items], found.next)


def _fan(fan: Fan) -> dict[str, Any]:
    return dataclasses.asdict(fan) | {"url": url_of(fan.handle), "avatar_url": avatar_url(fan.avatar_id)}
