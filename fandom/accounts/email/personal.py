"""This slice's part of an account: the addresses that letters with a secret went to."""

from sqlalchemy import delete

from fandom.accounts.email.models import EmailToken
from fandom.core import personal
from fandom.infra.db import db


def erase(account_id: str) -> bool:
    db.session.execute(delete(EmailToken).where(EmailToken.account_id == account_id))
    return False


def listen() -> None:
    personal.answer("accounts.email", erase=erase)
