"""Fans made in a moment: through the accounts' own actions, with a password that is cheap to check."""

import functools
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import insert, update

from fandom.accounts import actions, queries
from fandom.accounts.models import Account
from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Membership

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Person:
    """`viewer` has the fan's rights, but no session: `viewer_of` opens one."""

    id: str
    handle: str
    email: str
    viewer: Viewer
    password: str = PASSWORD


def make_fan(handle: str | None = None, *, moderates: Iterable[str] = (), **columns: Any) -> Person:
    """In a unit of work of its own. `moderates` are ids of shows; `is_admin=True` and other columns by their names."""
    handle = handle or f"fan_{next(_numbers)}"
    email = columns.pop("email", f"{handle.lower()}@example.org")
    shows = frozenset(moderates)
    with unit_of_work():
        made = actions.sign_up(handle=handle, email=email, password_hash=cheap_hash())
        if columns:
            db.session.execute(update(Account).where(Account.id == made.id).values(**columns))
        for show_id in shows:
            _make_moderator(show_id, made.id)
    rights = {name: bool(columns.get(name)) for name in ("is_admin", "moderates_all")}
    return Person(made.id, handle, email, Viewer(account_id=made.id, handle=handle, moderates=shows, **rights))


def make_admin(handle: str | None = None) -> Person:
    return make_fan(handle, is_admin=True)


def session_of(fan: Person) -> str:
    """The secret id of a new session, as a cookie would carry it."""
    with unit_of_work():
        return actions.open_session(account_id=fan.id, user_agent="tests")


def viewer_of(fan: Person) -> Viewer:
    """The fan as doors and queries see them, in a session of their own."""
    found = queries.viewer_of_session(session_of(fan))
    assert found is not None
    return found


def token_of(fan: Person, *scopes: str) -> str:
    """The secret of a new token; without scopes named it may read, write and moderate."""
    wanted = frozenset(scopes or ("read", "write", "moderate"))
    with unit_of_work():
        return actions.create_token(viewer=fan.viewer, name="tests", scopes=wanted).secret


@functools.cache
def cheap_hash(password: str = PASSWORD) -> str:
    return Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


def _make_moderator(show_id: str, account_id: str) -> None:
    row = {"show_id": show_id, "account_id": account_id, "role": "moderator", "joined_at": clock.now()}
    db.session.execute(insert(Membership).values(**row))
