"""Reads of imports: one's own."""

from typing import Any

from sqlalchemy import Select, or_, select

from fandom.core import clock
from fandom.core.horizon import episode_name
from fandom.core.paging import Page, page_of
from fandom.infra.db import db
from fandom.shows.history.models import HistoryImport, HistoryTitle
from fandom.shows.history.values import ImportView, Move, Skipped, Unmatched, percent_of, said_of
from fandom.shows.models import Show
from fandom.shows.progress import Said

LISTED = 300


def imports(account_id: str, *, after: str | None = None, limit: int = 25) -> Page[ImportView]:
    """The latest first, without what came of each title."""
    query = _own(account_id).order_by(HistoryImport.id.desc()).limit(limit + 1)
    if after:
        query = query.where(HistoryImport.id < after)
    return page_of((_view(row) for row in db.session.scalars(query)), limit, "id")


def latest(account_id: str) -> ImportView | None:
    found = db.session.scalars(_own(account_id).order_by(HistoryImport.id.desc()).limit(1)).one_or_none()
    return _whole(found) if found else None


def by_id(account_id: str, import_id: str) -> ImportView | None:
    found = db.session.scalars(_own(account_id).where(HistoryImport.id == import_id)).one_or_none()
    return _whole(found) if found else None


def brief(import_id: str) -> ImportView | None:
    """Without what came of each title; for telling how far it is."""
    found = db.session.get(HistoryImport, import_id)
    return _view(found) if found else None


def left_alone() -> list[str]:
    """Ids of imports that are to go on and that nobody takes further."""
    free = or_(HistoryImport.leased_until.is_(None), HistoryImport.leased_until < clock.now())
    going = select(HistoryImport.id).where(HistoryImport.state == "running", free)
    return list(db.session.scalars(going.order_by(HistoryImport.id)))


def _own(account_id: str) -> Select[HistoryImport]:
    return select(HistoryImport).where(HistoryImport.account_id == account_id)


def _whole(row: HistoryImport) -> ImportView:
    return _view(row, moves=_moves(row.id), unmatched=_unmatched(row.id))


def _view(row: HistoryImport, **parts: Any) -> ImportView:
    report = row.report
    return ImportView(
        id=row.id,
        state=row.state,
        name=row.name,
        percent=percent_of(row.state, row.done, row.total),
        counts=report.get("counts", {}),
        error=report.get("error", ""),
        moves=parts.get("moves", ()),
        unmatched=parts.get("unmatched", ()),
        skipped=tuple(Skipped(*each) for each in report.get("skipped", ())),
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def _moves(import_id: str) -> tuple[Move, ...]:
    columns = (Show.slug, Show.title, Show.kind, HistoryTitle.was, HistoryTitle.now, HistoryTitle.back)
    asked = select(*columns).join(Show, Show.id == HistoryTitle.show_id)
    mine = asked.where(HistoryTitle.import_id == import_id, HistoryTitle.outcome == "moved")
    found = db.session.execute(mine.order_by(Show.folded_title, HistoryTitle.at).limit(LISTED))
    return tuple(_move(row) for row in found)


def _move(row: Any) -> Move:
    was, now = said_of(row.was), said_of(row.now)
    specials = sum(now.specials[each] != was.specials.get(each) for each in now.specials)
    return Move(row.slug, row.title, row.kind, _place(was), _place(now), specials, row.back)


def _place(said: Said) -> str | None:
    return None if said.season is None or said.number is None else episode_name(said.season, said.number)


def _unmatched(import_id: str) -> tuple[Unmatched, ...]:
    asked = select(HistoryTitle.title, HistoryTitle.year, HistoryTitle.why)
    mine = asked.where(HistoryTitle.import_id == import_id, HistoryTitle.outcome == "unmatched")
    return tuple(Unmatched(*row) for row in db.session.execute(mine.order_by(HistoryTitle.at).limit(LISTED)))
