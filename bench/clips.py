"""Making the set of a clip beside the least that makes it, when its poster is there, and whether its ends are exact.

From the whole of Big Buck Bunny, which lies in the data folder.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median

import av
from PIL import Image, ImageChops, ImageStat

from bench.table import Table, spread
from fandom.clips.cutting.apart import COMMAND
from fandom.config import ROOT, from_environment
from fandom.demo.gallery import FILM

MINIMAL = (sys.executable, "-E", "-s", "-m", "bench.ground.minimal_clip")
LENGTH_MS, ROUNDS, SPANS = 5000, 3, 100
RATIO, POSTER_S, MEMORY_MB = 1.15, 0.5, 400
PLACES_MS = (20_300, 101_010, 199_999, 305_500, 412_345)
RATE = 24
SMALL = (96, 54)


@dataclass(frozen=True)
class Used:
    cpu_s: float
    wall_s: float
    poster_s: float
    memory_mb: float


def run() -> Table:
    film = (from_environment().data / FILM).resolve()
    if not film.is_file():
        return Table(["clips"], note=f"skipped: there is no {film}")
    table = Table(["what", "the product", "the least", "bar", ""])
    product, least = _by_turns(film)
    ratio = sum(each.cpu_s for each in product) / sum(each.cpu_s for each in least)
    table.add(
        "CPU seconds of a 5 s clip",
        spread([each.cpu_s for each in product]),
        spread([each.cpu_s for each in least]),
        f"{RATIO} ×",
        _held(ratio <= RATIO),
    )
    posters = [each.poster_s for each in product]
    table.add("its poster after, s", spread(posters), "", POSTER_S, _held(median(posters) <= POSTER_S))
    memory = max(each.memory_mb for each in product)
    table.add("most memory, MB", memory, max(each.memory_mb for each in least), MEMORY_MB, _held(memory <= MEMORY_MB))
    exact, outside = _accuracy(film)
    table.add(f"exact ends of {SPANS} spans", exact, "", SPANS, _held(exact == SPANS))
    table.add("frames outside", outside, "", 0, _held(outside == 0))
    table.note = f"{ratio:.2f} of the least's CPU seconds (bar {RATIO}), over {len(product)} rounds by turns"
    return table


def _held(held: bool) -> str:
    return "held" if held else "missed"


def _by_turns(film: Path) -> tuple[list[Used], list[Used]]:
    product, least = [], []
    for _ in range(ROUNDS):
        for place in PLACES_MS:
            span = (str(place), str(place + LENGTH_MS))
            with tempfile.TemporaryDirectory() as made:
                product.append(_used([*COMMAND, "cut", *span, str(film), made]))
            with tempfile.TemporaryDirectory() as made:
                least.append(_used([*MINIMAL, str(film), *span, made]))
    return product, least


def _used(command: Sequence[str]) -> Used:
    began = time.perf_counter()
    # Not by way of a child of this process as it is: memory is counted from that of the parent on.
    process = subprocess.Popen(command, cwd=ROOT, env={}, stdout=subprocess.PIPE)
    with process.stdout as out:
        out.readline()
        poster = time.perf_counter() - began
        said = out.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    wall = time.perf_counter() - began
    return Used(used.ru_utime + used.ru_stime, wall, poster, used.ru_maxrss / 1024)


def _accuracy(film: Path) -> tuple[int, int]:
    """Each frame of the film in small, by one pass from its beginning: what the ends of clips are held against."""
    whole, chance = _in_small(film), random.Random(1)
    exact = outside = 0
    for _ in range(SPANS):
        start = chance.randrange(0, len(whole) * 1000 // RATE - 5000)
        end = start + chance.randrange(1000, 4000)
        first, beyond = -(-start * RATE // 1000), -(-end * RATE // 1000)
        with tempfile.TemporaryDirectory() as made:
            _used([*COMMAND, "cut", str(start), str(end), str(film), made])
            found = _in_small(Path(made) / "clip.mp4", ignore_editlist="1")
            even = _even(Path(made) / "clip.mp4")
        wanted = beyond - first
        outside += max(0, len(found) - wanted)
        # An encoder may leave a slow last frame as the one before it was, but never makes it like the one after it.
        ends = _is(found[0], first, whole, (-1, 1)) and _is(found[-1], beyond - 1, whole, (1,))
        exact += len(found) == wanted and even and ends
    return exact, outside


def _in_small(path: Path, **options: str) -> list[Image.Image]:
    with av.open(str(path), container_options=options) as source:
        source.streams.video[0].thread_type = "AUTO"
        return [_thumbnail(frame) for frame in source.decode(video=0)]


def _thumbnail(frame: av.VideoFrame) -> Image.Image:
    plane = frame.reformat(*SMALL, "gray", interpolation="AREA").planes[0]
    return Image.frombytes("L", SMALL, bytes(plane), "raw", "L", plane.line_size, 1)


def _even(path: Path) -> bool:
    """Whether none is missing between the first and the last."""
    with av.open(str(path)) as source:
        unit = source.streams.video[0].time_base
        times = sorted(packet.pts * unit for packet in source.demux(video=0) if packet.size)
    return times == [Fraction(number, RATE) for number in range(len(times))]


def _is(picture: Image.Image, number: int, whole: list[Image.Image], beside: Sequence[int]) -> bool:
    """Nearer to it than to the frames beside it, but for those that look the same."""
    near = _apart(picture, whole[number])
    others = [whole[number + each] for each in beside if 0 <= number + each < len(whole)]
    return all(near <= _apart(picture, each) or _apart(whole[number], each) < 0.5 for each in others)


def _apart(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])
