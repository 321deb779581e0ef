"""What stands in a page of a feed, as values for pages or as JSON for programs, each read as quickly as it can be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from fandom.core.hiding import hides
from fandom.core.viewer import Hidden, Viewer
from fandom.feed import orders
from fandom.infra import reading
from fandom.posts import projections, queries
from fandom.posts.reveals.queries import revealing
from fandom.posts.values import Open, Sealed

T = TypeVar("T")


class Cell(NamedTuple, Generic[T]):
    """`body` is None where muted words or tags stand in what is open to the viewer."""

    id: str
    body: T | None
    sealed: bool


class Batch(NamedTuple, Generic[T]):
    """`last` is the id of the last row read, `full` whether there were as many as asked for. `leaders` by the ids of
    those in clusters.
    """

    cells: Sequence[Cell[T]]
    last: str | None
    full: bool
    leaders: Mapping[str, str] = {}


class Cells(Protocol[T]):
    """How moments are read for a viewer."""

    def ordered(self, viewer: Viewer, given: Mapping[str, Any], order: str, limit: int) -> Batch[T]:
        """Those that fulfil the conditions `given`, in this order."""

    def named(self, viewer: Viewer, ids: Collection[str], hidden_shows: Collection[str] = ()) -> Sequence[Cell[T]]:
        """Those of `ids` that are still listed for this viewer, in the order asked for."""

    def together(self, body: T, others: Sequence[T]) -> T:
        """One that stands for others."""


class Values:
    """Open and Sealed."""

    def ordered(self, viewer: Viewer, given: Mapping[str, Any], order: str, limit: int) -> Batch[Open | Sealed]:
        rows = reading.rows(orders.ids_sql(frozenset(given), order, limit), values_of(viewer, given))
        ids = [row[0] for row in rows]
        return Batch(self.named(viewer, ids), ids[-1] if ids else None, len(ids) == limit, led(rows))

    def named(
        self, viewer: Viewer, ids: Collection[str], hidden_shows: Collection[str] = ()
    ) -> Sequence[Cell[Open | Sealed]]:
        found = (each for each in queries.moments(viewer, ids) if each.state == "published") if ids else ()
        return [
            Cell(each.id, None if _muted(viewer, each) else each, each.sealed)
            for each in found
            if each.author.id not in viewer.hidden.accounts and each.show.id not in hidden_shows
        ]

    def together(self, body: Open | Sealed, others: Sequence[Open | Sealed]) -> Open | Sealed:
        opened = tuple(each for each in others if isinstance(each, Open))
        return replace(body, cluster=opened) if opened and isinstance(body, Open) else body


@dataclass(frozen=True, slots=True)
class Jsons:
    """Texts with addresses below `origin`; one statement, and one more for words that are not kept."""

    origin: str

    def ordered(self, viewer: Viewer, given: Mapping[str, Any], order: str, limit: int) -> Batch[str]:
        rows = projections.rows(orders.json_sql(frozenset(given), order, limit), values_of(viewer, given))
        leaders = {row.id: row.beside for row in rows if row.beside is not None}
        return Batch(self._cells(viewer, rows), rows[-1].id if rows else None, len(rows) == limit, leaders)

    def named(self, viewer: Viewer, ids: Collection[str], hidden_shows: Collection[str] = ()) -> Sequence[Cell[str]]:
        return self._cells(viewer, projections.named(viewer, ids, hidden_shows))

    def together(self, body: str, others: Sequence[str]) -> str:
        return f'{body[:-1]},"cluster":[{",".join(others)}]}}'

    def _cells(self, viewer: Viewer, rows: Sequence[projections.Row]) -> Sequence[Cell[str]]:
        shown = projections.shown(viewer, rows, self.origin)
        hidden, me = viewer.hidden, viewer.account_id
        if not hidden.words and not hidden.tags:
            return [Cell(each.id, each.json, each.sealed) for each in shown]
        muted = (each.author_id != me and _says(hidden, each.tags, each.caption) for each in shown)
        return [
            Cell(each.id, None if hides else each.json, each.sealed) for each, hides in zip(shown, muted, strict=True)
        ]


def led(rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """Leaders by ids, of rows that begin with the one and end with the other."""
    return {row[0]: row[-1] for row in rows if row[-1] is not None}


def values_of(viewer: Viewer, given: Mapping[str, Any]) -> dict[str, Any]:
    return {**given, **queries.hiding(viewer), **revealing(viewer)}


def _muted(viewer: Viewer, moment: Open | Sealed) -> bool:
    """Never one's own; of what is sealed nothing is known."""
    if isinstance(moment, Sealed) or moment.author.id == viewer.account_id:
        return False
    return _says(viewer.hidden, moment.tags, moment.caption)


def _says(hidden: Hidden, tags: tuple[str, ...], caption: str) -> bool:
    if hidden.tags and not hidden.tags.isdisjoint(tags):
        return True
    return bool(hidden.words) and _holds(hidden.words, caption)


@lru_cache(maxsize=65_536)
def _holds(words: frozenset[str], caption: str) -> bool:
    return hides(Hidden(words=words), words_text=caption)
