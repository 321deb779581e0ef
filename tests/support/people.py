"""Fans, made as rows, without a password."""

from dataclasses import dataclass
from typing import Any

from fandom.accounts.models import Account
from fandom.core import clock
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Membership


@dataclass(frozen=True)
class Person:
    id: str
    handle: str
    viewer: Viewer


def make_fan(handle: str, *, moderates: frozenset[str] = frozenset(), **more: Any) -> Person:
    """`moderates` are ids of shows; `is_admin=True` and other columns as they are named."""
    found = {"id": new_id(), "handle": handle, "display_name": handle.title(), "created_at": clock.now()} | more
    with unit_of_work():
        db.session.add(Account(**found))
        db.session.flush()
        for show_id in moderates:
            db.session.add(Membership(show_id=show_id, account_id=found["id"], role="moderator", joined_at=clock.now()))
    viewer = Viewer(
        account_id=found["id"],
        handle=handle,
        is_admin=bool(found.get("is_admin")),
        moderates_all=bool(found.get("moderates_all")),
        moderates=moderates,
    )
    return Person(found["id"], handle, viewer)
