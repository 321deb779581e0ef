"""Writes of the videos of episodes: named, looked at, gone, forgotten. A path is absolute, with no link in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from fandom.clips import remote
from fandom.clips.events import SourceNamed, SourceReady
from fandom.clips.models import EPISODE, FilmSource
from fandom.clips.sources.queries import PLACE, Place
from fandom.clips.sources.values import Known
from fandom.clips.stamps import stamp_if_there
from fandom.core import clock
from fandom.core.errors import NotFound
from fandom.infra.db import db, record
from fandom.shows import actions as shows
from fandom.shows.models import Episode

GONE = "The video is not there any more."
COLUMNS = ("duration_ms", "width", "height")
NOTHING: dict[str, Any] = {"reason": None, "stamp": None, "tracks": {}} | dict.fromkeys(COLUMNS)


def name_source(*, show_id: str, season: int, number: int, path: Path) -> bool:
    """Have this video looked at. False when that was done already, and the same bytes lie there."""
    place, stamp = (show_id, season, number), stamp_if_there(path)
    if not _is_there(place):
        raise NotFound
    row = _held(place)
    if row is not None and stamp is not None and _as_it_was(row, path, stamp):
        row.status, row.reason = "ready", None
        db.session.flush()
        return False
    asked = {"path": written(path), "status": "waiting", "asked_at": clock.now()} | NOTHING
    named = insert(FilmSource).values(**_columns(place), **asked)
    db.session.execute(named.on_conflict_do_update(index_elements=EPISODE, set_=asked))
    record(SourceNamed(*place))
    return True


def name_found(*, show_id: str, season: int, number: int, path: Path) -> None:
    """A video that an import came upon. One that was named before stays as long as it lies there."""
    place = (show_id, season, number)
    row = _held(place)
    if _is_there(place) and (row is None or not _stays(row, path)):
        name_source(show_id=show_id, season=season, number=number, path=path)


def forget_source(*, show_id: str, season: int, number: int) -> bool:
    """False when there was none. The video itself is left alone, and so are the clips cut from it."""
    place = (show_id, season, number)
    gone = delete(FilmSource).where(tuple_(*PLACE) == place).returning(FilmSource.path)
    return db.session.scalar(gone) is not None


def probed(*, known: Known, stamp: str, found: Mapping[str, Any]) -> None:
    """`found` is what the cutting process says of it."""
    row = _still(known)
    if row is None:
        return
    tracks = {name: value for name, value in found.items() if name not in COLUMNS}
    _write(row, status="ready", stamp=stamp, tracks=tracks, **{name: found[name] for name in COLUMNS})
    shows.tell_length(show_id=row.show_id, season=row.season, number=row.number, duration_ms=found["duration_ms"])
    record(SourceReady(*known.place))


def failed(*, known: Known, stamp: str, reason: str) -> None:
    row = _still(known)
    if row is not None:
        _write(row, **NOTHING | {"status": "failed", "stamp": stamp, "reason": reason})


def gone(*, known: Known, reason: str = GONE) -> None:
    """What was found in it is kept, for when it comes back as it was."""
    row = _still(known)
    if row is not None:
        _write(row, status="gone", reason=reason)


def changed(*, known: Known) -> None:
    """There again, or with other bytes."""
    if _still(known) is not None:
        name_source(show_id=known.show_id, season=known.season, number=known.number, path=known.file)


def written(path: Path) -> str:
    return remote.address(path) if remote.is_remote(path) else str(path)


def _write(row: FilmSource, **values: Any) -> None:
    for name, value in (values | {"probed_at": clock.now()}).items():
        setattr(row, name, value)
    db.session.flush()


def _as_it_was(row: FilmSource, path: Path, stamp: str) -> bool:
    return (row.path, row.stamp) == (written(path), stamp) and row.duration_ms is not None


def _stays(row: FilmSource, path: Path) -> bool:
    if row.path == written(path):
        return row.status == "waiting"
    return row.status in {"waiting", "ready"} and stamp_if_there(Path(row.path)) is not None


def _is_there(place: Place) -> bool:
    """The episode, which then stays until the end of the transaction."""
    asked = select(Episode.number).where(tuple_(Episode.show_id, Episode.season, Episode.number) == place)
    return db.session.scalar(asked.with_for_update(read=True, key_share=True)) is not None


def _still(known: Known) -> FilmSource | None:
    """Locked; None when it was named anew meanwhile, or somebody else has written of it."""
    row = _held(known.place)
    same = row is not None and (row.path, row.asked_at, row.status) == (known.path, known.asked_at, known.status)
    return row if same else None


def _held(place: Place) -> FilmSource | None:
    return db.session.get(FilmSource, place, with_for_update=True, populate_existing=True)


def _columns(place: Place) -> dict[str, Any]:
    return dict(zip(EPISODE, place, strict=True))
