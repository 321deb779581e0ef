"""Where moments lie in their episodes, for those who reckon with times and show nobody any."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from fandom.infra.db import db
from fandom.posts.queries import LISTED, m

Episode = tuple[str, int, int]


def episode_of(moment_id: str) -> Episode | None:
    """Show, season and number, whatever state it is in."""
    row = db.session.execute(select(m.show_id, m.season, m.number).where(m.id == moment_id)).one_or_none()
    return None if row is None or row.season is None else (row.show_id, row.season, row.number)


def spans(episode: Episode) -> Sequence[Any]:
    """Rows of (id, start_ms, end_ms, score) of what is published there and says when."""
    show_id, season, number = episode
    here = (m.show_id == show_id, m.season == season, m.number == number, m.state == LISTED)
    query = select(m.id, m.start_ms, m.end_ms, m.score).where(*here, m.start_ms.is_not(None), m.end_ms.is_not(None))
    return db.session.execute(query).all()


def episodes() -> list[Episode]:
    """Those of which something is published at a time."""
    placed = (m.state == LISTED, m.season.is_not(None), m.start_ms.is_not(None))
    rows = db.session.execute(select(m.show_id, m.season, m.number).where(*placed).distinct())
    return [(row.show_id, row.season, row.number) for row in rows]
