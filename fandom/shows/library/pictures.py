"""Posters, covers and stills: stored as files of the house, and shown once they are ready."""

import hashlib
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update

from fandom.core.horizon import parse_episode_name
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra import storage
from fandom.infra.db import db, record, release
from fandom.media import actions
from fandom.media import queries as files
from fandom.media.types import type_of
from fandom.media.uploading import ORIGINAL
from fandom.media.values import Stored
from fandom.shows import queries
from fandom.shows.events import ShowChanged
from fandom.shows.library import hues
from fandom.shows.library.bringing import MEMORY
from fandom.shows.library.files import Library, Unread
from fandom.shows.library.values import Picture, Skipped
from fandom.shows.models import Episode, Show

TITLE = "title"
MAX_BYTES = 15_000_000
NO_PICTURE = "It is not a PNG, JPEG, WEBP or GIF, whatever its name says."
SMALL = "320.jpg"
GREY = 240


@dataclass(frozen=True, slots=True)
class Known:
    """A picture to take, and the digest of what was taken in its place before."""

    picture: Picture
    digest: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """`stored` is None where it is what it was before."""

    picture: Picture
    digest: str
    stored: Stored | None


def known(show_id: str, pictures: list[Picture]) -> list[Known]:
    imported = db.session.scalar(select(Show.imported).where(Show.id == show_id)) or {}
    here = select(Episode.season, Episode.number, Episode.imported["still"].astext).where(Episode.show_id == show_id)
    stills = {(row[0], row[1]): row[2] for row in db.session.execute(here)}
    memory = imported.get(MEMORY, {})
    return [
        Known(each, stills.get((each.season, each.number)) if each.role == "still" else memory.get(each.role))
        for each in pictures
    ]


def take(library: Library, wanted: Known) -> Taken | Skipped:
    """Outside of a unit of work: its bytes are stored when this is over."""
    path = wanted.picture.path
    try:
        content = library.read(path, MAX_BYTES)
    except Unread as refusal:
        return Skipped(path, str(refusal))
    mime = type_of(content[:12])
    if mime is None:
        return Skipped(path, NO_PICTURE)
    digest = hashlib.sha256(content).hexdigest()[:32]
    if digest == wanted.digest:
        return Taken(wanted.picture, digest, None)
    stored = Stored(new_id(), mime, len(content))
    storage.store().put(storage.folder_of(stored.id) + ORIGINAL, io.BytesIO(content), mime)
    return Taken(wanted.picture, digest, stored)


def keep(*, show_id: str, taken: Taken) -> bool:
    """Whether it is a new one. It takes the place of the old one when it is ready, not before."""
    if taken.stored is None:
        return False
    picture = taken.picture
    file = actions.add(owner_id=None, stored=taken.stored)
    actions.hold(file.id, TITLE, picture.holder(show_id))
    if picture.role == "still":
        row = db.session.get(Episode, (show_id, picture.season, picture.number))
        if row is not None:
            row.imported = row.imported | {"still": taken.digest}
        return row is not None
    show = db.session.get_one(Show, show_id)
    memory = show.imported.get(MEMORY, {})
    show.imported = show.imported | {MEMORY: memory | {picture.role: taken.digest}}
    return True


def show_ready(file_id: str) -> None:
    """It is decoded: titles that were waiting for it show it from now on.

    Its light is read before any title is locked: whoever posts about a show waits for its row.
    """
    hue = _hue_of(file_id) if any(_is_poster(*each) for each in files.holders_of(file_id)) else None
    for kind, holder_id in files.holders_of(file_id):
        if kind == TITLE:
            _shown(holder_id, file_id, hue)
            actions.release(TITLE, holder_id, but=[file_id])


def let_go(file_id: str) -> None:
    """It could not be decoded; what was there before stays."""
    for kind, holder_id in files.holders_of(file_id):
        if kind == TITLE:
            actions.release(TITLE, holder_id, but=[each for each in files.held_by(TITLE, holder_id) if each != file_id])


def may_read(viewer: Viewer, holder_id: str) -> bool:
    """Posters and covers anybody; a still where titles are withheld only who has begun its episode."""
    show_id, _, rest = holder_id.partition("/")
    show = queries.by_id(show_id)
    place = parse_episode_name(rest)
    if show is None or place is None or not show.withholds_titles:
        return show is not None
    episode = queries.episode(show_id, *place)
    return episode is not None and episode.begun(queries.horizon(viewer, show_id))


def _is_poster(kind: str, holder_id: str) -> bool:
    return kind == TITLE and "/" not in holder_id


def _shown(holder_id: str, file_id: str, hue: int | None) -> None:
    show_id, _, rest = holder_id.partition("/")
    place = parse_episode_name(rest)
    if place:
        here = (Episode.show_id == show_id, Episode.season == place[0], Episode.number == place[1])
        db.session.execute(update(Episode).where(*here).values(still_id=file_id))
        return
    show = db.session.get_one(Show, show_id, with_for_update=True, populate_existing=True)
    if rest == "cover":
        show.cover_id = file_id
    else:
        show.poster_id = file_id
        _relight(show, hue)
    db.session.flush()
    record(ShowChanged(show_id))


def _relight(show: Show, hue: int | None) -> None:
    """The hue of its poster, unless somebody chose another."""
    memory = show.imported.get(MEMORY, {})
    chosen = "palette" in show.imported or show.hue != memory.get("hue", GREY)
    if hue is not None and not chosen:
        show.hue = hue
        show.imported = show.imported | {MEMORY: memory | {"hue": hue}}


def _hue_of(file_id: str) -> int | None:
    """With no transaction open: the store takes its time."""
    release()
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        small = Path(scratch) / SMALL
        storage.store().fetch(storage.folder_of(file_id) + SMALL, small)
        return hues.of_picture(small.read_bytes())
