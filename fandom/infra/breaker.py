"""Redis behind one circuit breaker: its absence costs one time-out, not three."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from flask import Flask, current_app
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from fandom.config import Settings

log = structlog.get_logger()

T = TypeVar("T")
TIMEOUT_S = 0.25
OPEN_S = 1.0


class Breaker:
    """After a failure all callers are refused at once for `OPEN_S`; then one call tries again."""

    def __init__(self, redis: "Redis | None", clock: Callable[[], float] = time.monotonic) -> None:
        self.redis = redis
        self._clock = clock
        self._open_until = 0.0
        self._lock = threading.Lock()

    def call(self, use: Callable[[Redis], T]) -> T | None:
        """What `use` returns, or None while Redis is away."""
        if self.redis is None or not self._may_try():
            return None
        try:
            result = use(self.redis)
        except (RedisError, OSError) as error:
            self._open(error)
            return None
        self._open_until = 0.0
        return result

    @property
    def closed(self) -> bool:
        return self.redis is not None and self._open_until == 0.0

    def _may_try(self) -> bool:
        with self._lock:
            if self._open_until == 0.0:
                return True
            now = self._clock()
            if now < self._open_until:
                return False
            self._open_until = now + OPEN_S
            return True

    def _open(self, error: Exception) -> None:
        if self._open_until == 0.0:
            log.warning("redis is away", error=str(error))
        self._open_until = self._clock() + OPEN_S


def connect(url: str, *, timeout: float | None = TIMEOUT_S) -> Redis:
    return Redis.from_url(
        url,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 0),
        max_connections=256,
    )


def init(app: Flask, settings: Settings) -> None:
    app.extensions["redis"] = Breaker(connect(settings.redis_url) if settings.redis_url else None)


def redis() -> Breaker:
    breaker: Breaker = current_app.extensions["redis"]
    return breaker
