"""What a fan is told."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class Notification(Model):
    """`key` makes telling twice impossible: one row per account and key. `data`: ids and statements, never captions."""

    __tablename__ = "notifications"
    __table_args__ = (
        Index("uq_notifications_account_id_key", "account_id", "key", unique=True),
        Index("ix_notifications_account_new", "account_id", text("id DESC")),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str]
    kind: Mapped[str]
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    subject_kind: Mapped[str | None]
    subject_id: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
