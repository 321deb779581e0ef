"""This slice's part of an account: what it was shown, which is remembered for a while."""

from sqlalchemy import delete

from fandom.core import personal
from fandom.feed.models import Seen
from fandom.infra.db import db


def erase(account_id: str) -> bool:
    db.session.execute(delete(Seen).where(Seen.account_id == account_id))
    return False


def listen() -> None:
    personal.answer("feed", erase=erase)
