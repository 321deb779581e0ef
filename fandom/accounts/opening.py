"""Opening sessions and tokens, and noting that they are used."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from fandom.accounts.models import Account, Session, Token
from fandom.accounts.queries import hash_of
from fandom.accounts.values import NewToken
from fandom.core import clock, text
from fandom.core.errors import Conflict
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db

AGENT_MAX = 300
MAX_TOKENS = 50
TOKEN_NAME_MAX = 60
TOUCHED_EVERY = timedelta(minutes=1)
PREFIX = "fandom_"


def open_session(*, account_id: str, user_agent: str) -> str:
    """The secret id that the cookie carries."""
    epoch = db.session.execute(select(Account.epoch).where(Account.id == account_id)).scalar_one()
    now = clock.now()
    session = Session(
        id=secrets.token_urlsafe(32),
        account_id=account_id,
        epoch=epoch,
        user_agent="".join(char for char in user_agent if char.isprintable())[:AGENT_MAX],
        created_at=now,
        seen_at=now,
    )
    db.session.add(session)
    db.session.flush()
    return session.id


def create_token(*, viewer: Viewer, name: str, scopes: frozenset[str]) -> NewToken:
    """Only here is the secret known; what is kept is its hash."""
    held = select(Token.id).where(Token.account_id == viewer.account_id, Token.ended_at.is_(None)).limit(MAX_TOKENS)
    if len(db.session.scalars(held).all()) >= MAX_TOKENS:
        raise Conflict("You have as many tokens as one may have. End one first.")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(
        id=new_id(),
        account_id=viewer.account_id,
        name=text.name(name, TOKEN_NAME_MAX, "name"),
        secret_hash=hash_of(secret),
        scopes=sorted(scopes),
        created_at=clock.now(),
    )
    db.session.add(token)
    db.session.flush()
    return NewToken(token.id, token.name, tuple(token.scopes), token.created_at, secret)


def touch_session(*, session_id: str) -> None:
    """At most one write a minute, however many processes see the session."""
    now = clock.now()
    due = (Session.id == session_id, Session.seen_at < now - TOUCHED_EVERY)
    db.session.execute(update(Session).where(*due).values(seen_at=now).execution_options(synchronize_session=False))


def touch_token(*, token_id: str) -> None:
    now = clock.now()
    due = (Token.id == token_id, Token.used_at.is_(None) | (Token.used_at < now - TOUCHED_EVERY))
    db.session.execute(update(Token).where(*due).values(used_at=now).execution_options(synchronize_session=False))
