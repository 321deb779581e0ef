"""Secrets that were sent by letter: to prove an address, and to set a new password."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class EmailToken(Model):
    """`email`: where it went, and what using it proves. Only a hash of the secret is kept.

    `epoch` is that of the account when it was asked for: what is from before the password changed is worth
    nothing.
    """

    __tablename__ = "email_tokens"
    __table_args__ = (
        CheckConstraint("purpose IN ('verify', 'reset')", name="purpose"),
        Index("ix_email_tokens_account_id", "account_id"),
        Index("ix_email_tokens_email_lower", text("lower(email)")),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    purpose: Mapped[str]
    email: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    epoch: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
