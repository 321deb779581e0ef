"""Clusters in ranked lists: one place for each, that of its first moment which is open to the viewer. Pure but for
the asking.

What is sealed is in no cluster: it has a place of its own, and nothing tells of what seconds it is. What else of a
cluster a list holds lies in the item that stands for it, `BESIDE` of them at most, and does not come again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from fandom.feed import orders
from fandom.feed.cells import Cell, Cells, values_of
from fandom.feed.clusters.queries import BESIDE, leaders
from fandom.feed.lists import List, Ranked
from fandom.infra import reading

T = TypeVar("T")
# There are not so many rows: what is asked for has a bound of its own.
ALL = 10_000


def shown(source: List, cells: Iterable[Cell[T]]) -> list[Cell[T]]:
    return [each for each in cells if each.body is not None and not (source.only_open and each.sealed)]


def folded(found: Iterable[Cell[T]], led: Mapping[str, str]) -> list[Cell[T]]:
    """Those that have a place."""
    taken: set[str] = set()
    kept = []
    for each in found:
        leader = None if each.sealed else led.get(each.id)
        if leader is None or leader not in taken:
            kept.append(each)
        if leader is not None:
            taken.add(leader)
    return kept


def gathered(
    source: List, cells: Cells[T], places: Sequence[Cell[T]], led: Mapping[str, str]
) -> list[Sequence[Cell[T]]]:
    """Each with those that lie in it behind it."""
    asked = sorted({led[each.id] for each in places if not each.sealed and each.id in led})
    if not asked:
        return [(each,) for each in places]
    batch = cells.ordered(source.viewer, source.among() | {"together": asked}, source.order, ALL)
    others: dict[str, list[Cell[T]]] = {}
    known = {each.id for each in places}
    for each in shown(source, batch.cells):
        if not each.sealed and each.id not in known:
            others.setdefault(batch.leaders[each.id], []).append(each)
    return [(each, *_beside(each, led, others)) for each in places]


def _beside(cell: Cell[T], led: Mapping[str, str], others: Mapping[str, list[Cell[T]]]) -> Sequence[Cell[T]]:
    return () if cell.sealed or cell.id not in led else others.get(led[cell.id], [])[:BESIDE]


def one(cells: Cells[T], group: Sequence[Cell[T]]) -> Cell[T] | None:
    """The item of a group as it is now: what has been sealed since is left out, unless it is all there is."""
    opened = [each for each in group if not each.sealed] or group[:1]
    if not opened:
        return None
    first, *others = opened
    bodies = [each.body for each in others if each.body is not None]
    return first._replace(body=cells.together(first.body, bodies)) if bodies and first.body is not None else first


def rest(source: List, cells: Cells[T], ranked: Ranked, seen: Collection[str]) -> list[str]:
    """What of a ranking has not been `seen`, folded: of each place the ids, in one text."""
    led = {each: leader for each, leader in ranked.items() if leader} | leaders([e for e in seen if e not in ranked])
    looked = shown(source, cells.named(source.viewer, list(led), source.hidden_shows))
    opened = {each.id for each in looked if not each.sealed}
    taken = {led[each] for each in seen if each in opened}
    places = []
    for each in ranked:
        leader = led.get(each) if each in opened else None
        if each not in seen and leader not in taken:
            places.append(each)
        if leader is not None:
            taken.add(leader)
    return _written(source, places, {each: led[each] for each in places if each in opened}, seen)


def _written(source: List, places: list[str], led: Mapping[str, str], seen: Collection[str]) -> list[str]:
    if not led:
        return places
    given: dict[str, Any] = source.among() | {"together": sorted(set(led.values()))}
    rows = reading.rows(orders.ids_sql(frozenset(given), source.order, ALL), values_of(source.viewer, given))
    known = {*places, *seen}
    others: dict[str, list[str]] = {}
    for moment_id, leader in rows:
        if moment_id not in known:
            others.setdefault(leader, []).append(moment_id)
    return ["".join([each, *others.get(led.get(each, ""), ())[:BESIDE]]) for each in places]
