"""Noting after the answer: what this process has noted today is not asked for again, and no failure reaches a page."""

from collections.abc import Sequence
from datetime import date

import structlog
from sqlalchemy.exc import SQLAlchemyError

from fandom.infra.db import unit_of_work
from fandom.sharing.ledger import actions, people, salts
from fandom.sharing.ledger.values import Asker, Noted

log = structlog.get_logger()

MOST = 50_000
Key = tuple[str, str, bytes]


class _Today:
    """Cleared at midnight, and when it is full: then the database is asked once more, which is all."""

    day: date | None = None
    keys: set[Key] = set()


def note(moment_id: str, asker: Asker, what: Sequence[Noted]) -> None:
    """Opens its own unit of work, where there is something new."""
    day = actions.today()
    person = _person(asker, day)
    fresh = [each for each in what if person is None or (moment_id, each.mark, person) not in _of(day)]
    if not fresh:
        return
    try:
        person = _noted(moment_id, asker, fresh, day)
    except SQLAlchemyError as error:
        log.warning("what was opened was not counted", error=str(error))
        return
    _remember(day, [(moment_id, each.mark, person) for each in fresh])


def forget() -> None:
    """What this process remembers."""
    _Today.keys.clear()
    salts.forget_all()


def _noted(moment_id: str, asker: Asker, what: Sequence[Noted], day: date) -> bytes:
    with unit_of_work():
        salt = b"" if asker.account_id else salts.known(day) or salts.of_day(day)
        person = _digest(asker, salt)
        actions.note(moment_id=moment_id, person=person, what=what, day=day)
    if salt:
        salts.remember(day, salt)
    return person


def _person(asker: Asker, day: date) -> bytes | None:
    """None where the day has no salt yet, as far as this process knows."""
    salt = salts.known(day)
    return _digest(asker, salt or b"") if asker.account_id or salt else None


def _digest(asker: Asker, salt: bytes) -> bytes:
    return people.of_account(asker.account_id) if asker.account_id else people.of_visitor(asker, salt)


def _of(day: date) -> set[Key]:
    if _Today.day != day:
        _Today.keys.clear()
        _Today.day = day
    return _Today.keys


def _remember(day: date, keys: Sequence[Key]) -> None:
    known = _of(day)
    if len(known) >= MOST:
        known.clear()
    known.update(keys)
