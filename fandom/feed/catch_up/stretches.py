"""The arithmetic of what waits: stretches of a story, opened by moves and read from its beginning. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fandom.core.horizon import Horizon

# Past every key there can be.
END = 1 << 62
# Of one fan in one show. Years of evenings make fewer; somebody who moves by milliseconds would make any number.
MOST = 1000
NOTHING = ""


class Range(NamedTuple):
    """Keys, both ends included."""

    low: int
    high: int


class Spot(NamedTuple):
    """Where a moment stands in the order of the story."""

    key: int
    id: str


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Of the moments in it those wait that are after `read_to` and not after `newest`."""

    low: int
    high: int
    read_to: str
    newest: str

    @property
    def waits(self) -> bool:
        return self.read_to < self.newest


Stretches = tuple[Stretch, ...]


def ranges(horizon: Horizon) -> tuple[Range, ...]:
    return tuple(Range(low, END if high is None else high) for low, high in horizon.keys)


def opened(before: Horizon, after: Horizon) -> tuple[Range, ...]:
    """What is reached now and was not."""
    left = list(ranges(after))
    for gone in ranges(before):
        left = [part for each in left for part in _without(each, gone)]
    return tuple(left)


def waiting(known: Iterable[Stretch], fresh: Iterable[Range], newest: str) -> Stretches:
    """`fresh`, none of which overlaps another, was opened when `newest` was the newest; what was read stays read."""
    fresh = tuple(fresh)
    pieces = _cut(known, fresh)
    seen = [replace(each, newest=max(each.newest, newest)) if _within(each, fresh) else each for each in pieces]
    gaps = list(fresh)
    for each in pieces:
        gaps = [part for gap in gaps for part in _without(gap, Range(each.low, each.high))]
    return _joined([*seen, *(Stretch(low, high, NOTHING, newest) for low, high in gaps)])


def read(known: Iterable[Stretch], reached: Iterable[Range], upto: Spot | None) -> Stretches:
    """All that waits within `reached` up to this spot of the story has been read; None is the end of it."""
    reached = tuple(reached)
    key = END if upto is None else upto.key
    passed, last = _clipped(reached, 0, key - 1), _clipped(reached, key, key) if upto else ()
    pieces = _cut(known, (*passed, *last))
    return _joined(
        replace(each, read_to=each.newest)
        if _within(each, passed)
        else replace(each, read_to=max(each.read_to, min(upto.id, each.newest)))
        if upto and _within(each, last)
        else each
        for each in pieces
    )


def below(known: Iterable[Stretch], low: int) -> Stretch | None:
    """The stretch that ends where this begins, if nothing of it has been read."""
    return next((each for each in known if each.high + 1 == low and each.read_to == NOTHING), None)


def few(found: Stretches) -> Stretches:
    """At most `MOST`, but for those that lie apart: of two neighbours that become one the less read counts, so that
    something may be told twice, and nothing never.
    """
    made = list(found)
    while len(made) > MOST:
        pairs = [_paired(made[at : at + 2]) for at in range(0, len(made), 2)]
        if sum(map(len, pairs)) == len(made):
            break
        made = [each for pair in pairs for each in pair]
    return tuple(made)


def _paired(two: list[Stretch]) -> list[Stretch]:
    if len(two) < 2 or two[0].high + 1 != two[1].low:
        return two
    one, other = two
    read_to = min(one.read_to, other.read_to)
    newest = max(one.newest, other.newest) if one.waits or other.waits else read_to
    return [Stretch(one.low, other.high, read_to, newest)]


def _cut(known: Iterable[Stretch], at: Sequence[Range]) -> list[Stretch]:
    """In pieces, each of which lies within one of the ranges or outside all of them."""
    pieces = list(known)
    for edge in {edge for low, high in at for edge in (low, high + 1)}:
        pieces = [part for each in pieces for part in _halves(each, edge)]
    return pieces


def _halves(each: Stretch, edge: int) -> tuple[Stretch, ...]:
    if not each.low < edge <= each.high:
        return (each,)
    return replace(each, high=edge - 1), replace(each, low=edge)


def _without(each: Range, gone: Range) -> tuple[Range, ...]:
    parts = (Range(each.low, min(each.high, gone.low - 1)), Range(max(each.low, gone.high + 1), each.high))
    return tuple(part for part in parts if part.low <= part.high)


def _clipped(found: Iterable[Range], low: int, high: int) -> tuple[Range, ...]:
    parts = (Range(max(each.low, low), min(each.high, high)) for each in found)
    return tuple(part for part in parts if part.low <= part.high)


def _within(each: Stretch, among: Iterable[Range]) -> bool:
    return any(low <= each.low and each.high <= high for low, high in among)


def _joined(found: Iterable[Stretch]) -> Stretches:
    """Neighbours of whom the same is known become one."""
    made: list[Stretch] = []
    for each in sorted(found):
        last = made[-1] if made else None
        if last and last.high + 1 == each.low and (last.read_to, last.newest) == (each.read_to, each.newest):
            made[-1] = replace(last, high=each.high)
        else:
            made.append(each)
    return tuple(made)
