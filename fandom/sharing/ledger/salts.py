"""The salts of the days: by chance, in the database for as long as they are needed, remembered in between."""

import secrets
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from fandom.infra.db import db
from fandom.sharing.ledger.models import LedgerSalt

SIZE = 32
_known: dict[date, bytes] = {}


def of_day(day: date) -> bytes:
    """In a unit of work. Whoever comes first makes it, and all others take the same."""
    fresh = insert(LedgerSalt).values(day=day, salt=secrets.token_bytes(SIZE)).on_conflict_do_nothing()
    db.session.execute(fresh)
    return db.session.execute(select(LedgerSalt.salt).where(LedgerSalt.day == day)).scalar_one()


def remember(day: date, salt: bytes) -> None:
    """Once it is committed: one that was taken back would tell the same visitor apart from themselves."""
    _known.clear()
    _known[day] = salt


def known(day: date) -> bytes | None:
    return _known.get(day)


def forget_before(day: date) -> None:
    db.session.execute(delete(LedgerSalt).where(LedgerSalt.day < day))


def forget_all() -> None:
    """What this process remembers; tests take back what the database has."""
    _known.clear()
