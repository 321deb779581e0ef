"""The lists there are: where their moments come from, and the best of them when a ranking is frozen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from fandom.core.viewer import Viewer
from fandom.feed import gathering, memory, orders
from fandom.feed.cells import Batch, Cells, led, values_of
from fandom.feed.gathering import Gathering
from fandom.feed.timeline import Timeline, earlier, since
from fandom.infra import reading
from fandom.posts.tags.queries import carried
from fandom.shows.queries import by_slug

T = TypeVar("T")
Rows = Sequence[tuple[Any, ...]]
# Ids in their order, each with the leader of its cluster.
Ranked = dict[str, str | None]
# So deep into each source looks who wants to know from where on the best of all begin.
DEPTH = 12


class List(Protocol):
    """`by_key`: newest first, gone on with after an id. `only_open`: sealed moments are not in it."""

    @property
    def viewer(self) -> Viewer: ...
    @property
    def by_key(self) -> bool: ...
    @property
    def only_open(self) -> bool: ...
    @property
    def hidden_shows(self) -> Collection[str]: ...

    def after(self, cells: Cells[T], before: str | None, limit: int) -> Batch[T]:
        """So many from the key on."""

    def best(self, limit: int) -> Ranked:
        """The first so many."""

    @property
    def order(self) -> str: ...
    def among(self) -> dict[str, Any]:
        """The conditions of being in it, whoever asks for more of them."""

    def note(self, ids: Collection[str]) -> None:
        """That these were shown."""


@dataclass(frozen=True, slots=True)
class ShowList:
    """A timeline in an order; `window` counts for top and clips, which are the top of what has a clip that is ready."""

    viewer: Viewer
    timeline: Timeline
    sort: str = "new"
    window: str = "all"

    @property
    def by_key(self) -> bool:
        return self.sort == "new"

    @property
    def only_open(self) -> bool:
        return self.timeline.tag is not None

    @property
    def hidden_shows(self) -> Collection[str]:
        return () if self.timeline.of_one_show else self.viewer.hidden.shows

    @property
    def order(self) -> str:
        return self.sort

    def after(self, cells: Cells[T], before: str | None, limit: int) -> Batch[T]:
        return cells.ordered(self.viewer, self._given(before), self.sort, limit)

    def best(self, limit: int) -> Ranked:
        given = self._given(None)
        rows = reading.rows(orders.ids_sql(frozenset(given), self.sort, limit), values_of(self.viewer, given))
        return {row[0]: row[-1] for row in rows}

    def among(self) -> dict[str, Any]:
        return self._given(None)

    def note(self, ids: Collection[str]) -> None:
        """Only Home remembers."""

    def _given(self, before: str | None) -> dict[str, Any]:
        """What is sealed has no tags, and to be found by one would tell it: so by tag only what is open is listed."""
        recent = "recent" if self.window in orders.SHORT else "since"
        given = {
            **self.timeline.values(),
            **self._tagged(),
            "before": before,
            recent: since(self.window) if self.sort in orders.TIMED else None,
            "clip": True if self.sort == "clips" else None,
            "hidden_shows": list(self.hidden_shows) or None,
        }
        return {name: value for name, value in given.items() if value is not None}

    def _tagged(self) -> dict[str, Any]:
        asked = self.timeline
        if asked.tag is None:
            return {}
        here = by_slug(asked.slug) if asked.slug else None
        return carried(self.viewer, asked.tag, here.id if here else asked.show_id)


@dataclass(frozen=True, slots=True)
class Gathered:
    """From many shows and fans: `kind` as Gathering has it."""

    viewer: Viewer
    kind: str

    @property
    def by_key(self) -> bool:
        return self.kind == "new"

    @property
    def only_open(self) -> bool:
        return False

    @property
    def hidden_shows(self) -> Collection[str]:
        return self.viewer.hidden.shows

    def after(self, cells: Cells[T], before: str | None, limit: int) -> Batch[T]:
        rows, full = self._next(before, limit) if before else self._first(limit)
        ids = [row[0] for row in rows]
        return Batch(cells.named(self.viewer, ids, self.hidden_shows), ids[-1] if ids else None, full, led(rows))

    @property
    def order(self) -> str:
        return "hot"

    def among(self) -> dict[str, Any]:
        shows = {"hidden_shows": list(self.hidden_shows)}
        return shows | ({"ours": True} if self.kind == "hot" else {})

    def best(self, limit: int) -> Ranked:
        """First a little of each source, then what is not below the last of these."""
        seen = self._seen()
        first = self._rows(Gathering(self.kind, limit, DEPTH, every=True, seen=bool(seen)), seen=seen)
        floor = first[-1][1] if len(first) == limit else float("-inf")
        asked = Gathering(self.kind, limit, limit, every=True, floor=True, seen=bool(seen))
        return {row[0]: row[-1] for row in self._rows(asked, seen=seen, floor=floor)}

    def note(self, ids: Collection[str]) -> None:
        if self.kind == "hot":
            memory.note(self.viewer, ids)

    def _first(self, limit: int) -> tuple[Rows, bool]:
        """Those that are certain, all but one at least; and whether there are more."""
        seen = self._seen()
        asked = Gathering(self.kind, limit, limit, seen=bool(seen))
        found = self._rows(asked, seen=seen)
        certain = [row for row in found if row[2] is None or row[1] > row[2]]
        if len(certain) < limit - 1 and (not found or found[0][2] is not None):
            found = self._rows(replace(asked, every=True), seen=seen)
            certain = list(found)
        return certain, len(found) == limit or bool(found and found[0][2] is not None)

    def _next(self, before: str, limit: int) -> tuple[Rows, bool]:
        """As far back as so many are to be expected, and where there were fewer all the way."""
        asked = Gathering(self.kind, limit, limit, every=True, before=True)
        found = self._rows(replace(asked, since=True), before=before, since=earlier(before))
        if len(found) < limit:
            found = self._rows(asked, before=before)
        return found, len(found) == limit

    def _seen(self) -> list[str]:
        return memory.seen(self.viewer) if self.kind == "hot" else []

    def _rows(self, asked: Gathering, **given: Any) -> Rows:
        shows = {"hidden_shows": list(self.hidden_shows)}
        return reading.rows(gathering.sql_of(asked), values_of(self.viewer, shows | given))
