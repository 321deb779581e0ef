"""Imports of whole folders: how far each has come, and what it skipped."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

NOTHING = text("'[]'::jsonb")


class LibraryImport(Model):
    """`step` rises with each step, so that a step is made once; `leased_until` in the future: somebody makes one.

    `plan` are the titles found; `pictures` those of the title at hand that are still to be taken; `done` and `total`
    count files.
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
    report: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    by: Mapped[str | None] = mapped_column(Id)
    leased_until: Mapped[datetime | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
