"""What media servers say, what became of it, and the address they say it to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that a server said about somebody who watches. `ids` are the show's or film's, as far as it says.

    `at` is when it happened, where it says so; `share` how much of it was watched, from 0 to 1, where it counts so.
    """

    player: str
    user: str | None
    kind: str
    title: str
    year: int | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    place: tuple[int, int] | None = None
    episode_ids: Mapping[str, str] = field(default_factory=dict)
    position_ms: int | None = None
    length_ms: int | None = None
    share: float | None = None
    finished: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """`heard` is None where it is not about watching; `digest` stands for all that was said."""

    player: str
    digest: str
    heard: Heard | None


@dataclass(frozen=True, slots=True)
class EventView:
    """`times` it was said one after the other; `episode` is None where nothing was found."""

    at: datetime
    player: str
    title: str
    outcome: str
    show: str | None
    episode: str | None
    position_ms: int | None
    times: int


@dataclass(frozen=True, slots=True)
class HookView:
    """Its secret is known to nobody."""

    only_user: str | None
    created_at: datetime
    used_at: datetime | None
    unmatched: int
    events: tuple[EventView, ...]
