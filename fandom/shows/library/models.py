"""Imports of whole folders: how far each has come, and what it skipped."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

NOTHING = text("'[]'::jsonb")


class LibraryImport(Model):
    """`step` rises with each step, so that a step is made once; until `leased_until` only `runner` makes them.

    `plan` are the titles found, of which `done` are read; `pictures` those of the last one that are still to be taken,
    for `show_id`; `attempts` those at the step at hand.
    """

    __tablename__ = "library_imports"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'done', 'stopped', 'failed')", name="state"),
        Index("uq_library_imports_running", "path", unique=True, postgresql_where=text("state = 'running'")),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    path: Mapped[str]
    state: Mapped[str] = mapped_column(default="running")
    step: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    plan: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default=NOTHING)
    pictures: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default=NOTHING)
    show_id: Mapped[str | None] = mapped_column(Id)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    by: Mapped[str | None] = mapped_column(Id)
    attempts: Mapped[int] = mapped_column(default=0)
    runner: Mapped[str | None] = mapped_column(Id)
    leased_until: Mapped[datetime | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
