"""This sub-slice's part of an account: what waits for it."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.feed.catch_up.models import WaitingStretch
from fandom.infra import extracts
from fandom.infra.db import db
from fandom.shows.models import Show

_STRETCH = (WaitingStretch.low, WaitingStretch.high, WaitingStretch.read_to, WaitingStretch.newest)


def export(account_id: str) -> Iterable[Piece]:
    waits = select(Show.slug, *_STRETCH).join(Show, Show.id == WaitingStretch.show_id)
    mine = waits.where(WaitingStretch.account_id == account_id).order_by(Show.slug, WaitingStretch.low)
    return (extracts.rows("catch-up.json", mine),)


def erase(account_id: str) -> bool:
    db.session.execute(delete(WaitingStretch).where(WaitingStretch.account_id == account_id))
    return False


def listen() -> None:
    personal.answer("feed.catch_up", export=export, erase=erase)
