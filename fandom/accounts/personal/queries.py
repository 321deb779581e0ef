"""Reads of exports: one's own, until they expire."""

from sqlalchemy import Select, select

from fandom.accounts.personal import progress
from fandom.accounts.personal.models import Export
from fandom.accounts.personal.values import ExportView
from fandom.core import clock
from fandom.infra.db import db


def exports(account_id: str) -> list[ExportView]:
    """The newest first; there are at most two: one that is ready, and one that is being made."""
    return [_view(each) for each in db.session.scalars(_kept(account_id).order_by(Export.id.desc()))]


def export(account_id: str, export_id: str) -> ExportView | None:
    found = db.session.scalars(_kept(account_id).where(Export.id == export_id)).one_or_none()
    return None if found is None else _view(found)


def _kept(account_id: str) -> Select[Export]:
    return select(Export).where(Export.account_id == account_id, Export.expires_at > clock.now())


def _view(row: Export) -> ExportView:
    percent = 100 if row.state == "ready" else progress.percent_of(row.id)
    return ExportView(row.id, row.state, percent, row.size, row.created_at, row.expires_at)  # type: ignore[arg-type]
