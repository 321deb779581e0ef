"""Handles that somebody has left behind: nobody gets them again, and nobody can read from them who it was."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from fandom.accounts.personal.models import RetiredHandle
from fandom.infra.db import db
from fandom.infra.links import secret_of


def retire(handle: str) -> None:
    db.session.execute(insert(RetiredHandle).values(hash=_hash(handle)).on_conflict_do_nothing())


def is_retired(handle: str) -> bool:
    return db.session.scalar(select(RetiredHandle.hash).where(RetiredHandle.hash == _hash(handle))) is not None


def _hash(handle: str) -> str:
    """With a secret key: handles are few enough to try them all."""
    return secret_of("handle", handle.lower())
