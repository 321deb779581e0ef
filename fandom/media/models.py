"""Files, and the rows that keep them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class File(Model):
    """`owner_id` is null for what the house brought in itself. `reason` is the sentence people read when it failed.
    `path` is where a film lies that is an operator's own: the house reads it there, and never writes or removes it.

    `variants` are what the file door may serve, as `values.Variant` writes them. `unheld_since` is set while no row
    keeps the file; long enough, and it is swept. `touched_at` says when its decoding was last asked for.
    """

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("kind IN ('image', 'clip', 'film')", name="kind"),
        CheckConstraint("status IN ('processing', 'ready', 'failed')", name="status"),
        Index("ix_files_owner_unheld", "owner_id", "id", postgresql_where=text("unheld_since IS NOT NULL")),
        Index("ix_files_unheld_since", "unheld_since", postgresql_where=text("unheld_since IS NOT NULL")),
        Index("ix_files_processing", "touched_at", postgresql_where=text("status = 'processing'")),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str]
    type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(default="processing")
    reason: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    colour: Mapped[str | None]
    duration_ms: Mapped[int | None]
    path: Mapped[str | None]
    alt: Mapped[str] = mapped_column(default="")
    variants: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    unheld_since: Mapped[datetime | None]


class Holder(Model):
    """Why a file is kept, and through what others may read it: a moment, an avatar, a title, evidence."""

    __tablename__ = "holders"
    __table_args__ = (Index("ix_holders_kind_id", "holder_kind", "holder_id"),)

    file_id: Mapped[str] = mapped_column(Id, ForeignKey("files.id"), primary_key=True)
    holder_kind: Mapped[str] = mapped_column(primary_key=True)
    holder_id: Mapped[str] = mapped_column(primary_key=True)
