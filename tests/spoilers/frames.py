"""What each viewer's socket would be sent: real topics, rights and frames, without the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import orjson
import pytest

from fandom.core.errors import FandomError
from fandom.core.viewer import VISITOR
from fandom.infra import live
from fandom.infra.live import LivePosition, Message
from fandom.realtime import rights, topics
from fandom.realtime.delivery import Delivery
from fandom.realtime.sockets import Listener, Sockets
from tests.spoilers.asking import Stage
from tests.spoilers.cast import SEATS


@dataclass
class Wire:
    """Takes what would be written."""

    sent: bytearray = field(default_factory=bytearray)
    closing: bool = False

    def write(self, data: bytes, _many: int = 1) -> None:
        self.sent += data


@dataclass
class Ears:
    sockets: Sockets
    wires: dict[str, Wire]
    delivery: Delivery
    heard: list[str] = field(default_factory=list)

    def hear(self, message: Message) -> LivePosition:
        body = orjson.loads(b'{"live_epoch":"0","seq":1,' + live._body(live._envelope(message)))
        self.heard.append(message.event)
        self.delivery.deliver([body])
        return LivePosition(message.topic, "0", 1, 1)


@contextmanager
def listening(stage: Stage, *watched: str) -> Iterator[Ears]:
    """Everybody watches these topics, as far as they may, and hears what is published meanwhile."""
    sockets, wires = Sockets(), {seat: Wire() for seat in SEATS}
    for seat in SEATS:
        person = stage.world.person(seat)
        listener = Listener(seat, seat, cast("Any", wires[seat]), person.viewer if person else VISITOR)
        sockets.add(listener)
        for topic in watched:
            _follow(sockets, listener, topic)
    ears = Ears(sockets, wires, Delivery(sockets))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "publish", ears.hear)
        yield ears


def _follow(sockets: Sockets, listener: Listener, topic: str) -> None:
    try:
        entry = topics.enter(listener.viewer, topic)
    except FandomError:
        return
    rights.learn(listener, entry.show_ids)
    sockets.join(listener, topic, entry.topics)
