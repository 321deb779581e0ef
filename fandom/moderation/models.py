"""Word rules, cases with their reports, findings and evidence, and what was decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class WordRule(Model):
    """A word or phrase that screening looks for, site-wide or in one fandom. `outcome`: hold or publish_and_case."""

    __tablename__ = "word_rules"
    __table_args__ = (CheckConstraint("outcome IN ('hold', 'publish_and_case')", name="outcome"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    show_id: Mapped[str | None] = mapped_column(ForeignKey("shows.id"))
    phrase: Mapped[str]
    outcome: Mapped[str]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]


class Case(Model):
    """All that is said about one target. `why` are the points behind `priority`: [{points, text}].

    The claim is a lease: `claim_token` proves it, it is over at `claimed_until`. `version` rises with every change.
    """

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'decided')", name="state"),
        Index(
            "uq_cases_open_target",
            "target_kind",
            "target_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_cases_queue", "state", text("priority DESC"), "opened_at"),
        Index("ix_cases_author_id", "author_id"),
        Index("ix_cases_target", "target_kind", "target_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    target_kind: Mapped[str]
    target_id: Mapped[str]
    show_id: Mapped[str | None] = mapped_column(ForeignKey("shows.id"))
    author_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(default="open")
    priority: Mapped[int] = mapped_column(default=0)
    why: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    version: Mapped[int] = mapped_column(default=1)
    claimed_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    claim_token: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class Evidence(Model):
    """The target as it was when it was reported; kept whatever happens to the target."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_target", "target_kind", "target_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    target_kind: Mapped[str]
    target_id: Mapped[str]
    target_version: Mapped[int]
    snapshot: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Report(Model):
    """One per target and reporter while the case is open; the case comes from the listener, so it is null at first."""

    __tablename__ = "reports"
    __table_args__ = (
        Index("ix_reports_case_id", "case_id"),
        Index("ix_reports_target", "target_kind", "target_id"),
        Index("ix_reports_reporter_id", "reporter_id"),
        Index(
            "uq_reports_open",
            "target_kind",
            "target_id",
            "reporter_id",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"))
    target_kind: Mapped[str]
    target_id: Mapped[str]
    show_id: Mapped[str | None] = mapped_column(ForeignKey("shows.id"))
    reporter_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    evidence_id: Mapped[str] = mapped_column(ForeignKey("evidence.id"))
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    reveals_at: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Finding(Model):
    """What screening saw, with the points it adds."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_case_id", "case_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    source: Mapped[str]
    detail: Mapped[str]
    points: Mapped[int]
    evidence_id: Mapped[str] = mapped_column(ForeignKey("evidence.id"))
    at: Mapped[datetime]


class Decision(Model):
    """`remedies` as in the contract; `statement` is what the author reads."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_case_id", "case_id"),
        Index("ix_decisions_author_id", "author_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    moderator_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    author_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    remedies: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    statement: Mapped[str]
    automatic: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
