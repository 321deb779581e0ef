"""What the publish layer says, recorded, and a client that keeps its state true by nothing but that."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from fandom.core.horizon import Horizon
from fandom.core.viewer import Viewer
from fandom.infra import live
from fandom.infra.live import LivePosition, Message
from fandom.realtime.delivery import EMPTY, FULL, kind_for
from fandom.realtime.sockets import Listener
from fandom.shows.queries import horizons

Json = dict[str, Any]
ABOUT_ME = ("my_reactions", "can")


@dataclass
class Recording:
    """Messages in their order, as each process hears them."""

    heard: list[Json] = field(default_factory=list)

    def publish(self, message: Message) -> LivePosition:
        envelope = live._envelope(message)
        self.heard.append(orjson.loads(orjson.dumps(envelope)))
        return LivePosition(message.topic, "epoch", len(self.heard))


def record_live(monkeypatch: pytest.MonkeyPatch) -> Recording:
    recording = Recording()
    monkeypatch.setattr(live, "publish", recording.publish)
    return recording


@dataclass
class Follower:
    """Somebody who follows one topic; `take` changes `state` by what the frame for them says."""

    topic: str
    viewer: Viewer
    show_id: str
    take: Callable[[dict[str, Json], str, Json], None]
    state: dict[str, Json] = field(default_factory=dict)
    at: int = 0

    def catch_up(self, recording: Recording) -> None:
        for heard in recording.heard[self.at :]:
            kind = kind_for(heard, self._listener())
            if heard["topic"] == self.topic and kind != EMPTY:
                self.take(self.state, heard["event"], heard["full" if kind == FULL else "safe"])
        self.at = len(recording.heard)

    def _listener(self) -> Listener:
        known: dict[str, Horizon] = dict(horizons(self.viewer, [self.show_id]))
        return Listener("sid", "engine", None, self.viewer, horizons=known)  # type: ignore[arg-type]


def take_feed(state: dict[str, Json], event: str, said: Json) -> None:
    """As docs/live.md tells a client of a feed to."""
    moment = said["moment"]
    match event:
        case "moment.published" | "moment.changed":
            state[moment["id"]] = moment
        case "moment.resealed" if moment["id"] in state:
            state[moment["id"]] |= moment
        case "moment.removed":
            state.pop(moment["id"], None)
        case "reactions.counted" if moment in state:
            state[moment] |= {"reactions": said["counts"], "reaction_count": said["reaction_count"]}
        case "comments.counted" if moment in state:
            state[moment] |= {"comment_count": said["comment_count"]}


def shared(items: list[Json]) -> dict[str, Json]:
    """Without what differs from viewer to viewer, which no event carries."""
    return {each["id"]: {name: each[name] for name in each if name not in ABOUT_ME} for each in items}
