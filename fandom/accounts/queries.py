"""Reads of accounts: who a cookie or a token stands for, profiles, sessions, tokens."""

import hashlib
import re
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Executable, func, select

from fandom.accounts import rules
from fandom.accounts.models import Account, Session, Token
from fandom.accounts.personal.handles import is_retired
from fandom.accounts.relations.queries import hidden_from
from fandom.accounts.values import Credentials, Me, OpenSession, OpenToken, Profile, public_id
from fandom.accounts.viewers import Known, viewers
from fandom.core import addresses, clock
from fandom.core.roles import fandoms_moderated
from fandom.core.viewer import Viewer
from fandom.infra.db import db

SESSION_KEPT = timedelta(days=60)
_SHOWN = (Account.about, Account.shows_reactions, Account.avatar_id)
_PROFILE = (Account.id, Account.handle, Account.display_name, *_SHOWN, Account.created_at, Account.version)
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
    return viewers.get(f"token:{secret_hash}", lambda: _load_token(Token.secret_hash == secret_hash))


def viewer_of_open_token(token_id: str) -> Viewer | None:
    """For who came with its secret earlier; as the database knows them now."""
    known = _load_token(Token.id == token_id)
    return known.viewer if known else None


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def credentials(login: str) -> Credentials | None:
    """By handle, or by an e-mail address that is verified; of ended accounts too, so that they can be told."""
    if re.fullmatch(rules.HANDLE, login):
        found = func.lower(Account.handle) == login.lower()
    elif address := addresses.normal(login):
        found = (func.lower(Account.email) == address.lower()) & Account.email_verified_at.is_not(None)
    else:
        return None
    return _credentials(found)


def own_credentials(account_id: str) -> Credentials | None:
    return _credentials(Account.id == account_id)


def taken(handle: str) -> bool:
    """By accounts that have ended, too: nobody comes back as somebody else."""
    used = _one(select(Account.id).where(func.lower(Account.handle) == handle.lower())) is not None
    return used or is_retired(handle)


def profile(handle: str) -> Profile | None:
    row = _one(select(*_PROFILE).where(func.lower(Account.handle) == handle.lower(), Account.state == "active"))
    return Profile(*row) if row else None


def me(account_id: str) -> Me | None:
    verified = Account.email_verified_at.is_not(None)
    roles = (Account.is_admin, Account.moderates_all)
    row = _one(
        select(*_PROFILE[:-2], Account.email, verified, *roles, *_PROFILE[-2:]).where(
            Account.id == account_id, Account.state == "active"
        )
    )
    return Me(*row) if row else None


def sessions(viewer: Viewer) -> list[OpenSession]:
    """The viewer's own, the last used first."""
    rows = db.session.execute(
        select(Session.id, Session.user_agent, Session.created_at, Session.seen_at)
        .join(Account, Account.id == Session.account_id)
        .where(Session.account_id == viewer.account_id, live_session())
        .order_by(Session.seen_at.desc(), Session.id)
    )
    return [OpenSession(public_id(row.id), *row[1:], row.id == viewer.session_id) for row in rows]


def tokens(viewer: Viewer) -> list[OpenToken]:
    """The viewer's own, the newest first."""
    rows = db.session.execute(
        select(Token.id, Token.name, Token.scopes, Token.created_at, Token.used_at)
        .where(Token.account_id == viewer.account_id, Token.ended_at.is_(None))
        .order_by(Token.id.desc())
    )
    return [OpenToken(row.id, row.name, tuple(row.scopes), row.created_at, row.used_at) for row in rows]


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


def _credentials(found: ColumnElement[bool]) -> Credentials | None:
    row = _one(select(Account.id, Account.handle, Account.email, Account.password_hash).where(found))
    return Credentials(*row) if row else None


def _load_session(session_id: str) -> Known | None:
    row = _one(
        select(*_PERSON, Session.id.label("session_id"), Session.seen_at)
        .join(Account, Account.id == Session.account_id)
        .where(Session.id == session_id, live_session())
    )
    return Known(_viewer(row, session_id=row.session_id), row.seen_at) if row else None


def _load_token(which: ColumnElement[bool]) -> Known | None:
    row = _one(
        select(*_PERSON, Token.id.label("token_id"), Token.scopes, Token.used_at)
        .join(Account, Account.id == Token.account_id)
        .where(which, live_token())
    )
    return Known(_viewer(row, token_id=row.token_id, scopes=frozenset(row.scopes)), row.used_at) if row else None


def _viewer(row: Any, **of: Any) -> Viewer:
    return Viewer(
        account_id=row.account_id,
        handle=row.handle,
        is_admin=row.is_admin,
        moderates_all=row.moderates_all,
        moderates=fandoms_moderated(row.account_id),
        hidden=hidden_from(row.account_id),
        **of,
    )


def _one(query: Executable) -> Any:
    return db.session.execute(query).one_or_none()
