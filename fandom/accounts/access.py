"""Doors of accounts: what is hidden and what is absent look the same."""

from typing import TypeVar

from sqlalchemy import func, select

from fandom.accounts import queries
from fandom.accounts.models import Account, Session, Token
from fandom.accounts.values import Credentials, Me, Profile, public_id
from fandom.core.errors import Conflict, Forbidden, NotFound, Unauthenticated
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db

T = TypeVar("T")
LAST_ADMIN = "This is the last administrator: make another one first."
_ENDED = {
    "banned": "This account has been banned, so you cannot sign in with it.",
    "deleted": "This account has been deleted, so you cannot sign in with it.",
}


def account_to_read(viewer: Viewer, handle: str) -> Profile:
    """Not there for somebody with a block between the two."""
    found = _found(queries.profile(handle))
    return _found(None if found.id in viewer.hidden.blocked else found)


def me_to_read(viewer: Viewer) -> Me:
    return _found(queries.me(_own(viewer)))


def me_to_edit(viewer: Viewer) -> Account:
    """The viewer's own account, locked for the rest of the transaction."""
    return account_to_lock(_own(viewer))


def account_to_rule(viewer: Viewer, account_id: str) -> Account:
    """For bans and roles of the site."""
    if not viewer.is_admin:
        raise Forbidden
    return account_to_lock(account_id)


def account_to_enter(known: Credentials) -> Account:
    """Whose password was right, if it still is: what changed while it was checked counts."""
    query = select(Account).where(Account.id == known.account_id).with_for_update()
    account = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if account.state != "active":
        raise Forbidden(_ENDED[account.state])
    if account.password_hash != known.password_hash:
        raise Unauthenticated
    return account


def session_to_leave(session_id: str) -> Session | None:
    return db.session.scalars(select(Session).where(Session.id == session_id, Session.ended_at.is_(None))).one_or_none()


def account_to_lock(account_id: str) -> Account:
    query = select(Account).where(Account.id == account_id, Account.state != "deleted").with_for_update()
    return _found(db.session.scalars(query.execution_options(populate_existing=True)).one_or_none())


def lock_admins() -> frozenset[str]:
    """Ids of those who can sign in. Before any one account is locked, so that two who act at once wait in one line."""
    able = select(Account.id).where(Account.is_admin, Account.state == "active").order_by(Account.id)
    return frozenset(db.session.scalars(able.with_for_update()))


def not_the_last_admin(account: Account) -> None:
    """Somebody must be left who can let others in; refuses with Conflict."""
    if account.is_admin and lock_admins() == {account.id}:
        raise Conflict(LAST_ADMIN, code="last-administrator")


def is_active(account_id: str) -> bool:
    return db.session.scalar(select(Account.id).where(Account.id == account_id, Account.state == "active")) is not None


def in_browser(viewer: Viewer) -> Viewer:
    """Sessions, tokens and passwords are for who signed in; a lost token must not make more of itself."""
    _own(viewer)
    if viewer.session_id is None:
        raise Forbidden("Only somebody who has signed in may do that, not a token.")
    return viewer


def session_to_end(viewer: Viewer, shown: str) -> Session:
    query = select(Session).where(Session.account_id == in_browser(viewer).account_id, Session.ended_at.is_(None))
    return _found(next((each for each in db.session.scalars(query) if public_id(each.id) == shown), None))


def token_to_end(viewer: Viewer, token_id: str) -> Token:
    if not is_id(token_id):
        raise NotFound
    query = select(Token).where(
        Token.id == token_id, Token.account_id == in_browser(viewer).account_id, Token.ended_at.is_(None)
    )
    return _found(db.session.scalars(query).one_or_none())


def account_id_of(handle: str) -> str:
    """Of an account in any state, for the command line and for bans."""
    return _found(db.session.scalar(select(Account.id).where(func.lower(Account.handle) == handle.lower())))


def _own(viewer: Viewer) -> str:
    if viewer.account_id is None:
        raise Unauthenticated
    return viewer.account_id


def _found(value: T | None) -> T:
    if value is None:
        raise NotFound
    return value
