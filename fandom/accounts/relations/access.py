"""Doors between fans: for each other, those with a block between them are not there."""

from sqlalchemy import func, select

from fandom.accounts.models import Account
from fandom.accounts.relations import queries
from fandom.core import fandoms, hiding, text
from fandom.core.errors import Invalid, NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra.db import db


def other_to_follow(viewer: Viewer, handle: str) -> str:
    """Their id, with the pair locked: nobody follows across a block that is being set at this moment."""
    other = other_to_lock(viewer, handle, "You cannot follow yourself.")
    return _unblocked(viewer, other)


def other_to_mute(viewer: Viewer, handle: str) -> str:
    return _unblocked(viewer, _other(viewer, handle, "You cannot mute yourself."))


def other_to_leave(viewer: Viewer, handle: str) -> str:
    """To unfollow, unmute or unblock. Who has blocked the viewer is there only as long as they are blocked as well."""
    other = _other(viewer, handle, "That is you.")
    return other if queries.relation(str(viewer.account_id), other).blocked else _unblocked(viewer, other)


def other_to_block(viewer: Viewer, handle: str) -> str:
    """Also who has blocked the viewer first; the pair is locked."""
    return other_to_lock(viewer, handle, "You cannot block yourself.")


def other_to_lock(viewer: Viewer, handle: str, if_self: str) -> str:
    other = _other(viewer, handle, if_self)
    pair = ":".join(sorted((str(viewer.account_id), other)))
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"relation:{pair}", 0))))
    return other


def thing_to_mute(kind: str, value: str) -> str:
    """What is kept of a word, a tag or the slug of a show; NotFound for other kinds and unknown shows."""
    match kind:
        case "word":
            return hiding.word(value)
        case "tag":
            return _tag(value)
        case "show":
            return _show(value)
        case _:
            raise NotFound


def _tag(value: str) -> str:
    found = text.tag(value)
    if found is None:
        raise Invalid(errors={"value": ["A tag is letters, digits, - and _, at most 40 of them."]})
    return found


def _show(slug: str) -> str:
    found = fandoms.by_slug(slug)
    if found is None:
        raise NotFound
    return found.id


def _other(viewer: Viewer, handle: str, if_self: str) -> str:
    if viewer.account_id is None:
        raise Unauthenticated
    there = (func.lower(Account.handle) == handle.lower(), Account.state == "active")
    found = db.session.scalar(select(Account.id).where(*there))
    if found is None:
        raise NotFound
    if found == viewer.account_id:
        raise Invalid(errors={"handle": [if_self]})
    return found


def _unblocked(viewer: Viewer, other_id: str) -> str:
    if queries.blocked_between(str(viewer.account_id), [other_id]):
        raise NotFound
    return other_id
