"""How much a voice counts that says "this gives away more", and what many of them come to. Pure.

A voice weighs what the record of its owner is worth: the lower bound of Wilson's score interval for the share of their
reports that were upheld (E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal
of the American Statistical Association 22, 1927, pp. 209-212), as Evan Miller proposed for ratings ("How Not To Sort By
Average Rating", 2009). With few reports it stays near 0 however good they were, and it never reaches 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from fandom.core.horizon import Position

Z = 1.96  # 95 % of the interval, both its ends
PROVEN_BY = 3  # authors about whom one was right; below it a voice is a report like any other
LEAST = 1 / 3
ENOUGH = 1.0  # two voices that were right about four each, or three about three each; never one alone


@dataclass(frozen=True, slots=True)
class Record:
    """Of one reporter. `upheld` counts authors, so that nobody gets far by reporting one friend; `dismissed` counts
    reports. `here` is what came of their reports in this very show.
    """

    upheld: int = 0
    dismissed: int = 0
    upheld_here: int = 0
    dismissed_here: int = 0

    @property
    def weight(self) -> float:
        """0 for the unproven, and for who is wrong in this show more often than right; always below 1."""
        if self.upheld < PROVEN_BY or self.dismissed_here > self.upheld_here:
            return 0.0
        bound = lower_bound(self.upheld, self.upheld + self.dismissed)
        return bound if bound >= LEAST else 0.0


@dataclass(frozen=True, slots=True)
class Voice:
    """Says that it gives away what happens up to `reveals`."""

    reporter_id: str = field(compare=False)
    reveals: Position
    weight: float


def lower_bound(right: int, of: int) -> float:
    """Of the share of what was right, with 95 % confidence; 0 of nothing."""
    if of == 0:
        return 0.0
    share, square = right / of, Z * Z
    spread = Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, (share + square / (2 * of) - spread) / (1 + square / of))


def furthest(voices: Iterable[Voice], present: Position | None) -> Position | None:
    """The furthest position past `present` that has enough weight at or beyond it, None when there is none.

    Seasons before specials: a special lies on no line, so that only those who name the same one agree.
    """
    further = [each for each in voices if each.weight > 0 and _goes_on(present, each.reveals)]
    named = {each.reveals for each in further}
    carried = [each for each in named if _weight(further, each) >= ENOUGH]
    return max(carried, key=lambda each: (not each.special, each), default=None)


def carrying(voices: Iterable[Voice], reveals: Position) -> list[Voice]:
    """Those by whose word it is that far."""
    return [each for each in voices if each.weight > 0 and each.reveals.covers(reveals)]


def _goes_on(present: Position | None, reveals: Position) -> bool:
    return present is None or (reveals.covers(present) and reveals != present)


def _weight(voices: Iterable[Voice], reveals: Position) -> float:
    """Added up in one order, whichever they came in."""
    return sum(sorted(each.weight for each in carrying(voices, reveals)))
