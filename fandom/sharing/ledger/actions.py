"""Noting what people did: a mark for each who did it first, and a count that is one higher. Old marks go."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, text

from fandom.core import clock
from fandom.infra.db import db
from fandom.sharing.ledger import salts
from fandom.sharing.ledger.models import LedgerMark
from fandom.sharing.ledger.values import Noted

KEPT_DAYS = 30

# One statement, so that a mark and its count are never one without the other. Counts are locked in one order.
_NOTE = text(
    """
    WITH said AS (
        SELECT mark, counted FROM unnest(CAST(:marks AS text[]), CAST(:counts AS text[])) AS t(mark, counted)
    ), fresh AS (
        INSERT INTO ledger_marks (moment_id, kind, person, day)
        SELECT :moment_id, mark, :person, :day FROM said ORDER BY mark
        ON CONFLICT DO NOTHING RETURNING kind
    )
    INSERT INTO ledger_counts (moment_id, day, kind, people)
    SELECT :moment_id, :day, counted, 1 FROM said JOIN fresh ON fresh.kind = said.mark ORDER BY counted
    ON CONFLICT (moment_id, day, kind) DO UPDATE SET people = ledger_counts.people + 1
    RETURNING kind
    """
)


def note(*, moment_id: str, person: bytes, what: Sequence[Noted], day: date | None = None) -> int:
    """How much of it was new."""
    said = {"marks": [each.mark for each in what], "counts": [each.count for each in what]}
    values = said | {"moment_id": moment_id, "person": person, "day": day or today()}
    return len(db.session.execute(_NOTE, values).all())


def forget_old() -> None:
    """Of a month ago nobody knows any more who it was, and of the day before yesterday not who a visitor was."""
    day = today()
    db.session.execute(delete(LedgerMark).where(LedgerMark.day < day - timedelta(days=KEPT_DAYS)))
    salts.forget_before(day - timedelta(days=1))


def today() -> date:
    return clock.now().date()
