"""This sub-slice's part of an account: what somebody wanted to be shown anyway."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.infra.db import db
from fandom.posts.models import Reveal


def export(account_id: str) -> Iterable[Piece]:
    mine = select(Reveal.moment_id, Reveal.at).where(Reveal.account_id == account_id)
    return (extracts.rows("reveals.json", mine.order_by(Reveal.at, Reveal.moment_id)),)


def erase(account_id: str) -> bool:
    db.session.execute(delete(Reveal).where(Reveal.account_id == account_id))
    return False


def listen() -> None:
    personal.answer("posts.reveals", export=export, erase=erase)
