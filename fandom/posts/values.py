"""What reads of fan content give: open to this viewer, sealed for them, or gone; and what writes take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import ClassVar, Final

from fandom.core.horizon import Position, episode_name
from fandom.media.values import Media
from fandom.shows.values import ShowRef

CAPTION_MAX = 500
BODY_MAX = 2000
SHORTEST_MS = 1_000
LONGEST_MS = 90_000
MEDIA_MAX = 4


@dataclass(frozen=True, slots=True)
class Face:
    """Who somebody is to others. `hue` is one of the twelve steps of 30, always the same for the same account.

    `avatar_url` is a path; edges put their origin before it.
    """

    id: str
    handle: str
    display_name: str
    hue: int
    avatar_url: str | None = None


@dataclass(frozen=True, slots=True)
class EpisodeRef:
    """`title` is empty when nobody has named the episode."""

    season: int
    number: int
    title: str

    @property
    def name(self) -> str:
        return episode_name(self.season, self.number)


@dataclass(frozen=True, slots=True)
class Can:
    edit: bool = False
    delete: bool = False
    moderate: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """`revealed`: past the viewer's horizon, open because they asked for it. `cluster`: in a ranked list, others of the
    same seconds for which it stands there.
    """

    sealed: ClassVar[bool] = False

    id: str
    version: int
    state: str
    show: ShowRef
    episode: EpisodeRef | None
    start_ms: int | None
    end_ms: int | None
    caption: str
    caption_html: str
    tags: tuple[str, ...]
    media: tuple[Media, ...]
    author: Face
    reactions: Mapping[str, int]
    reaction_count: int
    my_reactions: tuple[str, ...]
    comment_count: int
    reveals_at: Position | None
    watch_url: str | None
    created_at: datetime
    edited_at: datetime | None
    can: Can
    revealed: bool = False
    cluster: tuple["Open", ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """Past the viewer's horizon: there is nothing in here that could spoil. `reveals_episode` is a name, "s02e06"."""

    sealed: ClassVar[bool] = True

    id: str
    version: int
    state: str
    show: ShowRef
    episode: str | None
    author: Face
    reaction_count: int
    comment_count: int
    reveals_episode: str
    watch_url: str | None
    created_at: datetime
    edited_at: datetime | None
    can: Can


@dataclass(frozen=True, slots=True)
class OpenComment:
    sealed: ClassVar[bool] = False
    gone: ClassVar[bool] = False

    id: str
    version: int
    state: str
    moment_id: str
    show_id: str
    parent: str | None
    author: Face
    body: str
    body_html: str
    at_ms: int | None
    reveals_at: Position | None
    reactions: Mapping[str, int]
    reaction_count: int
    my_reactions: tuple[str, ...]
    created_at: datetime
    edited_at: datetime | None
    can: Can


@dataclass(frozen=True, slots=True)
class SealedComment:
    sealed: ClassVar[bool] = True
    gone: ClassVar[bool] = False

    id: str
    version: int
    moment_id: str
    show_id: str
    parent: str | None
    author: Face
    reveals_episode: str
    reaction_count: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A comment that is gone while replies to it are not. `by_author` tells taken back from taken away; `hidden`: it is
    there, but not for this viewer, who has muted or blocked its author or one of its words.
    """

    sealed: ClassVar[bool] = False
    gone: ClassVar[bool] = True

    id: str
    moment_id: str
    parent: str | None
    created_at: datetime
    by_author: bool
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What an answer to a reaction says."""

    reactions: Mapping[str, int]
    reaction_count: int
    my_reactions: tuple[str, ...]


class Unset(Enum):
    """What a request left out, where None says something."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True)
class Place:
    """A position as people name it: an episode of the show and, unless its end is meant, a time in it."""

    episode: tuple[int, int]
    position_ms: int | None = None


@dataclass(frozen=True, slots=True)
class MomentDraft:
    """`reveals_at` left out means the out point, else the end of the episode, else none; None spoils nothing.

    `media` are ids of the author's uploads, in the order they are shown. `clip` has the title's own video cut instead.
    """

    caption: str
    episode: tuple[int, int] | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    tags: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    clip: bool = False
    reveals_at: Place | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class MomentChange:
    """Only what is set changes; tags and media stand for all of them."""

    caption: str | Unset = UNSET
    episode: tuple[int, int] | Unset | None = UNSET
    start_ms: int | Unset | None = UNSET
    end_ms: int | Unset | None = UNSET
    tags: tuple[str, ...] | Unset = UNSET
    media: tuple[str, ...] | Unset = UNSET
    clip: bool | Unset = UNSET
    reveals_at: Place | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """`reveals_at` left out or None means that of the moment."""

    body: str
    parent: str | None = None
    at_ms: int | None = None
    reveals_at: Place | None = None


@dataclass(frozen=True, slots=True)
class CommentChange:
    body: str | Unset = UNSET
    at_ms: int | Unset | None = UNSET
    reveals_at: Place | Unset | None = UNSET


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and, below it, those that answer it; pages show it so."""

    comment: OpenComment | SealedComment | Tombstone
    replies: tuple["Thread", ...] = field(default=())
