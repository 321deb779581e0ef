"""From the channel to the sockets: each message in one of three frames, built once and written straight out."""

import time
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

import orjson

from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import NOTHING_HIDDEN
from fandom.infra import metrics
from fandom.infra.live import RESYNC, LivePosition, public
from fandom.realtime import frames
from fandom.realtime.sockets import Listener, Sockets
from fandom.realtime.withholding import withheld

Heard = dict[str, Any]
FULL, SAFE, EMPTY = range(3)
_UNKNOWN = Horizon.nothing()


class Delivery:
    """`seen` is the last (epoch, seq) of each topic that this process has passed on without a gap.

    Where something may have been lost, a topic is `owed` a resync. What is heard there before it has been told does not
    count as seen: followers would otherwise seem to have everything, only because they got the newest.
    """

    def __init__(self, sockets: Sockets) -> None:
        self.sockets = sockets
        self.seen: dict[str, tuple[str, int]] = {}
        self.owed: set[str] = set()

    def deliver(self, messages: Sequence[Heard]) -> None:
        """In their order; neighbours of one topic go out in one write."""
        for topic, found in groupby(messages, key=lambda heard: str(heard["topic"])):
            run = list(found)
            room = self.sockets.rooms.get(topic)
            if room:
                if topic not in self.owed:
                    self.seen[topic] = (run[-1]["live_epoch"], run[-1]["seq"])
                _write(run, room, room & self.sockets.hiding)
                _observe(run)
            else:
                self.seen.pop(topic, None)

    def resync(self, position: LivePosition) -> None:
        """Tell those who follow this topic to fetch, unless they have everything."""
        self.owed.discard(position.topic)
        now = (position.epoch, position.seq)
        if self.seen.get(position.topic) == now:
            return
        self.seen[position.topic] = now
        heard = {
            "topic": position.topic,
            "event": RESYNC,
            "live_epoch": position.epoch,
            "seq": position.seq,
            "full": {},
        }
        _write([heard], self.sockets.rooms.get(position.topic, set()))


def frame(heard: Heard, kind: int) -> bytes:
    said = {"topic": public(heard["topic"]), "live_epoch": heard["live_epoch"], "seq": heard["seq"]}
    if kind != EMPTY:
        said |= heard["full" if kind == FULL else "safe"]
    return frames.event(heard["event"], orjson.dumps(said))


def kind_for(heard: Heard, listener: Listener) -> int:
    """Who is not known to have got far enough, nor to have wanted it anyway, does not get it, nor does who hid it."""
    kind = _by_horizon(heard, listener)
    if kind != FULL and listener.revealed:
        kind = _by_reveal(heard, listener, kind)
    if kind == EMPTY or listener.viewer.hidden is NOTHING_HIDDEN:
        return kind
    return EMPTY if withheld(heard, listener, opened=kind == FULL) else kind


def _by_horizon(heard: Heard, listener: Listener) -> int:
    """Below a sealed moment nobody hears of comments, not even of their own: as over HTTP, none are there."""
    if "safe" not in heard:
        return FULL
    account_id = listener.viewer.account_id
    horizon = listener.horizons.get(heard["show"], _UNKNOWN)
    if heard.get("owner", "") != account_id and not horizon.reaches(_place(heard.get("shown"))):
        return EMPTY
    own = heard.get("author", "") == account_id
    return FULL if own or horizon.reaches(_place(heard.get("reveals"))) else SAFE


def _by_reveal(heard: Heard, listener: Listener, kind: int) -> int:
    """Of a moment that they wanted to be shown: it, and of its comments what reveals no more than it does."""
    moment = heard["full"].get("moment")
    upto = listener.revealed.get(moment["id"] if isinstance(moment, dict) else str(moment), -1)
    lies = _place(heard.get("shown" if "owner" in heard else "reveals"))
    if upto < (lies.key if lies else 0):
        return kind
    if "owner" not in heard or heard.get("author", "") == listener.viewer.account_id:
        return FULL
    return FULL if Horizon.at(_place(heard.get("shown"))).reaches(_place(heard.get("reveals"))) else SAFE


def _write(run: list[Heard], room: set[Listener], hiding: Collection[Listener] = ()) -> None:
    """`hiding` are those in the room for whom each frame has to be asked whether they are to be shown it."""
    if any("safe" in heard for heard in run):
        _write_each(run, room)
        return
    data = b"".join(frame(heard, FULL) for heard in run)
    for listener in room.difference(hiding) if hiding else room:
        listener.outbound.write(data, len(run))
    _write_each(run, hiding)


def _write_each(run: list[Heard], listeners: Iterable[Listener]) -> None:
    built: dict[tuple[int, ...], bytes] = {}
    for listener in listeners:
        kinds = tuple(kind_for(heard, listener) for heard in run)
        if kinds not in built:
            built[kinds] = b"".join(frame(heard, kind) for heard, kind in zip(run, kinds, strict=True))
        listener.outbound.write(built[kinds], len(run))


def _observe(run: list[Heard]) -> None:
    now = time.time()
    for heard in run:
        metrics.LIVE_LATENCY.observe(max(0.0, now - heard.get("at", now)))


def _place(found: list[int] | None) -> Position | None:
    return None if found is None else Position(*found)
