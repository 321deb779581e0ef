"""The sockets of this process: who is behind each, and what each follows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fandom.core.horizon import Horizon
from fandom.core.viewer import Viewer
from fandom.infra import metrics
from fandom.realtime.outbound import Outbound

TOPICS_MAX = 100


@dataclass(slots=True, eq=False)
class Listener:
    """`watched` maps what was asked for to the topics that this stands for.

    A show that is missing in `horizons` is one where we do not know how far they are: they get what is safe, but for
    the moments in `revealed`, which they wanted to be shown anyway.
    `forgotten` counts how often they were cleared: what was being read meanwhile may be older than that.
    """

    sid: str
    engine_sid: str
    outbound: Outbound
    viewer: Viewer
    watched: dict[str, frozenset[str]] = field(default_factory=dict)
    horizons: dict[str, Horizon] = field(default_factory=dict)
    revealed: Mapping[str, int] = field(default_factory=dict)
    typing: dict[str, float] = field(default_factory=dict)
    forgotten: int = 0

    @property
    def person(self) -> str:
        return self.viewer.account_id or self.sid

    @property
    def topics(self) -> frozenset[str]:
        return frozenset().union(*self.watched.values())


class Sockets:
    """`hiding` are those who have muted or blocked something: only they are looked at one by one."""

    def __init__(self) -> None:
        self.by_sid: dict[str, Listener] = {}
        self.rooms: dict[str, set[Listener]] = {}
        self.crowded: set[str] = set()
        self.hiding: set[Listener] = set()
        self._by_account: dict[str, set[Listener]] = defaultdict(set)

    def add(self, listener: Listener) -> None:
        self.by_sid[listener.sid] = listener
        if listener.viewer.account_id:
            self._by_account[listener.viewer.account_id].add(listener)
        self.see(listener, listener.viewer)
        metrics.SOCKETS.set(len(self.by_sid))

    def remove(self, sid: str) -> None:
        listener = self.by_sid.pop(sid, None)
        if listener is None:
            return
        for asked in list(listener.watched):
            self.leave(listener, asked)
        self._forget(listener)
        metrics.SOCKETS.set(len(self.by_sid))

    def see(self, listener: Listener, viewer: Viewer) -> None:
        """The same person, as the database knows them now."""
        listener.viewer = viewer
        if viewer.hidden:
            self.hiding.add(listener)
        else:
            self.hiding.discard(listener)

    def of(self, account_id: str) -> list[Listener]:
        return list(self._by_account.get(account_id, ()))

    def join(self, listener: Listener, asked: str, topics: Iterable[str]) -> None:
        listener.watched[asked] = frozenset(topics)
        for topic in listener.watched[asked]:
            self.rooms.setdefault(topic, set()).add(listener)
        self.crowded.add(asked)

    def leave(self, listener: Listener, asked: str) -> None:
        if asked not in listener.watched:
            return
        left = listener.watched.pop(asked) - listener.topics
        listener.typing.pop(asked, None)
        for topic in left:
            room = self.rooms.get(topic, set())
            room.discard(listener)
            if not room:
                self.rooms.pop(topic, None)
        self.crowded.add(asked)

    def present(self, topic: str) -> Iterator[Listener]:
        """Those who asked for this very topic, not for one that stands for it."""
        return (listener for listener in self.rooms.get(topic, ()) if topic in listener.watched)

    def _forget(self, listener: Listener) -> None:
        self.hiding.discard(listener)
        account_id = listener.viewer.account_id
        if account_id:
            self._by_account[account_id].discard(listener)
            if not self._by_account[account_id]:
                del self._by_account[account_id]
