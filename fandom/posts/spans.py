"""Where moments lie in their episodes, for those who reckon with times and show nobody any."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.infra.db import db
from fandom.posts.queries import LISTED, m

Episode = tuple[str, int, int]
_SPANS = select(m.id, m.start_ms, m.end_ms, m.score).where(
    m.state == LISTED, m.start_ms.is_not(None), m.end_ms.is_not(None)
)


def episode_of(moment_id: str) -> Episode | None:
    """Show, season and number, whatever state it is in."""
    row = db.session.execute(select(m.show_id, m.season, m.number).where(m.id == moment_id)).one_or_none()
    return None if row is None or row.season is None else (row.show_id, row.season, row.number)


def spans(episode: Episode) -> Sequence[Any]:
    """Rows of (id, start_ms, end_ms, score) of what is published there and says when."""
    return db.session.execute(_spans(episode)).all()


def named(episode: Episode, moment_ids: Collection[str]) -> Sequence[Any]:
    """Those of these, by their ids."""
    these = m.id == func.any(literal(sorted(moment_ids), ARRAY(TEXT)))
    # Asked for by id alone: whoever plans this must not think of going through the episode.
    rows = db.session.execute(_SPANS.add_columns(m.show_id, m.season, m.number).where(these).order_by(m.id))
    return [row[:4] for row in rows if tuple(row[4:]) == episode]


def beginning(episode: Episode, from_ms: int, to_ms: int, limit: int) -> Sequence[Any]:
    """Those that begin between these two, both included; of many those nearest to `from_ms`, which may be the later."""
    first, last = sorted((from_ms, to_ms))
    order = (m.start_ms, m.id) if from_ms == first else (m.start_ms.desc(), m.id.desc())
    query = _spans(episode).where(m.start_ms.between(first, last)).order_by(*order).limit(limit)
    return db.session.execute(query).all()


def _spans(episode: Episode) -> Select[Any]:
    show_id, season, number = episode
    return _SPANS.where(m.show_id == show_id, m.season == season, m.number == number)


def episodes() -> list[Episode]:
    """Those of which something is published at a time."""
    placed = (m.state == LISTED, m.season.is_not(None), m.start_ms.is_not(None))
    rows = db.session.execute(select(m.show_id, m.season, m.number).where(*placed).distinct())
    return [(row.show_id, row.season, row.number) for row in rows]
