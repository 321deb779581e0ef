"""What happens to films and to the clips cut from them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceNamed:
    """A video of this episode is to be looked at."""

    show_id: str
    season: int
    number: int


@dataclass(frozen=True, slots=True)
class SourceReady:
    """It was looked at, and clips can be cut from it."""

    show_id: str
    season: int
    number: int


@dataclass(frozen=True, slots=True)
class PosterWanted:
    """The first frame of a clip, and then the rest."""

    file_id: str


@dataclass(frozen=True, slots=True)
class RenderWanted:
    """Its first frame can be seen already."""

    file_id: str


@dataclass(frozen=True, slots=True)
class PosterReady:
    """The clip is still being made; its first frame can be seen."""

    file_id: str


@dataclass(frozen=True, slots=True)
class SmallerWanted:
    """The clip is ready; some browsers are to get it in fewer bytes."""

    file_id: str


@dataclass(frozen=True, slots=True)
class RenderReplaced:
    """The same frames are ready in another file, which is to be shown instead."""

    file_id: str
    by_id: str


@dataclass(frozen=True, slots=True)
class RenderAdvanced:
    file_id: str
    percent: int
