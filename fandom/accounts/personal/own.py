"""The accounts' own part: who somebody is, where they are signed in, and their programs."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from fandom.accounts.models import Account, Session, Token
from fandom.accounts.personal.actions import forget_exports
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.infra.db import db
from fandom.infra.idempotency import IdempotencyKey

_ME = (
    *(Account.id, Account.handle, Account.display_name, Account.about, Account.email, Account.email_verified_at),
    *(Account.language, Account.shows_reactions, Account.avatar_id, Account.is_admin, Account.created_at),
)


def export(account_id: str) -> Iterable[Piece]:
    """No ids of sessions and no hashes: these are secrets."""
    seen = select(Session.user_agent, Session.created_at, Session.seen_at, Session.ended_at)
    programs = select(Token.name, Token.scopes, Token.created_at, Token.used_at, Token.ended_at)
    return (
        extracts.row("account.json", select(*_ME).where(Account.id == account_id)),
        extracts.rows("sessions.json", seen.where(Session.account_id == account_id).order_by(Session.created_at)),
        extracts.rows("tokens.json", programs.where(Token.account_id == account_id).order_by(Token.id)),
    )


def erase(account_id: str) -> bool:
    """The row stays, without anything in it: what others answered still hangs on it."""
    forget_exports(account_id=account_id)
    for model in (Session, Token, IdempotencyKey):
        db.session.execute(delete(model).where(model.account_id == account_id))
    return False
