"""What processes leave for each other in PostgreSQL, read twice a second, so that it needs no Redis."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from fandom.core import clock
from fandom.core.viewer import Viewer

EVERY_S = 0.4
# A row is dated when it is written and seen when it is committed; this much may lie between.
LATE = timedelta(seconds=30)


class Note(Protocol):
    def concerns(self, viewer: Viewer) -> bool: ...


T = TypeVar("T", bound=Note)


class Polled(Generic[T]):
    """`since` reads by number what is dated after a time; each is told once.

    `recent` are those that somebody just let in by a cached viewer may still have missed.
    """

    def __init__(self, since: Callable[[datetime], Mapping[int, T]], tell: Callable[[T], None]) -> None:
        self._since, self._tell = since, tell
        self._from = clock.now() - LATE
        self._seen: Mapping[int, T] = {}

    def poll(self) -> None:
        began = clock.now()
        found = self._since(self._from)
        fresh = [note for number, note in found.items() if number not in self._seen]
        self._seen = found
        self._from = began - LATE
        for note in fresh:
            self._tell(note)

    def recent(self, viewer: Viewer) -> bool:
        return any(note.concerns(viewer) for note in self._seen.values())
