"""Secret addresses for media servers, and what has come to them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

OUTCOMES = ("moved", "same", "unmatched", "old", "early", "elsewhere", "unclear", "other")


class Hook(Model):
    """One for each account. Of its secret only a hash is kept; `only_user` is the one of the server who counts."""

    __tablename__ = "hooks"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    only_user: Mapped[str | None]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    unmatched: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class HookEvent(Model):
    """What a server said, and what became of it; `digest` stands for all of it, so that nothing counts twice.

    No `position_ms` is the end of the episode.
    """

    __tablename__ = "hook_events"
    __table_args__ = (
        CheckConstraint("outcome IN (" + ", ".join(f"'{each}'" for each in OUTCOMES) + ")", name="outcome"),
        Index("uq_hook_events_account_id_digest", "account_id", "digest", unique=True),
        Index("ix_hook_events_account_id_id", "account_id", text("id DESC")),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("hooks.account_id", ondelete="CASCADE"))
    digest: Mapped[str]
    at: Mapped[datetime]
    player: Mapped[str]
    title: Mapped[str] = mapped_column(default="", server_default="")
    outcome: Mapped[str]
    show_id: Mapped[str | None] = mapped_column(Id)
    season: Mapped[int | None]
    number: Mapped[int | None]
    position_ms: Mapped[int | None]
