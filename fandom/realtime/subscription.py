"""The one subscription of a process to the live channel: read in batches, renewed when it breaks."""

import time
from collections.abc import Callable
from typing import Any

import gevent
import gevent.event
import orjson
import structlog
from redis import Redis, RedisError
from redis.client import PubSub

from fandom.infra.live import channel

log = structlog.get_logger()

BATCH = 64
QUIET_S = 2.0
GONE_S = 6.0
AGAIN_S = 0.3

Heard = dict[str, Any]


class Subscription:
    """`take` gets what was heard, in order; `back` is called each time before the first of it, and must not wait."""

    def __init__(self, redis: Redis | None, take: Callable[[list[Heard]], None], back: Callable[[], None]) -> None:
        self._redis, self._take, self._back = redis, take, back
        self.ready = gevent.event.Event()

    def run(self) -> None:
        while self._redis is not None:
            try:
                self._follow(self._redis)
            except (RedisError, OSError) as error:
                if self.ready.is_set():
                    log.warning("live channel lost", error=str(error))
            except Exception:
                log.exception("live channel failed")
            self.ready.clear()
            gevent.sleep(AGAIN_S)

    def _follow(self, redis: Redis) -> None:
        pubsub = redis.pubsub()  # type: ignore[no-untyped-call]
        try:
            pubsub.subscribe(channel(redis))
            self._confirmed(pubsub)
            self._back()
            self.ready.set()
            self._listen(pubsub)
        finally:
            pubsub.close()

    def _confirmed(self, pubsub: PubSub) -> None:
        answer = pubsub.get_message(timeout=GONE_S)
        if answer is None or answer["type"] != "subscribe":
            raise OSError("The subscription was not confirmed.")

    def _listen(self, pubsub: PubSub) -> None:
        heard_at = time.monotonic()
        while time.monotonic() - heard_at < GONE_S:
            message = pubsub.get_message(timeout=QUIET_S)
            if message is None:
                pubsub.ping()
                continue
            heard_at = time.monotonic()
            self._hand_over(pubsub, message)
        raise OSError("Redis has fallen silent.")

    def _hand_over(self, pubsub: PubSub, message: dict[str, Any] | None) -> None:
        batch: list[Heard] = []
        while message is not None:
            batch += _read(message)
            message = pubsub.get_message(timeout=0) if len(batch) < BATCH else None
        if batch:
            self._take_safely(batch)
            # Others get their turn even while messages keep coming.
            gevent.sleep(0)

    def _take_safely(self, batch: list[Heard]) -> None:
        """One that cannot be delivered takes no other along; what then comes twice is dropped by its seq."""
        try:
            self._take(batch)
        except Exception:
            log.exception("delivery failed", count=len(batch))
            for each in batch if len(batch) > 1 else []:
                self._take_safely([each])


def _read(message: dict[str, Any]) -> list[Heard]:
    if message["type"] != "message":
        return []
    try:
        return [orjson.loads(message["data"])]
    except orjson.JSONDecodeError:
        log.warning("unreadable message on the live channel")
        return []
