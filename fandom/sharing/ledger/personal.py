"""This sub-slice's part of an account: what it opened in the last month, and how its own moments went."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.infra.db import db
from fandom.posts.authored import authored
from fandom.sharing.ledger.models import LedgerCount, LedgerMark
from fandom.sharing.ledger.people import of_account


def export(account_id: str) -> Iterable[Piece]:
    mark, count = LedgerMark, LedgerCount
    opened = select(mark.moment_id, mark.kind, mark.day).where(mark.person == of_account(account_id))
    went = select(count.moment_id, count.day, count.kind, count.people)
    mine = went.where(count.moment_id.in_(authored(account_id)))
    return (
        extracts.rows("opened.json", opened.order_by(mark.day, mark.moment_id, mark.kind)),
        extracts.rows("insights.json", mine.order_by(count.moment_id, count.day, count.kind)),
    )


def erase(account_id: str) -> bool:
    """Its marks; others' counts stay, which say nothing of anybody. Its own moments' numbers go with them."""
    db.session.execute(delete(LedgerMark).where(LedgerMark.person == of_account(account_id)))
    for table in (LedgerMark, LedgerCount):
        db.session.execute(delete(table).where(table.moment_id.in_(authored(account_id))))
    return False


def listen() -> None:
    personal.answer("sharing.ledger", export=export, erase=erase)
