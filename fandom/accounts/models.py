"""Fans, their sessions, their personal tokens, and the endings that cut open sockets."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, false, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class Account(Model):
    """`handle` keeps its case; it is unique without it. `epoch` rises when every session must end.

    `email` belongs to the account only once it is verified; until then any number may claim it.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        Index("uq_accounts_handle_lower", text("lower(handle)"), unique=True),
        Index(
            "uq_accounts_email_verified",
            text("lower(email)"),
            unique=True,
            postgresql_where=text("email_verified_at IS NOT NULL"),
        ),
        Index(
            "ix_accounts_named",
            text("search_named(handle, display_name)"),
            postgresql_using="gin",
            postgresql_where=text("state = 'active'"),
            postgresql_with={"gin_pending_list_limit": 256},
        ),
        CheckConstraint("state IN ('active', 'banned', 'deleted')", name="state"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    handle: Mapped[str]
    display_name: Mapped[str]
    about: Mapped[str] = mapped_column(default="", server_default="")
    shows_reactions: Mapped[bool] = mapped_column(default=False, server_default=false())
    email: Mapped[str | None]
    email_verified_at: Mapped[datetime | None]
    language: Mapped[str | None]
    password_hash: Mapped[str | None]
    avatar_id: Mapped[str | None] = mapped_column(Id)
    is_admin: Mapped[bool] = mapped_column(default=False)
    moderates_all: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="active")
    epoch: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    newest_id: Mapped[str | None] = mapped_column(Id)
    hot_score: Mapped[float | None]
    created_at: Mapped[datetime]


class Session(Model):
    """A browser that signed in. The id is secret: it is what the signed cookie carries."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_account_id", "account_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    epoch: Mapped[int]
    user_agent: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Token(Model):
    """A personal token. Only a hash of the secret is kept."""

    __tablename__ = "tokens"
    __table_args__ = (Index("ix_tokens_account_id", "account_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Ending(Model):
    """A session or a token whose open sockets must be cut; every web process reads on from its last.

    `kind` is session or token; `ref` the id of that; `reason` what the person is told.
    """

    __tablename__ = "endings"
    __table_args__ = (Index("ix_endings_at", "at"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    kind: Mapped[str]
    ref: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
