"""Viewers remembered for half a second in this process, so that a signed-in read costs no look-up of its own."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fandom.core.viewer import Viewer

KEPT_S = 0.5
# In the last part of that one request reads the row again, so that the others need not wait for it at its end.
AHEAD_S = 0.2
# How long a request waits for another that is reading the same row.
PATIENCE_S = 1.0
SIZE = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """`seen_at` is what the row said when it was read."""

    viewer: Viewer
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Entry:
    known: Known
    until: float


class Viewers:
    """An entry's half second starts before its row is read, so a viewer who has ended is never believed for longer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: dict[str, _Entry] = {}
        self._loading: dict[str, threading.Lock] = {}
        self._drops = 0

    def get(self, key: str, load: Callable[[], Known | None]) -> Known | None:
        now = self._clock()
        entry = self._entries.get(key)
        if entry and now < entry.until and (now < entry.until - AHEAD_S or key in self._loading):
            return entry.known
        turn = self._loading.setdefault(key, threading.Lock())
        mine = turn.acquire(timeout=PATIENCE_S)
        try:
            newer = self._entries.get(key)
            if newer and newer is not entry and self._clock() < newer.until:
                return newer.known
            return self._load(key, load)
        finally:
            if mine:
                self._loading.pop(key, None)
                turn.release()

    def _load(self, key: str, load: Callable[[], Known | None]) -> Known | None:
        now, drops = self._clock(), self._drops
        known = load()
        if known:
            self._keep(key, _Entry(known, now + KEPT_S), drops)
        else:
            self._entries.pop(key, None)
        return known

    def peek(self, key: str) -> Known | None:
        """What was last believed, however old."""
        entry = self._entries.get(key)
        return entry.known if entry else None

    def replace(self, key: str, known: Known) -> None:
        with self._lock:
            entry = self._entries.get(key)
            if entry:
                self._entries[key] = _Entry(known, entry.until)

    def drop(self, *, account_id: str) -> None:
        """Forget every session and token of the account, and whatever is being loaded right now."""
        with self._lock:
            self._drops += 1
            gone = [key for key, entry in self._entries.items() if entry.known.viewer.account_id == account_id]
            for key in gone:
                del self._entries[key]

    def clear(self) -> None:
        with self._lock:
            self._drops += 1
            self._entries.clear()

    def _keep(self, key: str, entry: _Entry, drops: int) -> None:
        with self._lock:
            if drops != self._drops:
                return
            if len(self._entries) >= SIZE:
                self._entries.clear()
            self._entries[key] = entry


viewers = Viewers()
