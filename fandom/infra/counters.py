"""Counters of the rate limits: in Redis behind the breaker, and in this process, which goes on when Redis is away."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from limits.storage import Storage
from redis import Redis, RedisError

from fandom.infra.breaker import redis

KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Count:
    """`until` in epoch seconds: when counting starts again."""

    value: int
    until: float


class Local:
    """Counts of this process. It knows what Redis last said, so a lost Redis gives nobody a fresh allowance."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: dict[str, Count] = {}

    def add(self, key: str, expiry: int, amount: int) -> Count:
        with self._lock:
            now = self._clock()
            old = self._counts.get(key)
            count = Count(old.value + amount, old.until) if old and now < old.until else Count(amount, now + expiry)
            self._counts[key] = count
            if len(self._counts) > KEPT:
                self._make_room(now)
            return count

    def raise_to(self, key: str, value: int, seconds: float) -> Count:
        """Believe another's count when it is higher."""
        with self._lock:
            mine = self._counts.get(key)
            if mine is None or value > mine.value:
                mine = self._counts[key] = Count(value, self._clock() + seconds)
            return mine

    def read(self, key: str) -> Count:
        now = self._clock()
        count = self._counts.get(key)
        return count if count and now < count.until else Count(0, now)

    def forget(self, key: str | None = None) -> None:
        with self._lock:
            self._counts = {} if key is None else {name: count for name, count in self._counts.items() if name != key}

    def _make_room(self, now: float) -> None:
        live = [(key, count) for key, count in self._counts.items() if now < count.until]
        self._counts = dict(live[-KEPT // 2 :])


class Counters(Storage):
    """What Flask-Limiter stores in. It never fails: the same rules go on, counted by each process for itself."""

    STORAGE_SCHEME = ["fandom"]

    @property
    def base_exceptions(self) -> type[Exception]:
        return RedisError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        mine = local().add(key, expiry, amount)
        shared = redis().call(lambda connection: _add(connection, key, expiry, amount))
        return local().raise_to(key, *shared).value if shared else mine.value

    def get(self, key: str) -> int:
        return local().read(key).value

    def get_expiry(self, key: str) -> float:
        return local().read(key).until

    def check(self) -> bool:
        return True

    def reset(self) -> None:
        local().forget()

    def clear(self, key: str) -> None:
        local().forget(key)
        redis().call(lambda connection: connection.delete(key))


def local() -> Local:
    found: Local = current_app.extensions["counters"]
    return found


def _add(connection: Redis, key: str, expiry: int, amount: int) -> tuple[int, float]:
    """One round trip. The window starts with its first count."""
    pipeline = connection.pipeline(transaction=True)
    pipeline.set(key, 0, ex=expiry, nx=True)
    pipeline.incrby(key, amount)
    pipeline.pttl(key)
    _, value, left_ms = pipeline.execute()
    return value, max(left_ms, 0) / 1000
