"""Reads of accounts: who a cookie or a token stands for, profiles, sessions, tokens."""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Executable, select

from fandom.accounts.models import Account, Session, Token
from fandom.accounts.viewers import Known, viewers
from fandom.core import clock
from fandom.core.roles import fandoms_moderated
from fandom.core.viewer import Viewer
from fandom.infra.db import db

SESSION_KEPT = timedelta(days=60)
_PERSON = (Account.id.label("account_id"), Account.handle, Account.is_admin, Account.moderates_all)


def viewer_of_session(session_id: str) -> Viewer | None:
    """None once the session, or its account, has ended; known up to half a second late."""
    known = known_session(session_id)
    return known.viewer if known else None


def viewer_of_token(secret: str) -> Viewer | None:
    known = known_token(hash_of(secret))
    return known.viewer if known else None


def known_session(session_id: str) -> Known | None:
    return viewers.get(f"session:{session_id}", lambda: _load_session(session_id))


def known_token(secret_hash: str) -> Known | None:
    return viewers.get(f"token:{secret_hash}", lambda: _load_token(secret_hash))


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def live_session() -> ColumnElement[bool]:
    """What a session joined with its account must be to be honoured."""
    return (
        Session.ended_at.is_(None)
        & (Session.epoch == Account.epoch)
        & (Session.created_at > clock.now() - SESSION_KEPT)
        & (Account.state == "active")
    )


def live_token() -> ColumnElement[bool]:
    return Token.ended_at.is_(None) & (Account.state == "active")


def _load_session(session_id: str) -> Known | None:
    row = _one(
        select(*_PERSON, Session.id.label("session_id"), Session.seen_at)
        .join(Account, Account.id == Session.account_id)
        .where(Session.id == session_id, live_session())
    )
    return Known(_viewer(row, session_id=row.session_id), row.seen_at) if row else None


def _load_token(secret_hash: str) -> Known | None:
    row = _one(
        select(*_PERSON, Token.id.label("token_id"), Token.scopes, Token.used_at)
        .join(Account, Account.id == Token.account_id)
        .where(Token.secret_hash == secret_hash, live_token())
    )
    return Known(_viewer(row, token_id=row.token_id, scopes=frozenset(row.scopes)), row.used_at) if row else None


def _viewer(row: Any, **of: Any) -> Viewer:
    return Viewer(
        account_id=row.account_id,
        handle=row.handle,
        is_admin=row.is_admin,
        moderates_all=row.moderates_all,
        moderates=fandoms_moderated(row.account_id),
        **of,
    )


def _one(query: Executable) -> Any:
    return db.session.execute(query).one_or_none()
