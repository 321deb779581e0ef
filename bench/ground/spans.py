"""Whether a clip has exactly the frames of its span: told by the times that the film's packets have, and, where the
film moves enough for it, by what its first and its last frame show.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image, ImageChops, ImageStat

SIZE = (320, 180)
# Below this, frames look the same; and an encoder may be this much of the way from one frame to the next.
STILL, HALF = 0.5, 0.5


@dataclass(frozen=True)
class Found:
    """`outside`: how many frames too many; `fault`: why it is not exact, if so; `seen`: pictures say so too."""

    outside: int
    fault: str
    seen: bool


class Whole:
    """The film: when each of its frames is shown, without decoding it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with av.open(str(path)) as source:
            track = source.streams.video[0]
            assert track.time_base
            self.unit = Fraction(track.time_base)
            begin = max(Fraction(0), Fraction(source.start_time or 0, av.time_base))
            stamps = sorted(each.pts for each in source.demux(video=0) if each.pts is not None)
            self.times = [each * self.unit - begin for each in stamps]
            self.stamps = stamps

    def between(self, start_ms: int, end_ms: int) -> range:
        """Numbers of the frames that a clip of this span has."""
        return range(*(bisect_left(self.times, Fraction(each, 1000)) for each in (start_ms, end_ms)))

    def around(self, number: int) -> dict[int, Image.Image]:
        """What it and those beside it show."""
        wanted = {self.stamps[each]: each for each in (number - 1, number, number + 1) if 0 <= each < len(self.stamps)}
        with av.open(str(self.path)) as source:
            source.seek(min(wanted), stream=source.streams.video[0])
            shown = {}
            for frame in source.decode(video=0):
                if frame.pts in wanted:
                    shown[wanted[frame.pts]] = small(frame)
                if len(shown) == len(wanted):
                    break
            return shown


def examined(film: Whole, span: tuple[int, int], clip: Path) -> Found:
    wanted = film.between(*span)
    with av.open(str(clip), container_options={"ignore_editlist": "1"}) as source:
        shown = [(frame.pts * Fraction(frame.time_base), small(frame)) for frame in source.decode(video=0)]
    outside = max(0, len(shown) - len(wanted))
    if len(shown) != len(wanted):
        return Found(outside, f"{len(shown)} frames for {len(wanted)}", seen=False)
    if fault := _uneven([at for at, _ in shown], [film.times[each] for each in wanted]):
        return Found(outside, fault, seen=False)
    first, first_seen = _other(shown[0][1], film.around(wanted[0]), wanted[0], (-1, 1))
    # A slow last frame may be left as the one before it was; it is never like the one after it.
    last, last_seen = _other(shown[-1][1], film.around(wanted[-1]), wanted[-1], (1,))
    return Found(outside, first or last, seen=first_seen and last_seen)


def _uneven(found: Sequence[Fraction], wanted: Sequence[Fraction]) -> str:
    """Each as long after the first as in the film, to the millisecond."""
    for number, (here, there) in enumerate(zip(found, wanted, strict=True)):
        if abs((here - found[0]) - (there - wanted[0])) > Fraction(1, 1000):
            return f"frame {number} comes at {float(here - found[0]):.3f} s"
    return ""


def _other(found: Image.Image, film: dict[int, Image.Image], number: int, beside: Sequence[int]) -> tuple[str, bool]:
    """Which one it shows instead, and whether the film moves enough there to tell."""
    own, told = apart(found, film[number]), True
    for each in beside:
        if number + each not in film:
            continue
        step = apart(film[number], film[number + each])
        told = told and step > max(STILL, own)
        if step > STILL and own - apart(found, film[number + each]) > HALF * step:
            return f"frame {number} shows frame {number + each}", True
    return "", told


def small(frame: av.VideoFrame) -> Image.Image:
    plane = frame.reformat(*SIZE, "gray", interpolation="AREA").planes[0]
    return Image.frombytes("L", SIZE, bytes(plane), "raw", "L", plane.line_size, 1)


def apart(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])
