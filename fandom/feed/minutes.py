"""An episode's moments by the minute: in the order of the story what is open to a viewer, and how many are sealed."""

from dataclasses import dataclass

from sqlalchemy import literal, tuple_

from fandom.core.errors import Invalid
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.feed.cells import Values
from fandom.feed.places import NOT_OURS
from fandom.infra.db import db
from fandom.posts.times import counted, timed
from fandom.posts.values import Open

PAGE = 50
# Nobody reads further on: this many stand for more.
MOST = 1000
# Of an episode with more than these the first are looked at for what is open and the last for what is sealed.
LOOKED_AT = 5000


@dataclass(frozen=True, slots=True)
class Minutes:
    """One page. `so_far` are open in all and `ahead` sealed, each at most `MOST`, and at least so many unless `whole`;
    `next` is a key to go on by.
    """

    moments: tuple[Open, ...]
    so_far: int
    ahead: int
    whole: bool
    next: str | None = None


def minutes(
    viewer: Viewer, show_id: str, episode: tuple[int, int], cursor: str | None = None, from_ms: int = 0
) -> Minutes:
    """Those at `from_ms` or later. Hidden words leave gaps, so that a page may be a short one."""
    found = timed(viewer, show_id, episode)
    keys = found.selected_columns
    found = found.where(keys.start_ms >= from_ms)
    spot = tuple_(keys.start_ms, keys.id)
    if cursor:
        start_ms, moment_id = _spot(cursor)
        found = found.where(spot > tuple_(literal(start_ms), literal(moment_id)))
    rows = db.session.execute(found.order_by(*spot.clauses).limit(PAGE + 1)).all()
    cells = Values().named(viewer, [row.id for row in rows[:PAGE]])
    shown = tuple(each.body for each in cells if isinstance(each.body, Open))
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Minutes(shown, *_counted(viewer, show_id, episode), f"{last.start_ms}.{last.id}" if last else None)


def _counted(viewer: Viewer, show_id: str, episode: tuple[int, int]) -> tuple[int, int, bool]:
    so_far, ahead, looked = counted(viewer, show_id, episode, LOOKED_AT)
    whole = looked < LOOKED_AT
    if not whole:
        _, ahead, _ = counted(viewer, show_id, episode, LOOKED_AT, last=True)
    return min(so_far, MOST), min(ahead, MOST), whole


def _spot(cursor: str) -> tuple[int, str]:
    start_ms, _, moment_id = cursor.partition(".")
    if not (start_ms.isdecimal() and is_id(moment_id)):
        raise Invalid(errors=NOT_OURS)
    return int(start_ms), moment_id
