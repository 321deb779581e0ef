"""Pages of a list: filled up where muted words left gaps, and of ranked ones the rest frozen at the second page."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from fandom.core.ids import new_id
from fandom.core.paging import Page
from fandom.feed import memory, places
from fandom.feed.cells import Cell, Cells
from fandom.feed.folding import folded, gathered, one, rest, shown
from fandom.feed.lists import List
from fandom.feed.places import Begun

T = TypeVar("T")
RANKED = 500
# A page is read on at most so often, each time for more: whoever mutes nearly everything gets a short one.
ROUNDS, MORE = 5, 4
# Where a few are missing because others lie in clusters.
FEW = 2
# So many ids fit into an address, signed and all.
CARRIED = 100


def page(source: List, cells: Cells[T], limit: int, key: str | None) -> Page[T]:
    """`key` is that of the page before."""
    if source.by_key:
        found = _by_key(source, cells, limit, key)
    else:
        found = _first(source, cells, limit) if key is None else _frozen(source, cells, limit, key)
    source.note([each.id for each in found.items])
    return Page(tuple(each.body for each in found.items if each.body is not None), found.next)


def _by_key(source: List, cells: Cells[T], limit: int, before: str | None) -> Page[Cell[T]]:
    kept: list[Cell[T]] = []
    asked, more = limit + 1, True
    for _ in range(ROUNDS):
        batch = source.after(cells, before, asked)
        kept += shown(source, batch.cells)
        before, more = batch.last, batch.full
        if len(kept) >= limit or not more:
            break
        asked = MORE * limit
    if len(kept) > limit:
        return Page(tuple(kept[:limit]), kept[limit - 1].id)
    return Page(tuple(kept), before if more else None)


def _first(source: List, cells: Cells[T], limit: int) -> Page[Cell[T]]:
    """What was passed over is passed over in the frozen rest, too."""
    asked = limit + 1
    for _ in range(ROUNDS):
        batch = source.after(cells, None, asked)
        kept = folded(shown(source, batch.cells), batch.leaders)
        if len(kept) >= limit or not batch.full or asked > RANKED:
            break
        asked = min((FEW if 2 * len(kept) >= limit else MORE) * asked, RANKED + limit)
    groups = gathered(source, cells, kept[:limit], batch.leaders)
    more = batch.full or len(kept) > limit
    return Page(_items(cells, groups), places.begun(new_id(), _carried(groups)) if more else None)


def _carried(groups: Sequence[Sequence[Cell[T]]]) -> list[str]:
    """What the next page is told was shown: the items, and of what lies in them as many as fit into an address."""
    beside = [each.id for group in groups for each in group[1:]]
    return [*(group[0].id for group in groups), *beside][: max(CARRIED, len(groups))]


def _items(cells: Cells[T], groups: Iterable[Sequence[Cell[T]]]) -> tuple[Cell[T], ...]:
    return tuple(each for each in (one(cells, group) for group in groups) if each is not None)


def _frozen(source: List, cells: Cells[T], limit: int, key: str) -> Page[Cell[T]]:
    place = places.place(key)
    if isinstance(place, Begun):
        ids, at = _rest(source, cells, place), 0
    else:
        ids, at = memory.thaw(place.ranking_id), place.at
    kept: list[Cell[T]] = []
    while at < len(ids) and len(kept) < limit:
        some = [places.ids(each) for each in ids[at : at + limit - len(kept)]]
        named = cells.named(source.viewer, [each for group in some for each in group], source.hidden_shows)
        known = {each.id: each for each in shown(source, named)}
        kept += _items(cells, [[known[each] for each in group if each in known] for group in some])
        at += len(some)
    return Page(tuple(kept), places.frozen(place.ranking_id, at) if at < len(ids) else None)


def _rest(source: List, cells: Cells[T], begun: Begun) -> list[str]:
    known = memory.frozen(begun.ranking_id)
    if known is not None:
        return known
    seen = set(begun.shown)
    return memory.freeze(begun.ranking_id, rest(source, cells, source.best(RANKED + len(seen)), seen)[:RANKED])
