"""Where a moment may lie in an episode, and from where on it spoils nothing any more. Pure."""

from dataclasses import dataclass

from fandom.core.errors import Invalid
from fandom.core.horizon import Position, episode_end
from fandom.posts.values import LONGEST_MS, SHORTEST_MS, UNSET, Place, Unset

FLOORED = "This was found to give away more than that. It can open later, but not earlier."


@dataclass(frozen=True, slots=True)
class Length:
    """An episode as far as its time goes; nobody may have told us how long it is."""

    season: int
    number: int
    duration_ms: int | None

    @property
    def end(self) -> Position:
        return episode_end(self.season, self.number, self.duration_ms)

    def at(self, ms: int) -> Position:
        return Position(self.season, self.number, ms)


@dataclass(frozen=True, slots=True)
class Seal:
    """From where on something opens, and how far its author cannot bring that back; None is nothing."""

    reveals_at: Position | None
    floor: Position | None = None


@dataclass(frozen=True, slots=True)
class Span:
    start_ms: int | None
    end_ms: int | None


def check_span(span: Span, episode: Length | None) -> None:
    """Both ends or none, in an episode, 1 to 90 seconds apart."""
    start, end = span.start_ms, span.end_ms
    if start is None and end is None:
        return
    if start is None or end is None:
        raise _refusal("start_ms" if start is None else "end_ms", "A moment has both a start and an end, or neither.")
    if episode is None:
        raise _refusal("episode", "A moment in time needs its episode.")
    if not SHORTEST_MS <= end - start <= LONGEST_MS:
        raise _refusal("end_ms", "A moment is between 1 and 90 seconds long.")
    check_time(start, episode, "start_ms")
    check_time(end, episode, "end_ms")


def check_time(ms: int | None, episode: Length | None, field: str) -> None:
    """Inside the episode; where it has no known length, no later than a day."""
    if ms is None:
        return
    if episode is None:
        raise _refusal(field, "There is no episode that this could be a time in.")
    if not 0 <= ms <= episode.end.ms:
        raise _refusal(field, "This is not inside the episode.")


def revealed_by_default(span: Span, episode: Length | None) -> Position | None:
    """The out point, else the end of the episode, else nothing."""
    if episode is None:
        return None
    return episode.end if span.end_ms is None else episode.at(span.end_ms)


def revealed_at(asked: Place | Unset | None, named: Length | None, otherwise: Position | None) -> Position | None:
    """What was asked for, in the episode that it names; left out, `otherwise`; None spoils nothing."""
    if asked is UNSET:
        return otherwise
    if not isinstance(asked, Place):
        return None
    if named is None:
        raise _refusal("reveals_at", "This show has no such episode.")
    check_time(asked.position_ms, named, "reveals_at")
    return named.end if asked.position_ms is None else named.at(asked.position_ms)


def above(floor: Position | None, reveals: Position | None, *, asked: bool) -> Position | None:
    """Where it opens when it may open no earlier than `floor`: who asked for less is refused, else it is the floor."""
    if floor is None or (reveals is not None and reveals.covers(floor)):
        return reveals
    if asked:
        raise _refusal("reveals_at", FLOORED)
    return floor


def _refusal(field: str, sentence: str) -> Invalid:
    return Invalid(errors={field: [sentence]})
