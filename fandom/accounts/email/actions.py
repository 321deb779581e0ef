"""Writes of addresses: asking for proof, taking it, and letting somebody in who forgot their password."""

from datetime import timedelta

import structlog
from sqlalchemy import delete, func, update
from sqlalchemy.exc import IntegrityError

from fandom.accounts import endings
from fandom.accounts.access import account_to_lock
from fandom.accounts.email import queries
from fandom.accounts.email.events import EmailChanged, PasswordReset, ResetGranted, VerificationAsked
from fandom.accounts.email.models import EmailToken
from fandom.accounts.events import AccountChanged
from fandom.accounts.models import Account
from fandom.core import addresses, clock
from fandom.core.errors import Conflict, Invalid, TooMany
from fandom.core.ids import new_id
from fandom.infra import links
from fandom.infra.audit import audit
from fandom.infra.db import db, record

log = structlog.get_logger()

KEPT = {"verify": timedelta(days=3), "reset": timedelta(hours=1)}
HOUR = timedelta(hours=1)
FROM_ONE = 5  # letters of proof that one account may ask for in an hour
TO_ONE = 5  # letters that one address gets in an hour, whoever asks
FORGOTTEN_AFTER = timedelta(days=30)
TAKEN = "This address belongs to another account by now. Use another one, or sign in to that account."
t = EmailToken


def ask_verification(*, account: Account, email: str | None = None) -> None:
    """Of `email`, else of the one that waits. What is verified stays in force until the new one is."""
    wanted = addresses.normal(email or queries.address(account.id).pending or "")
    if wanted is None:
        raise Invalid({"email": ["This does not look like an e-mail address."]})
    if queries.asked_lately((t.account_id == account.id) & (t.purpose == "verify"), HOUR) >= FROM_ONE:
        raise TooMany(int(HOUR.total_seconds()), "There are letters on their way to you. Look again in a while.")
    if account.email_verified_at is None and account.email != wanted:
        account.email = wanted
        account.version += 1
    others = (t.account_id == account.id, t.purpose == "verify", t.used_at.is_(None), t.email != wanted)
    db.session.execute(update(t).where(*others).values(used_at=clock.now()))
    token = _issue(account, "verify", wanted)
    if token:
        record(VerificationAsked(token.id))


def verify(*, token: EmailToken) -> None:
    """The address is the account's from now on, and nobody else's."""
    account = account_to_lock(token.account_id)
    before = account.email if account.email_verified_at else None
    token.used_at = clock.now()
    account.email, account.email_verified_at = token.email, clock.now()
    account.version += 1
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:
        raise Conflict(TAKEN) from error
    audit(account.id, "account.email", ("account", account.id))
    record(AccountChanged(account.id))
    if before and before.lower() != token.email.lower():
        record(EmailChanged(account.id, token.id, before))


def grant_reset(*, email: str, language: str | None) -> None:
    """A letter for whoever the address belongs to; nothing at all where it is nobody's."""
    owner = queries.owner_of(email)
    token = _issue(account_to_lock(owner), "reset", email) if owner else None
    if token:
        record(ResetGranted(token.id, language))


def reset_password(*, token: EmailToken, password_hash: str) -> None:
    """Every session and personal token ends; other letters of this kind are worth nothing from now on."""
    account = account_to_lock(token.account_id)
    token.used_at = clock.now()
    account.password_hash = password_hash
    db.session.flush()
    endings.end_all(account=account, reason="password")
    audit(account.id, "account.password_reset", ("account", account.id))
    record(PasswordReset(account.id, token.id))


def forget_old() -> None:
    """Long after they could be used."""
    db.session.execute(delete(t).where(t.created_at < clock.now() - FORGOTTEN_AFTER))


def _issue(account: Account, purpose: str, email: str) -> EmailToken | None:
    """None when that address has had enough letters: nobody's mailbox is flooded through us."""
    theirs = (func.lower(t.email) == email.lower()) & (t.purpose == purpose)
    if queries.asked_lately(theirs, HOUR) >= TO_ONE:
        log.warning("letter held back", purpose=purpose, account=account.id)
        return None
    token_id, now = new_id(), clock.now()
    token = EmailToken(
        id=token_id,
        account_id=account.id,
        purpose=purpose,
        email=email,
        secret_hash=links.hash_of(links.secret_of(purpose, token_id)),
        epoch=account.epoch,
        created_at=now,
        expires_at=now + KEPT[purpose],
    )
    db.session.add(token)
    db.session.flush()
    return token
