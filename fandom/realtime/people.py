"""How many are here and how many are typing: counted in each process, summed in Redis, forgotten unless repeated."""

import secrets
import time
from collections.abc import Callable

from fandom.infra import live
from fandom.realtime.sockets import Listener, Sockets

TYPING_S = 5.0
REPEAT_S = 10.0
CROWDS = ("show:", "moment:")


class People:
    """`tick` is called once a second; what has changed since is told, and everything again every `REPEAT_S`."""

    def __init__(self, sockets: Sockets, clock: Callable[[], float] = time.monotonic) -> None:
        self.process = secrets.token_hex(6)
        self._sockets = sockets
        self._clock = clock
        self._typing: set[str] = set()
        self._told: set[str] = set()
        self._repeated_at = clock()

    def types(self, listener: Listener, topic: str) -> None:
        listener.typing[topic] = self._clock() + TYPING_S
        self._typing.add(topic)

    def tick(self) -> None:
        changed, self._sockets.crowded = self._sockets.crowded, set()
        if self._clock() - self._repeated_at >= REPEAT_S:
            self._repeated_at = self._clock()
            changed |= self._told
        for topic in changed | self._typing:
            if topic.startswith(CROWDS):
                self._tell(topic)

    def count(self, topic: str) -> tuple[int, int]:
        """People, not sockets: two windows of one fan are one."""
        now = self._clock()
        present = list(self._sockets.present(topic))
        typing = {listener.person for listener in present if listener.typing.get(topic, 0) > now}
        return len({listener.person for listener in present}), len(typing)

    def _tell(self, topic: str) -> None:
        here, typing = self.count(topic)
        live.people(topic, self.process, here, typing)
        _keep(self._told, topic, here > 0)
        _keep(self._typing, topic, typing > 0)


def _keep(topics: set[str], topic: str, wanted: bool) -> None:
    if wanted:
        topics.add(topic)
    else:
        topics.discard(topic)
