"""Doors of letters with a secret: unknown, used and too old look the same."""

from sqlalchemy import select

from fandom.accounts.email.models import EmailToken
from fandom.accounts.email.queries import usable
from fandom.core.errors import NotFound
from fandom.infra import links
from fandom.infra.db import db

GONE = "This link has been used, or it is too old. Ask for a new one."


def token_to_use(purpose: str, secret: str) -> EmailToken:
    """Locked for the rest of the transaction, so that of two who use it at once one comes too late."""
    query = select(EmailToken).where(
        EmailToken.secret_hash == links.hash_of(secret), EmailToken.purpose == purpose, usable()
    )
    found = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(GONE)
    return found
