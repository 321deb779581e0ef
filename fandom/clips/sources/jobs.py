"""What workers do with the videos of episodes: look into them, and whether they are still there. Safe to run twice."""

from pathlib import Path
from typing import Any

from fandom.clips import remote
from fandom.clips.cutting import apart
from fandom.clips.cutting.reasons import Refused
from fandom.clips.events import SourceNamed
from fandom.clips.sources import actions, queries
from fandom.clips.sources.values import Known
from fandom.clips.stamps import stamp_if_there
from fandom.core.errors import Unavailable
from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.infra import queue
from fandom.infra.db import release, unit_of_work

TRIES = 3
PORTION = 500
UNSETTLED = "It changes while it is being read. It is looked at again within ten minutes."

ENDLESS = "It does not say how long it is, or it is longer than a day."

Looked = dict[str, Any] | str


def probe(fact: SourceNamed) -> None:
    """Ends quietly when somebody else has looked into it already."""
    known = queries.known((fact.show_id, fact.season, fact.number))
    release()
    if known is None or known.status != "waiting":
        return
    try:
        stamp, said = _settled(known.file)
    except Unavailable as error:
        actions.gone(known=known, reason=error.detail)
        return
    if stamp is None:
        actions.gone(known=known)
    elif isinstance(said, str):
        actions.failed(known=known, stamp=stamp, reason=said)
    else:
        actions.probed(known=known, stamp=stamp, found=said)


def look_round() -> None:
    """From time to time: whether the videos lie there as they did. Only the workers of clips need to see them."""
    _look_later(("", 0, 0))


def look(show_id: str, season: str, number: str) -> None:
    """At the next ones after this place, whose bytes are not read; the rest later, so that clips come in between."""
    seen = queries.portion((show_id, int(season), int(number)), PORTION)
    release()
    now = [(each, _stamp(each)) for each in seen]
    with unit_of_work():
        for each, stamp in now:
            _note(each, stamp)
    if len(seen) == PORTION:
        _look_later(seen[-1].place)


def _stamp(known: Known) -> str | None:
    """What it had, while its store does not answer."""
    try:
        return stamp_if_there(known.file)
    except Unavailable:
        return None if known.status == "gone" else known.stamp


def _note(known: Known, stamp: str | None) -> None:
    if stamp is None:
        if known.status != "gone":
            actions.gone(known=known)
    elif known.status == "gone" or known.stamp != stamp:
        actions.changed(known=known)


def _look_later(after: queries.Place) -> None:
    place = [str(each) for each in after]
    name = "-".join(["sources", *filter(None, place)])
    queue.enqueue("clips", "fandom.clips.sources.jobs.look", *place, job_id=name, again=True)


def _settled(path: Path) -> tuple[str | None, Looked]:
    """The stamp of these bytes, None where there are none, and what is in them or the sentence why that is no good."""
    stamp = None
    for _ in range(TRIES):
        stamp = stamp_if_there(path)
        said = _looked(path) if stamp else actions.GONE
        if said is not None and stamp_if_there(path) == stamp:
            return stamp, said
    return stamp, UNSETTLED


def _looked(path: Path) -> Looked | None:
    """None where it went away at that moment."""
    try:
        with remote.local(path) as film:
            found = apart.probe(film)
    except Refused as refusal:
        return refusal.sentence
    except FileNotFoundError:
        return None
    return found if 0 < found["duration_ms"] <= UNKNOWN_LENGTH_MS else ENDLESS
