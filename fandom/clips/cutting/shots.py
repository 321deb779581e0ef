"""Where one shot ends and the next begins, by how much each picture differs from the one before it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from PIL import Image, ImageChops, ImageStat

# Small enough to be compared quickly, and what moves within a shot hardly shows in it.
SIZE = (64, 36)
BAND = 8
# Measured on animation and on film: cuts lie at 0.35 and above, motion stays below; and around a cut it is calm, while
# lightning and shaking cameras differ again and again.
APART, CALM, AROUND = 0.35, 1.8, 2


@dataclass(frozen=True, slots=True)
class Look:
    """A picture in small: its grey values, and how many there are of each band of them."""

    grey: Image.Image
    bands: tuple[int, ...]

    def apart(self, other: "Look") -> float:
        """From 0, the same, to 3: how differently light is shared out, and twice how differently it is placed."""
        shared = sum(abs(a - b) for a, b in zip(self.bands, other.bands, strict=True)) / (2 * SIZE[0] * SIZE[1])
        placed = ImageStat.Stat(ImageChops.difference(self.grey, other.grey)).mean[0] / 255
        return float(shared + 2 * placed)


@dataclass(frozen=True, slots=True)
class Seen:
    """When a picture comes, when the one before it came (seconds), and how far it is from that."""

    at: Fraction
    before: Fraction
    apart: float


class Eye:
    """Looks at frames as they come."""

    def __init__(self) -> None:
        self._scale = VideoReformatter()

    def look(self, frame: VideoFrame) -> Look:
        small = self._scale.reformat(frame, *SIZE, "gray", interpolation=Interpolation.FAST_BILINEAR, threads=1)
        plane = small.planes[0]
        grey = Image.frombytes("L", SIZE, bytes(plane), "raw", "L", plane.line_size, 1)
        counts = grey.histogram()
        return Look(grey, tuple(sum(counts[at : at + BAND]) for at in range(0, 256, BAND)))


def cuts(seen: Sequence[Seen]) -> list[Seen]:
    """Those with which a shot begins. `seen` is in the order in which they are shown."""
    return [each for at, each in enumerate(seen) if each.apart > APART and each.apart > CALM * _around(seen, at)]


def _around(seen: Sequence[Seen], at: int) -> float:
    near = [*seen[max(0, at - AROUND) : at], *seen[at + 1 : at + 1 + AROUND]]
    return max((each.apart for each in near), default=0.0)
