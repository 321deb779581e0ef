"""Marks of people, kept for a month so that nobody counts twice; counts by day, kept; the salts of visitors' days."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Model
from fandom.sharing.ledger.values import COUNTS, MARKS


def _among(kinds: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"kind IN ({', '.join(repr(each) for each in kinds)})", name="kind")


class LedgerMark(Model):
    """Somebody did this with this moment. `person` is a digest that ledger/people.py makes."""

    __tablename__ = "ledger_marks"
    __table_args__ = (
        _among(MARKS),
        Index("ix_ledger_marks_person", "person"),
        Index("ix_ledger_marks_day", "day"),
    )

    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[bytes] = mapped_column(primary_key=True)
    day: Mapped[date]


class LedgerCount(Model):
    """So many people were new to this, that day."""

    __tablename__ = "ledger_counts"
    __table_args__ = (_among(COUNTS), CheckConstraint("people > 0", name="people"))

    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]


class LedgerSalt(Model):
    """What visitors of a day are hashed with; when it is gone, nobody can tell any more who a digest was."""

    __tablename__ = "ledger_salts"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes]
