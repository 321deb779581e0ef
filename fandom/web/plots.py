"""Geometry of plots, for SVG: where lines run, and nothing of how they look. The table beside each says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

WIDE, HIGH = 640, 160
STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Spot:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """`top` is the value at the upper edge; `peak` the first of the highest values, None where all is 0."""

    width: int
    height: int
    top: float
    spots: tuple[Spot, ...]
    peak: int | None

    @property
    def line(self) -> str:
        return "M" + "L".join(f"{_short(spot.x)} {_short(spot.y)}" for spot in self.spots) if self.spots else ""

    @property
    def area(self) -> str:
        """What lies under the line."""
        if not self.spots:
            return ""
        return f"{self.line}L{_short(self.spots[-1].x)} {self.height}L{_short(self.spots[0].x)} {self.height}z"

    @property
    def rule(self) -> float:
        """Where half of `top` is."""
        return self.height / 2

    @property
    def high(self) -> Spot | None:
        return self.spots[self.peak] if self.peak is not None else None


def plot(values: Sequence[float], *, width: int = WIDE, height: int = HIGH, top: float | None = None) -> Plot:
    """Evenly from left to right; one value alone runs through. Nothing is ever drawn outside."""
    top = round_up(max(values, default=0)) if top is None else top
    drawn = list(values) * 2 if len(values) == 1 else list(values)
    step = width / max(1, len(drawn) - 1)
    spots = tuple(Spot(n * step, height * (1 - min(max(value, 0), top) / top)) for n, value in enumerate(drawn))
    highest = max(values, default=0)
    return Plot(width, height, top, spots, values.index(highest) if highest > 0 else None)


def round_up(value: float) -> int:
    """To a round number that is even, so that the half of it can be said."""
    size = int(10 ** floor(log10(max(value, 2))))
    return next(step * size for step in STEPS if step * size >= value and step * size % 2 == 0)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
