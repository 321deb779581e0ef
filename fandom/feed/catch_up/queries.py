"""What waits for a fan in a show, in story order: only what is open to them now, and each once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Select, and_, literal, select, true, tuple_

from fandom.core.errors import Invalid
from fandom.core.horizon import Horizon, Position
from fandom.core.ids import is_id
from fandom.core.paging import Page
from fandom.core.viewer import VISITOR, Viewer
from fandom.feed.catch_up.models import WaitingStretch
from fandom.feed.catch_up.stretches import Range, Spot, Stretch, Stretches
from fandom.feed.cells import Cells, Values
from fandom.feed.places import NOT_OURS
from fandom.infra.db import db
from fandom.posts.queries import listed
from fandom.posts.reveals.queries import revealed
from fandom.shows.models import Show
from fandom.shows.queries import horizon
from fandom.shows.reached import placed_within

T = TypeVar("T")
# More than these are "99+".
MOST = 100
ROUNDS, MORE = 5, 4
w = WaitingStretch.__table__.c


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many there are, at most `MOST`, which stands for more; and where the first and the last of them are."""

    count: int = 0
    first: Position | None = None
    last: Position | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A moment of the replay; `spot` is its place in the story."""

    spot: Spot
    body: T


def waiting(viewer: Viewer, show_id: str) -> Waiting:
    if not viewer.signed_in:
        return Waiting()
    if viewer.hidden.words or viewer.hidden.tags:
        return _counted(each.spot.key for each in page(viewer, show_id, Values(), MOST, None).items)
    return _counted(spot.key for spot in spots(viewer, show_id, None, MOST))


def page(viewer: Viewer, show_id: str, cells: Cells[T], limit: int, cursor: str | None) -> Page[Found[T]]:
    """`cursor` is the key in the cursor of the page before."""
    if not viewer.signed_in:
        return Page(())
    after = spot_of(cursor) if cursor else None
    kept: list[Found[T]] = []
    asked, more = limit + 1, True
    for _ in range(ROUNDS):
        found = spots(viewer, show_id, after, asked)
        kept += _shown(viewer, cells, found)
        after, more = found[-1] if found else after, len(found) == asked
        if len(kept) > limit or not more:
            break
        asked = MORE * limit
    if len(kept) > limit:
        return Page(tuple(kept[:limit]), cursor_of(kept[limit - 1].spot))
    return Page(tuple(kept), cursor_of(after) if more and after else None)


def spots(viewer: Viewer, show_id: str, after: Spot | None, limit: int) -> list[Spot]:
    """So many after a spot. Each stretch is looked at by itself, from its beginning, so that few rows are read."""
    reached = horizon(viewer, show_id)
    found = _of_stretch(viewer, show_id, reached, after).limit(limit).lateral("found")
    mine = (w.account_id == viewer.account_id, w.show_id == show_id, w.read_to < w.newest)
    asked = select(found.c.reveal_key, found.c.id).join_from(WaitingStretch.__table__, found, true()).where(*mine)
    if after:
        asked = asked.where(w.high >= after.key)
    rows = db.session.execute(asked.order_by(found.c.reveal_key, found.c.id).limit(limit))
    return [Spot(row.reveal_key, row.id) for row in rows]


def spot_in(viewer: Viewer, show_id: str, moment_id: str) -> Spot | None:
    """Where a moment stands that is there, and open, to this viewer."""
    keys = listed(viewer)
    key = keys.selected_columns
    here = keys.where(
        key.id == moment_id, key.show_id == show_id, placed_within(horizon(viewer, show_id), key.reveal_key)
    )
    row = db.session.execute(here).one_or_none() if is_id(moment_id) else None
    return Spot(row.reveal_key, row.id) if row else None


def stretches(account_id: str, show_id: str) -> Stretches:
    mine = (w.account_id == account_id, w.show_id == show_id)
    rows = db.session.execute(select(w.low, w.high, w.read_to, w.newest).where(*mine).order_by(w.low))
    return tuple(Stretch(*row) for row in rows)


def newest(show_id: str) -> str | None:
    """The newest moment that has been published in a show, whatever clock it went by."""
    return db.session.scalar(select(Show.newest_id).where(Show.id == show_id))


def anything_after(show_id: str, keys: Range, moment_id: str) -> bool:
    """Whether something was posted into these keys after that moment."""
    found = listed(VISITOR)
    key = found.selected_columns
    here = found.where(key.show_id == show_id, key.reveal_key.between(*keys), key.id > moment_id)
    return db.session.execute(here.limit(1)).first() is not None


def cursor_of(spot: Spot) -> str:
    return f"{spot.key}.{spot.id}"


def spot_of(cursor: str) -> Spot:
    key, _, moment_id = cursor.partition(".")
    if not key.isdigit() or not is_id(moment_id):
        raise Invalid(errors=NOT_OURS)
    return Spot(int(key), moment_id)


def _of_stretch(viewer: Viewer, show_id: str, reached: Horizon, after: Spot | None) -> Select[Any]:
    """Not one's own, and not what was shown before because one wanted it."""
    keys = listed(viewer)
    key = keys.selected_columns
    conditions = [
        key.show_id == show_id,
        key.reveal_key.between(w.low, w.high),
        and_(key.id > w.read_to, key.id <= w.newest),
        key.author_id != viewer.account_id,
        placed_within(reached, key.reveal_key),
        ~revealed(key.id, viewer),
    ]
    if after:
        conditions.append(tuple_(key.reveal_key, key.id) > tuple_(literal(after.key, BigInteger), literal(after.id)))
    return keys.where(*conditions).order_by(key.reveal_key, key.id)


def _shown(viewer: Viewer, cells: Cells[T], found: list[Spot]) -> list[Found[T]]:
    by_id = {each.id: each for each in found}
    read = cells.named(viewer, list(by_id))
    return [Found(by_id[each.id], each.body) for each in read if each.body is not None and not each.sealed]


def _counted(keys: Iterable[int]) -> Waiting:
    places = [Position.of_key(key) for key in keys]
    return Waiting(len(places), places[0], places[-1]) if places else Waiting()
