"""What workers do with clips: cut them, the poster first. Safe to run twice."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import structlog

from fandom.clips import actions, queries, remote
from fandom.clips.cutting import apart, reasons
from fandom.clips.cutting.reasons import REASONS, Refused
from fandom.clips.events import PosterWanted, RenderWanted, SmallerWanted
from fandom.clips.hearing import Hearing, first_frame
from fandom.clips.stamps import stamp_if_there, stamp_of
from fandom.clips.values import Wanted, key_of
from fandom.infra import queue, site
from fandom.infra.db import commit_so_far, release, unit_of_work
from fandom.media import actions as files
from fandom.media.making import awaited, keep, still_awaited
from fandom.media.queries import holders_of
from fandom.media.values import Decoded

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
        (made,) = keep(wanted.file_id, Path(scratch), said)
    file = still_awaited(fact.file_id, "ready")
    if file is not None and made.name not in {each["name"] for each in file.variants}:
        actions.add_smaller(file=file, made=made)


def _as_asked(wanted: Wanted) -> bool:
    stamp = stamp_if_there(Path(wanted.path))
    return stamp is not None and key_of(stamp, wanted.span, wanted.profile) == wanted.key


def _try(file_id: str, make: Callable[[Wanted], None]) -> None:
    """Ends quietly when nobody wants the clip any more."""
    # Locked first: who asks for the same meanwhile sees that nobody keeps it, and asks again.
    if awaited(file_id) is None or not holders_of(file_id):
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
        made = first_frame(wanted.file_id, folder, said)
    file = still_awaited(wanted.file_id)
    if file is not None:
        actions.show_poster(file=file, poster=made)


def _clip(wanted: Wanted) -> None:
    made = _made(wanted)
    file = still_awaited(wanted.file_id)
    if file is not None:
        actions.ready(file=file, made=made)
        if site.settings().clip_av1:
            actions.ask_for_smaller(file_id=file.id)


class Told(Hearing):
    """Its share is put where others see it."""

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
        return told.whole(found)


def _fail(file_id: str, reason: str) -> None:
    file = awaited(file_id)
    if file is not None:
        files.fail(file=file, reason=reason)
