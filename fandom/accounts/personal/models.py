"""Exports of what somebody has here; accounts that are being erased; handles that nobody gets again."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class Export(Model):
    """A ZIP that a worker makes. One at a time for each account; `size` in bytes once it is ready."""

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint("state IN ('making', 'ready', 'failed')", name="state"),
        Index("uq_exports_making", "account_id", unique=True, postgresql_where=text("state = 'making'")),
        Index("ix_exports_account_id_id", "account_id", text("id DESC")),
        Index("ix_exports_expires_at", "expires_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(default="making")
    size: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Erasure(Model):
    """An account that was deleted. `ended_at`: all its parts are erased; `again_at`: and looked through once more."""

    __tablename__ = "erasures"

    account_id: Mapped[str] = mapped_column(Id, ForeignKey("accounts.id"), primary_key=True)
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    again_at: Mapped[datetime | None]


class RetiredHandle(Model):
    """A handle somebody went by. Only a keyed hash is kept: who asks for it is told that it is taken, and no more."""

    __tablename__ = "retired_handles"

    hash: Mapped[str] = mapped_column(primary_key=True)
