"""What reads of relations give."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Relation:
    """How the viewer stands to somebody. `blocked`: by the viewer; `muted_until` None while muted: for ever."""

    following: bool = False
    follows_me: bool = False
    muted: bool = False
    muted_until: datetime | None = None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Of accounts that are still there."""

    followers: int
    following: int


@dataclass(frozen=True, slots=True)
class Fan:
    """One row of a list of people. `key` is for paging; `following`: the viewer follows them."""

    key: str
    id: str
    handle: str
    display_name: str
    about: str
    avatar_id: str | None
    following: bool


@dataclass(frozen=True, slots=True)
class MutedThing:
    """`value` and `name` as people read them: a handle, a slug, the tag or the word."""

    key: str
    kind: str
    value: str
    name: str
    until: datetime | None
    at: datetime
