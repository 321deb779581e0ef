"""The hundred bins of an episode: their arithmetic, and what a read of them gives. Pure."""

from dataclasses import dataclass

from fandom.core.horizon import Horizon, Position

BINS = 100
# Fewer fans than this are nobody: who they are could be guessed.
LEAST = 5
# What the bins lie over where nobody has said how long an episode is: as far as anybody's tells nothing.
UNTOLD_MS = 3 * 60 * 60 * 1000

Episode = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """How many fans have a moment in each hundredth of `duration_ms`, as far as this viewer has got: None past that.

    `reached_ms` is how far they are in it.
    """

    episode: str
    duration_ms: int
    bins: tuple[int | None, ...]
    reached_ms: int


def reached_ms(horizon: Horizon, episode: Episode, length_ms: int) -> int:
    """How far into this episode everybody with this horizon is."""
    season, number = episode
    if horizon.everything:
        return length_ms
    if season == 0:
        return max(0, min(horizon.specials.get(number, 0), length_ms))
    upto = horizon.upto
    if upto is None or (upto.season, upto.number) < episode:
        return 0
    return min(upto.ms, length_ms) if (upto.season, upto.number) == episode else length_ms


def whole_bins(ms: int, length_ms: int) -> int:
    """How many lie before this time with all they have."""
    return min(BINS, ms * BINS // length_ms)


def comparable(episode: Episode) -> tuple[int, int]:
    """The keys that lie on one line with this episode: those of all numbered ones, or of this one special."""
    season, number = episode
    if season:
        return Position(1, 0, 0).key, 1 << 62
    return Position(0, number, 0).key, Position(0, number + 1, 0).key - 1
