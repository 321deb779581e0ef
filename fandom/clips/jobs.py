"""What workers do with clips: cut them, the poster first. Safe to run twice."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from flask import current_app
from sqlalchemy import select

from fandom.clips import actions, queries, remote
from fandom.clips.cutting import apart, reasons
from fandom.clips.cutting.reasons import REASONS, Refused
from fandom.clips.events import PosterWanted, RenderWanted, SmallerWanted
from fandom.clips.stamps import stamp_if_there, stamp_of
from fandom.clips.values import Wanted, key_of
from fandom.config import Settings
from fandom.infra import queue, storage
from fandom.infra.db import commit_so_far, db, release, unit_of_work
from fandom.media import actions as files
from fandom.media.models import File
from fandom.media.queries import by_id
from fandom.media.values import Decoded, Variant

log = structlog.get_logger()

VANISHED, CHANGED, WORN_OUT = (REASONS[each] for each in (reasons.VANISHED, reasons.CHANGED, reasons.WORN_OUT))


def poster(fact: PosterWanted) -> None:
    """Its first frame, which people wait for; no whole clip stands before it."""
    _try(fact.file_id, _poster)


def render(fact: RenderWanted) -> None:
    """The rest."""
    _try(fact.file_id, _clip)


def smaller(fact: SmallerWanted) -> None:
    """Beside the clip that everybody can see already; where it cannot be made, that is all there is."""
    wanted = queries.wanted(fact.file_id)
    release()
    if wanted is None or not _as_asked(wanted):
        return
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        try:
            with remote.local(Path(wanted.path)) as film:
                said = apart.smaller(film, (wanted.start_ms, wanted.end_ms), Path(scratch))
        except (Refused, OSError) as error:
            log.warning("no smaller clip was made", file=wanted.file_id, error=str(error))
            return
        (made,) = _kept(wanted.file_id, Path(scratch), said)
    file = _locked(fact.file_id, "ready")
    if file is not None and made.name not in {each["name"] for each in file.variants}:
        actions.add_smaller(file=file, made=made)
    elif file is None and not by_id([fact.file_id]):
        storage.store().drop(storage.folder_of(fact.file_id))


def _as_asked(wanted: Wanted) -> bool:
    stamp = stamp_if_there(Path(wanted.path))
    return stamp is not None and key_of(stamp, wanted.span, wanted.profile) == wanted.key


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def _try(file_id: str, make: Callable[[Wanted], None]) -> None:
    """Ends quietly when nobody wants the clip any more."""
    if _locked(file_id) is None:
        return
    wanted = queries.wanted(file_id)
    if wanted is None:
        return
    if fault := _fault(wanted):
        _fail(file_id, fault)
        return
    # Counted before it is tried: what kills its worker each time comes to an end, too.
    commit_so_far()
    try:
        make(wanted)
    except Refused as refusal:
        _fail(file_id, refusal.sentence)


def tidy() -> None:
    """From time to time: what is stuck is tried again, and gives way to what people ask for."""
    while True:
        with queue.unhurried(), unit_of_work():
            found = actions.ask_again()
        if found < actions.AT_ONCE:
            return


def _poster(wanted: Wanted) -> None:
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        folder = Path(scratch)
        with remote.local(Path(wanted.path)) as film:
            said = apart.poster(film, (wanted.start_ms, wanted.end_ms), folder)
        made = Decoded(**said | {"variants": _kept(wanted.file_id, folder, said["variants"])})
    file = _still(wanted.file_id)
    if file is not None:
        actions.show_poster(file=file, poster=made)


def _clip(wanted: Wanted) -> None:
    made = _made(wanted)
    file = _still(wanted.file_id)
    if file is not None:
        actions.ready(file=file, made=made)
        if _settings().clip_av1:
            actions.ask_for_smaller(file_id=file.id)


@dataclass
class Told:
    """What the cutting process says while it works: its share is put where others see it, its frames wait."""

    file_id: str
    folder: Path
    poster_made: Decoded | None = None

    def poster(self, said: dict[str, Any]) -> None:
        self.poster_made = Decoded(**said | {"variants": _kept(self.file_id, self.folder, said["variants"])})

    def advanced(self, share: float) -> None:
        actions.advance(file_id=self.file_id, percent=int(100 * share))
        commit_so_far()


def _fault(wanted: Wanted) -> str | None:
    """Other bytes there than when it was asked for would be a clip of something else."""
    if not actions.begin(file_id=wanted.file_id):
        return WORN_OUT
    try:
        stamp = stamp_of(Path(wanted.path))
    except OSError:
        return VANISHED
    return None if key_of(stamp, wanted.span, wanted.profile) == wanted.key else CHANGED


def _made(wanted: Wanted) -> Decoded:
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        told = Told(wanted.file_id, Path(scratch))
        with remote.local(Path(wanted.path)) as film:
            found = apart.cut(film, (wanted.start_ms, wanted.end_ms), told.folder, told)
        rest = _kept(wanted.file_id, told.folder, found)
    poster = told.poster_made
    if poster is None:
        raise RuntimeError("A clip was made without its first frame.")
    return Decoded(poster.width, poster.height, poster.colour, poster.variants + rest, poster.duration_ms)


def _kept(file_id: str, folder: Path, said: list[dict[str, Any]]) -> tuple[Variant, ...]:
    variants = tuple(Variant(**each) for each in said)
    for variant in variants:
        with (folder / variant.name).open("rb") as file:
            storage.store().put(storage.folder_of(file_id) + variant.name, file, variant.type)
    return variants


def _still(file_id: str) -> File | None:
    """None when nobody waits for it any more. What is stored goes if it was forgotten, not if another made it."""
    file = _locked(file_id)
    if file is None and not by_id([file_id]):
        storage.store().drop(storage.folder_of(file_id))
    return file


def _fail(file_id: str, reason: str) -> None:
    file = _locked(file_id)
    if file is not None:
        files.fail(file=file, reason=reason)


def _locked(file_id: str, status: str = "processing") -> File | None:
    """While it still waits to be made, unless something else is asked for."""
    query = select(File).where(File.id == file_id, File.status == status).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
