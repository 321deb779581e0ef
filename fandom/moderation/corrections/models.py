"""The record of those who report spoilers: what came of each report that a moderator has answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Model


class Verdict(Model):
    """One per report, from the decision that stands; who wrote what was reported goes along, to be counted once."""

    __tablename__ = "report_verdicts"
    __table_args__ = (
        Index("ix_report_verdicts_reporter_id", "reporter_id"),
        Index("ix_report_verdicts_decision_id", "decision_id"),
    )

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"))
    reporter_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    author_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    show_id: Mapped[str | None] = mapped_column(ForeignKey("shows.id"))
    upheld: Mapped[bool]
    at: Mapped[datetime]
