"""The words that screening looks for."""

from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from fandom.core.paging import Page, page_of
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.moderation.models import WordRule
from fandom.moderation.values import WordView
from fandom.moderation.words import Word
from fandom.posts.sight import utc
from fandom.shows.queries import show_refs
from fandom.shows.values import ShowRef

Stamp = tuple[Any, ...]


def words(viewer: Viewer, show_id: str | None, limit: int, before: str | None) -> Page[WordView]:
    """Newest first; of one show, or all that the viewer keeps."""
    query = select(WordRule).where(_kept_by(viewer)).order_by(WordRule.id.desc()).limit(limit + 1)
    if show_id is not None:
        query = query.where(WordRule.show_id == show_id)
    rows = db.session.scalars(query.where(WordRule.id < before) if before else query).all()
    shows = show_refs({row.show_id for row in rows if row.show_id})
    return page_of((view(row, shows.get(row.show_id or "")) for row in rows), limit, "id")


def view(word: WordRule, show: ShowRef | None) -> WordView:
    return WordView(word.id, show, word.phrase, word.outcome, utc(word.created_at))


def stamp() -> Stamp:
    """Changes with the list."""
    columns = (func.count(), func.max(WordRule.id), func.max(WordRule.created_at))
    return tuple(db.session.execute(select(*columns)).one())


def all_words() -> tuple[Word, ...]:
    query = select(WordRule.id, WordRule.show_id, WordRule.phrase, WordRule.outcome).order_by(WordRule.id)
    return tuple(Word(*row) for row in db.session.execute(query))


def _kept_by(viewer: Viewer) -> ColumnElement[bool]:
    return true() if viewer.moderates_show(None) else WordRule.show_id.in_(viewer.moderates)
