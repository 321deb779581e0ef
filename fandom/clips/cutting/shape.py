"""How large the clip of a film is: upright, of square pixels, at most 720 lines or as wide as those are. Pure."""

from dataclasses import dataclass
from fractions import Fraction

Size = tuple[int, int]
LONG, SHORT = 1280, 720
# Files say what they like; nothing that is meant to be seen is more oblong than this.
PROPORTION = 16


@dataclass(frozen=True, slots=True)
class Turn:
    """What is done to a frame as it lies, in this order: mirrored left to right, then turned clockwise."""

    mirrored: bool = False
    quarters: int = 0

    @property
    def sideways(self) -> bool:
        return self.quarters % 2 == 1


def turn_of(matrix: tuple[int, ...]) -> Turn:
    """By the nine numbers that a file gives for it; what is not a multiple of a quarter is left as it lies."""
    across, down = matrix[0:2], matrix[3:5]
    mirrored = across[0] * down[1] - across[1] * down[0] < 0
    if mirrored:
        across = (-across[0], -across[1])
    if abs(across[0]) >= abs(across[1]):
        return Turn(mirrored, 0 if across[0] >= 0 else 2)
    return Turn(mirrored, 1 if across[1] > 0 else 3)


def natural(size: Size, pixel: Fraction | None, turn: Turn) -> Size:
    """As the film is shown in full: `pixel` is how much wider one is than it is high."""
    wide = min(max(pixel or Fraction(1), Fraction(1, PROPORTION)), Fraction(PROPORTION))
    width, height = max(1, round(size[0] * wide)), size[1]
    return (height, width) if turn.sideways else (width, height)


def fitted(size: Size) -> Size:
    """Never larger than it is; even, as the encoder needs it."""
    long, short = max(size), min(size)
    ratio = min(Fraction(1), Fraction(LONG, long), Fraction(SHORT, short))
    return _even(size[0] * ratio), _even(size[1] * ratio)


def _even(length: Fraction) -> int:
    return max(2, round(length) // 2 * 2)
