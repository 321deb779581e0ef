"""Follows, blocks and mutes, and the notes by which open sockets learn that these have changed."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class Follow(Model):
    """`id` orders lists of followers by when they came."""

    __tablename__ = "follows"
    __table_args__ = (
        CheckConstraint("follower_id <> followed_id", name="other"),
        Index("ix_follows_follower_id_id", "follower_id", text("id DESC")),
        Index("ix_follows_followed_id_id", "followed_id", text("id DESC")),
    )

    follower_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    followed_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    id: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime]


class Block(Model):
    """Set by one, it holds for both."""

    __tablename__ = "blocks"
    __table_args__ = (
        CheckConstraint("blocker_id <> blocked_id", name="other"),
        Index("ix_blocks_blocked_id", "blocked_id"),
    )

    blocker_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    blocked_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    at: Mapped[datetime]


class Mute(Model):
    """`value` is the id of an account or a show, or a tag or words in their folded form. No `until`: for ever."""

    __tablename__ = "mutes"
    __table_args__ = (CheckConstraint("kind IN ('account', 'word', 'tag', 'show')", name="kind"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime | None]
    at: Mapped[datetime]


class HidingChange(Model):
    """What an account is not to be shown has changed: every web process reads on from its last."""

    __tablename__ = "hiding_changes"
    __table_args__ = (Index("ix_hiding_changes_at", "at"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account_id: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime]
