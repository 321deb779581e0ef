"""Writes of films: opened for those who may watch, and closed again when other bytes lie there."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select, tuple_, update

from fandom.clips.events import SourceReady
from fandom.clips.models import FilmSource
from fandom.clips.playing.events import FilmOpened
from fandom.clips.playing.formats import format_of
from fandom.clips.playing.models import Film
from fandom.clips.playing.queries import PLACE, STANDS
from fandom.core import clock
from fandom.infra.db import db, record
from fandom.media import actions as files
from fandom.media.models import File, Holder
from fandom.media.values import FILM, Lent, Variant

HOLDER = "film"
TRIES = 3
AT_ONCE = 200
Place = tuple[str, int, int]  # show id, season, number


def open_film(*, place: Place) -> None:
    """Have the video of this episode watched. Nothing happens when that is so already, or it is not ready any more."""
    source = db.session.get(FilmSource, place, with_for_update=True, populate_existing=True)
    if source is None or source.status != "ready":
        return
    film = db.session.get(Film, place, populate_existing=True)
    if film is not None and film.stamp == source.stamp:
        return
    if film is not None:
        _close(film)
    file, playable = _lent(source)
    opened = Film(file_id=file.id, stamp=source.stamp, playable=playable)
    opened.show_id, opened.season, opened.number = place
    db.session.add(opened)
    db.session.flush()
    files.hold(file.id, HOLDER, file.id)
    record(FilmOpened(file.id))


def open_missed(limit: int = AT_ONCE) -> None:
    """Of those that are ready, what is not open yet, as after an update."""
    ready = select(FilmSource.show_id, FilmSource.season, FilmSource.number).outerjoin(Film, STANDS)
    missed = ready.where(FilmSource.status == "ready", Film.file_id.is_(None))
    for place in db.session.execute(missed.limit(limit)):
        record(SourceReady(*place))


def begin(*, file_id: str) -> bool:
    """Another try to go through it. False when there were enough."""
    tried = update(Film).where(Film.file_id == file_id).values(tries=Film.tries + 1).returning(Film.tries)
    return 0 < (db.session.scalar(tried) or 0) <= TRIES


def browsed(*, file_id: str, found: Mapping[str, Any], variants: Sequence[Variant]) -> bool:
    """False when it is not there any more."""
    # The file before the film, as whoever lets go of it or sweeps it does.
    file = db.session.get(File, file_id, with_for_update=True, populate_existing=True)
    film = db.session.scalars(select(Film).where(Film.file_id == file_id).with_for_update()).one_or_none()
    if film is None or file is None:
        return False
    file.variants = [file.variants[0], *(asdict(each) for each in variants)]
    film.sprite, film.subtitles, film.cuts_ms = found["sprite"], found["subtitles"], found["cuts_ms"]
    film.browsed_at = clock.now()
    db.session.flush()
    return True


def let_go(limit: int = AT_ONCE) -> None:
    """Of films whose source was forgotten."""
    gone = select(Holder.holder_id).outerjoin(Film, Film.file_id == Holder.file_id)
    for file_id in db.session.scalars(gone.where(Holder.holder_kind == HOLDER, Film.file_id.is_(None)).limit(limit)):
        files.release(HOLDER, file_id)


def _close(film: Film) -> None:
    """Its file is swept within the hour; the bytes that lie at its path are not touched."""
    files.release(HOLDER, film.file_id)
    db.session.execute(delete(Film).where(tuple_(*PLACE) == (film.show_id, film.season, film.number)))
    db.session.expunge(film)


def _lent(source: FilmSource) -> tuple[File, bool]:
    form = format_of(source.path, source.tracks)
    size = {"width": source.width or 0, "height": source.height or 0, "size": source.tracks.get("bytes", 0)}
    film = Variant(FILM + form.ending, form.type, **size, digest=source.stamp or "")
    return files.lend(lent=Lent(source.path, film, source.duration_ms or 0)), form.playable
