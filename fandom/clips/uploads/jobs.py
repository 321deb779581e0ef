"""What workers do with videos that fans bring along: look at them, show their first frame, make clips of them. Safe to
run twice."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fandom.clips.cutting import apart
from fandom.clips.cutting.reasons import DAMAGED, REASONS, WORN_OUT, Refused
from fandom.clips.hearing import Hearing, first_frame
from fandom.clips.uploads import actions
from fandom.clips.uploads.events import UploadShown
from fandom.clips.uploads.whole import is_whole
from fandom.infra import storage
from fandom.infra.db import commit_so_far
from fandom.media.events import ClipUploaded
from fandom.media.making import awaited, still_awaited
from fandom.media.uploading import ORIGINAL
from fandom.shows.charter import LONGEST_CLIP_MS, SLACK_MS

TOO_LONG = "A video of your own has at most 90 seconds."


def look(fact: ClipUploaded) -> None:
    """Whether it will do, and its first frame, which people wait for."""
    _try(fact.file_id, _show)


def make(fact: UploadShown) -> None:
    """The rest."""
    _try(fact.file_id, _make)


def _try(file_id: str, work: Callable[[str, Path], None]) -> None:
    """Ends quietly when nobody wants the clip any more."""
    if awaited(file_id) is None:
        return
    if not actions.begin(file_id=file_id):
        _fail(file_id, REASONS[WORN_OUT])
        return
    # Counted before it is tried: what kills its worker each time comes to an end, too.
    commit_so_far()
    try:
        with _original(file_id) as film:
            work(file_id, film)
    except Refused as refusal:
        _fail(file_id, refusal.sentence)
    except (storage.Missing, FileNotFoundError):
        _fail(file_id, REASONS[DAMAGED])


def _show(file_id: str, film: Path) -> None:
    length = _length(film)
    if length > LONGEST_CLIP_MS + SLACK_MS:
        _fail(file_id, TOO_LONG)
        return
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        folder = Path(scratch)
        said = apart.poster(film, (0, min(length, LONGEST_CLIP_MS)), folder)
        poster = first_frame(file_id, folder, said)
    file = still_awaited(file_id)
    if file is not None:
        actions.show(file=file, poster=poster)


def _make(file_id: str, film: Path) -> None:
    length = min(_length(film), LONGEST_CLIP_MS)
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        told = Told(file_id, Path(scratch))
        found = apart.cut(film, (0, length), told.folder, told)
        made = told.whole(found)
    file = still_awaited(file_id)
    if file is not None:
        actions.ready(file=file, made=made)


class Told(Hearing):
    """Its share is told to its owner."""

    def advanced(self, share: float) -> None:
        file = awaited(self.file_id)
        if file is not None:
            actions.advance(file=file, percent=int(100 * share))
        commit_so_far()


def _length(film: Path) -> int:
    """In milliseconds, by its last frame, whatever its head says."""
    if not is_whole(film):
        raise Refused(DAMAGED)
    return int(apart.probe(film)["duration_ms"])


@contextmanager
def _original(file_id: str) -> Iterator[Path]:
    """Where it lies, or a copy of it."""
    key = storage.folder_of(file_id) + ORIGINAL
    place = storage.store().path(key)
    if place is not None:
        yield place.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        copy = Path(scratch) / ORIGINAL
        storage.store().fetch(key, copy)
        yield copy


def _fail(file_id: str, reason: str) -> None:
    file = awaited(file_id)
    if file is not None:
        actions.fail(file=file, reason=reason)
