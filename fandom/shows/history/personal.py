"""This slice's part of an account: the files it has sent, and what came of them."""

from collections.abc import Iterable

from sqlalchemy import select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.shows.history.actions import forget_all
from fandom.shows.history.models import HistoryImport, HistoryTitle


def export(account_id: str) -> Iterable[Piece]:
    columns = (
        HistoryImport.id,
        HistoryImport.name,
        HistoryImport.state,
        HistoryImport.report,
        HistoryImport.started_at,
    )
    mine = select(*columns).where(HistoryImport.account_id == account_id).order_by(HistoryImport.id)
    title = (HistoryTitle.title, HistoryTitle.year, HistoryTitle.outcome, HistoryTitle.was, HistoryTitle.now)
    titles = select(HistoryTitle.import_id, *title, HistoryTitle.back).join(
        HistoryImport, HistoryImport.id == HistoryTitle.import_id
    )
    theirs = titles.where(HistoryImport.account_id == account_id).order_by(HistoryImport.id, HistoryTitle.at)
    return extracts.rows("history-imports.json", mine), extracts.rows("history-titles.json", theirs)


def erase(account_id: str) -> bool:
    forget_all(account_id=account_id)
    return False


def listen() -> None:
    personal.answer("shows.history", export=export, erase=erase)
