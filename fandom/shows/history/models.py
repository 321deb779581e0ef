"""Imports of watch histories, and what came of each title in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

NOTHING = text("'[]'::jsonb")
EMPTY = text("'{}'::jsonb")


class HistoryImport(Model):
    """One at a time for each account. `sending`: its file is on its way into the store, which ends in a moment.

    `step` rises with each step, so that a step is made once; until `leased_until` only `runner` makes them. `total`
    titles were found, of which `done` are done; `attempts` are those at the step at hand.
    """

    __tablename__ = "history_imports"
    __table_args__ = (
        CheckConstraint("state IN ('sending', 'running', 'done', 'failed')", name="state"),
        Index(
            "uq_history_imports_running",
            "account_id",
            unique=True,
            postgresql_where=text("state IN ('sending', 'running')"),
        ),
        Index("ix_history_imports_account_id_id", "account_id", text("id DESC")),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(default="sending")
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    step: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    report: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=EMPTY)
    attempts: Mapped[int] = mapped_column(default=0)
    runner: Mapped[str | None] = mapped_column(Id)
    leased_until: Mapped[datetime | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class HistoryTitle(Model):
    """The title at place `at` of an import. `watched` are its episodes until it is done, and nothing afterwards.

    `was` and `now` say where its fan stood before and after, as progress.Said; `back` that this was taken back.
    """

    __tablename__ = "history_titles"
    __table_args__ = (CheckConstraint("outcome IN ('moved', 'same', 'unmatched')", name="outcome"),)

    import_id: Mapped[str] = mapped_column(ForeignKey("history_imports.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    title: Mapped[str]
    year: Mapped[int | None]
    ids: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=EMPTY)
    watched: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default=NOTHING)
    outcome: Mapped[str | None]
    why: Mapped[str] = mapped_column(default="", server_default="")
    show_id: Mapped[str | None] = mapped_column(Id)
    was: Mapped[dict[str, Any] | None]
    now: Mapped[dict[str, Any] | None]
    back: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
