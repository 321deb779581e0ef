"""What reads of films give, and what a clip is asked for with."""

import hashlib
from dataclasses import dataclass

# What is in a clip beside its frames. Raise it when clips are made otherwise: they are made anew when asked for again,
# and those that are there by `flask clips rerender`.
PROFILE = "h264-720p-1"

Episode = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """Of the film's own time, in milliseconds; frames from `start_ms` on and before `end_ms`."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Source:
    """A film that can be cut."""

    show_id: str
    season: int
    number: int
    path: str
    stamp: str
    duration_ms: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clip that was asked for: which file it is or will be, and what is in it."""

    key: str
    file_id: str
    show_id: str
    season: int
    number: int
    path: str
    profile: str
    start_ms: int
    end_ms: int

    @property
    def span(self) -> Span:
        return Span(self.start_ms, self.end_ms)


def key_of(stamp: str, span: Span, profile: str) -> str:
    said = f"{stamp} {span.start_ms} {span.end_ms} {profile}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]
