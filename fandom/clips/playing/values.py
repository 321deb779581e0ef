"""What a player is given of a film. Addresses are paths; times are milliseconds of the film's own time."""

from dataclasses import dataclass

from fandom.core.viewer import SYSTEM, Viewer


@dataclass(frozen=True, slots=True)
class Sprite:
    """One picture of many small ones, row by row: the first is of 0, each next one of `every_ms` later.

    `width` and `height` are those of one of them.
    """

    url: str
    columns: int
    rows: int
    every_ms: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Subtitles:
    """As WebVTT. `language` is as its file has it, or empty; `label` is for people, never empty."""

    url: str
    language: str
    label: str


@dataclass(frozen=True, slots=True)
class Film:
    """`playable`: whether browsers can, by what is said of it. Sprite, subtitles and cuts come some time after the film
    itself. `rate` is how many frames there are in a second, on average; 0 is unknown.
    """

    file_id: str
    url: str
    type: str
    duration_ms: int
    width: int
    height: int
    playable: bool
    sprite: Sprite | None = None
    subtitles: tuple[Subtitles, ...] = ()
    cuts_ms: tuple[int, ...] = ()
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Opened:
    """A film that nobody has gone through yet, for those who do."""

    file_id: str
    path: str
    stamp: str
    duration_ms: int


def may_watch(viewer: Viewer, watching: str) -> bool:
    """`watching` is the right of that name of the title's fandom."""
    return viewer is SYSTEM or watching == "everyone" or (watching == "fans" and viewer.signed_in)
