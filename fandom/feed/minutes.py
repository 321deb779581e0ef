"""An episode's moments by the minute: in the order of the story what is open to a viewer, and how many are sealed."""

from dataclasses import dataclass

from sqlalchemy import Select, func, literal, select, tuple_

from fandom.core.errors import Invalid
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.feed.cells import Values
from fandom.feed.places import NOT_OURS
from fandom.infra.db import db
from fandom.posts.times import sealed, timed
from fandom.posts.values import Open

PAGE = 50
# Nobody reads further on, and counting stays quick: this many stand for more.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Minutes:
    """One page. `so_far` are open in all and `ahead` sealed, each at most `MOST`; `next` is a key to go on by."""

    moments: tuple[Open, ...]
    so_far: int
    ahead: int
    next: str | None = None


def minutes(
    viewer: Viewer, show_id: str, episode: tuple[int, int], cursor: str | None = None, from_ms: int = 0
) -> Minutes:
    """Those at `from_ms` or later. Hidden words leave gaps, so that a page may be a short one."""
    found = timed(viewer, show_id, episode)
    so_far, ahead = _count(found), _count(sealed(viewer, show_id, episode))
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
    return Minutes(shown, so_far, ahead, f"{last.start_ms}.{last.id}" if last else None)


def _count(found: Select[tuple[str, int]]) -> int:
    some = found.limit(MOST).subquery()
    return db.session.execute(select(func.count()).select_from(some)).scalar_one()


def _spot(cursor: str) -> tuple[int, str]:
    start_ms, _, moment_id = cursor.partition(".")
    if not (start_ms.isdecimal() and is_id(moment_id)):
        raise Invalid(errors=NOT_OURS)
    return int(start_ms), moment_id
