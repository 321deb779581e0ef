"""Reads of films and of what is cut from them."""

from typing import Any

from sqlalchemy import select

from fandom.clips.models import FilmSource, Render
from fandom.clips.values import Source, Wanted
from fandom.infra.db import db

FIELDS = (
    *(FilmSource.show_id, FilmSource.season, FilmSource.number, FilmSource.path, FilmSource.stamp),
    *(FilmSource.duration_ms, FilmSource.width, FilmSource.height),
)
WANTED = (
    *(Render.key, Render.file_id, Render.show_id, Render.season, Render.number),
    *(Render.path, Render.profile, Render.start_ms, Render.end_ms),
)


def source(show_id: str, episode: tuple[int, int]) -> Source | None:
    """The film of this episode, if there is one that can be cut."""
    season, number = episode
    named = (FilmSource.show_id == show_id, FilmSource.season == season, FilmSource.number == number)
    row: Any = db.session.execute(select(*FIELDS).where(*named, FilmSource.status == "ready")).one_or_none()
    return None if row is None else Source(*row)


def episodes_with_film(show_id: str) -> frozenset[tuple[int, int]]:
    """Season and number of those that clips can be cut from."""
    asked = select(FilmSource.season, FilmSource.number)
    rows = db.session.execute(asked.where(FilmSource.show_id == show_id, FilmSource.status == "ready"))
    return frozenset((row.season, row.number) for row in rows)


def wanted(file_id: str) -> Wanted | None:
    """What this file is a clip of; None for other files."""
    row: Any = db.session.execute(select(*WANTED).where(Render.file_id == file_id)).one_or_none()
    return None if row is None else Wanted(*row)
