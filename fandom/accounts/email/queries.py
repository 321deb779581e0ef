"""Reads of addresses and of the secrets that were sent to them."""

from datetime import timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from fandom.accounts.email.models import EmailToken
from fandom.accounts.email.values import Address, Errand, Reader
from fandom.accounts.models import Account
from fandom.core import clock
from fandom.infra import links
from fandom.infra.db import db

t = EmailToken
now = aliased(Account)


def address(account_id: str) -> Address:
    verified = Account.email_verified_at.is_not(None)
    row = db.session.execute(select(Account.email, verified.label("verified")).where(Account.id == account_id)).one()
    newest = select(t.email).where(t.account_id == account_id, t.purpose == "verify", usable()).order_by(t.id.desc())
    pending = db.session.scalar(newest.limit(1)) or (None if row.verified else row.email)
    return Address(row.email, row.verified, None if row.verified and pending == row.email else pending)


def reader(account_id: str) -> Reader | None:
    """Who gets letters: an account that is there."""
    verified = case((Account.email_verified_at.is_not(None), Account.email))
    asked = select(Account.id, Account.handle, verified, Account.language)
    row = db.session.execute(asked.where(Account.id == account_id, Account.state == "active")).one_or_none()
    return Reader(*row) if row else None


def owner_of(email: str) -> str | None:
    """The account that this address belongs to, if it may still be entered."""
    theirs = (func.lower(Account.email) == email.lower(), Account.email_verified_at.is_not(None))
    return db.session.scalar(select(Account.id).where(*theirs, Account.state == "active"))


def taken_by_another(account_id: str, email: str) -> bool:
    verified = (func.lower(Account.email) == email.lower(), Account.email_verified_at.is_not(None))
    return db.session.scalar(select(Account.id).where(*verified, Account.id != account_id)) is not None


def errand(token_id: str) -> Errand | None:
    """None once it has been used or is too old: then nobody needs the letter."""
    asked = select(t.id, t.purpose, t.email, Account.handle, Account.language).join(Account, Account.id == t.account_id)
    row = db.session.execute(asked.where(t.id == token_id, usable())).one_or_none()
    return Errand(*row) if row else None


def errand_of(purpose: str, secret: str) -> Errand | None:
    """For a page to say what its button will do."""
    found = db.session.scalar(select(t.id).where(t.secret_hash == links.hash_of(secret), t.purpose == purpose))
    return errand(found) if found else None


def asked_lately(which: ColumnElement[bool], within: timedelta) -> int:
    since = clock.now() - within
    return db.session.execute(select(func.count()).select_from(t).where(which, t.created_at > since)).scalar_one()


def usable() -> ColumnElement[bool]:
    """What was asked for before the password changed, or before a sign-out everywhere, is worth nothing any more.

    Whoever was in then could otherwise still make the account theirs, by an address that they asked for.
    """
    same = select(now.epoch).where(now.id == t.account_id).scalar_subquery()
    return t.used_at.is_(None) & (t.expires_at > clock.now()) & (t.epoch == same)
