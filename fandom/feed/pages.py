"""Pages of a list: filled up where muted words left gaps, and of ranked ones the rest frozen at the second page."""

from collections.abc import Iterable
from typing import TypeVar

from fandom.core.ids import new_id
from fandom.core.paging import Page
from fandom.feed import memory, places
from fandom.feed.cells import Cell, Cells
from fandom.feed.lists import List
from fandom.feed.places import Begun

T = TypeVar("T")
RANKED = 500
# A page is read on at most so often, each time for more: whoever mutes nearly everything gets a short one.
ROUNDS, MORE = 5, 4


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
        kept += _shown(source, batch.cells)
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
        kept = _shown(source, batch.cells)
        if len(kept) >= limit or not batch.full or asked > RANKED:
            break
        asked = min(MORE * asked, RANKED + limit)
    shown = tuple(kept[:limit])
    more = batch.full or len(kept) > limit
    return Page(shown, places.begun(new_id(), [each.id for each in shown]) if more else None)


def _frozen(source: List, cells: Cells[T], limit: int, key: str) -> Page[Cell[T]]:
    place = places.place(key)
    if isinstance(place, Begun):
        ids, at = _rest(source, place), 0
    else:
        ids, at = memory.thaw(place.ranking_id), place.at
    kept: list[Cell[T]] = []
    while at < len(ids) and len(kept) < limit:
        some = ids[at : at + limit - len(kept)]
        kept += _shown(source, cells.named(source.viewer, some, source.hidden_shows))
        at += len(some)
    return Page(tuple(kept), places.frozen(place.ranking_id, at) if at < len(ids) else None)


def _rest(source: List, begun: Begun) -> list[str]:
    known = memory.frozen(begun.ranking_id)
    if known is not None:
        return known
    shown = set(begun.shown)
    best = [each for each in source.best(RANKED + len(shown)) if each not in shown]
    return memory.freeze(begun.ranking_id, best[:RANKED])


def _shown(source: List, cells: Iterable[Cell[T]]) -> list[Cell[T]]:
    return [each for each in cells if each.body is not None and not (source.only_open and each.sealed)]
