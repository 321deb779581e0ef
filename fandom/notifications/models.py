"""What a fan is told, what they want to be told, and which digests they got."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class Notification(Model):
    """One line of the inbox. A line that stands for several occasions gets a new `id` and time with each.

    `data`: ids and statements, never captions. Not `web`: it is told by letter only.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        Index("uq_notifications_account_id_key", "account_id", "key", unique=True),
        Index("ix_notifications_account_new", "account_id", text("id DESC")),
        Index("ix_notifications_subject_id", "subject_id"),
        Index("ix_notifications_actor_id", "actor_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str]
    kind: Mapped[str]
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    subject_kind: Mapped[str | None]
    subject_id: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    web: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class NotificationPart(Model):
    """One occasion, and the `line` (the key of a notification) that tells of it.

    `key` makes telling twice impossible: one row per account and occasion.
    """

    __tablename__ = "notification_parts"
    __table_args__ = (
        Index("ix_notification_parts_line", "account_id", "line", "at"),
        Index("ix_notification_parts_actor_id", "actor_id"),
    )

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str]
    actor_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]


class NotificationSettings(Model):
    """`choices` by kind: {"web": …, "mail": …}, where the fan has said something. No row: nothing has been said."""

    __tablename__ = "notification_settings"
    __table_args__ = (Index("ix_notification_settings_digest", "account_id", postgresql_where=text("digest")),)

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    digest: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]


class Digest(Model):
    """That this account had its digest of the week `slot`, "2026-W47"; nobody gets two."""

    __tablename__ = "digests"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
