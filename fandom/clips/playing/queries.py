"""Reads of films that can be watched."""

from typing import Any

from sqlalchemy import Select, and_, func, select, tuple_

from fandom.clips.models import FilmSource
from fandom.clips.playing import values
from fandom.clips.playing.models import Film
from fandom.clips.playing.values import Opened, Sprite, Subtitles, may_watch
from fandom.clips.sources.queries import LISTED
from fandom.clips.sources.values import Listed
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.media.models import File
from fandom.media.values import FILM, variants_of
from fandom.shows.charter import Rights
from fandom.shows.models import Show

PLACE = (Film.show_id, Film.season, Film.number)
FIELDS = (
    *(Film.file_id, Film.playable, Film.sprite, Film.subtitles, Film.cuts_ms),
    *(FilmSource.duration_ms, FilmSource.width, FilmSource.height, FilmSource.tracks, File.variants, Show.rights),
)
# The same bytes lie there as when it was made a file, as far as anybody knows.
STANDS = and_(
    tuple_(FilmSource.show_id, FilmSource.season, FilmSource.number) == tuple_(*PLACE),
    FilmSource.status == "ready",
    FilmSource.stamp == Film.stamp,
)


def film(viewer: Viewer, show_id: str, episode: tuple[int, int]) -> values.Film | None:
    """None where there is none, or this viewer may not watch it."""
    row = _found(show_id, episode)
    return _film(row) if row is not None and _may_watch(viewer, row) else None


def exists(show_id: str, episode: tuple[int, int]) -> bool:
    """For those who are told to sign in first."""
    row = _found(show_id, episode)
    return row is not None and Rights.of(row.rights).watching == "fans"


def may_read(viewer: Viewer, file_id: str) -> bool:
    """Whether this viewer may have the bytes of this film, its pictures and its words."""
    row: Any = db.session.execute(_asked().where(Film.file_id == file_id)).one_or_none()
    return row is not None and _may_watch(viewer, row)


def opened(file_id: str) -> Opened | None:
    """None when it was gone through already, or its bytes are not there any more."""
    fields = (Film.file_id, FilmSource.path, Film.stamp, FilmSource.duration_ms)
    asked = select(*fields).join(FilmSource, STANDS).where(Film.file_id == file_id, Film.browsed_at.is_(None))
    row: Any = db.session.execute(asked).one_or_none()
    return row and Opened(*row)


def unplayable(limit: int) -> tuple[Listed, ...]:
    """Those that browsers do not play, for operators."""
    asked = select(*LISTED).join(Show, Show.id == FilmSource.show_id).join(Film, STANDS)
    rows = db.session.execute(asked.where(~Film.playable).order_by(Show.slug, *PLACE).limit(limit))
    return tuple(Listed(*row) for row in rows)


def unplayable_count() -> int:
    asked = select(func.count()).select_from(FilmSource).join(Film, STANDS)
    return db.session.scalar(asked.where(~Film.playable)) or 0


def _asked() -> Select[Any]:
    joined = select(*FIELDS).join(FilmSource, STANDS).join(File, File.id == Film.file_id)
    return joined.join(Show, Show.id == Film.show_id)


def _found(show_id: str, episode: tuple[int, int]) -> Any:
    return db.session.execute(_asked().where(tuple_(*PLACE) == (show_id, *episode))).one_or_none()


def _may_watch(viewer: Viewer, row: Any) -> bool:
    return may_watch(viewer, Rights.of(row.rights).watching)


def _film(row: Any) -> values.Film:
    paths = {each.name: each.path(row.file_id) for each in variants_of(row.variants)}
    itself = next(each for each in variants_of(row.variants) if each.name.startswith(FILM))
    return values.Film(
        file_id=row.file_id,
        url=paths[itself.name],
        type=itself.type,
        duration_ms=row.duration_ms,
        width=row.width,
        height=row.height,
        playable=row.playable,
        sprite=row.sprite and Sprite(**_addressed(row.sprite, paths)),
        subtitles=tuple(Subtitles(**_addressed(each, paths)) for each in row.subtitles),
        cuts_ms=tuple(row.cuts_ms),
        rate=row.tracks.get("rate", 0.0),
    )


def _addressed(kept: dict[str, Any], paths: dict[str, str]) -> dict[str, Any]:
    """The row has the name of a variant where people get its address."""
    return {name: value for name, value in kept.items() if name != "name"} | {"url": paths[kept["name"]]}
