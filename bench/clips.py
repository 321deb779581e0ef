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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.ground.spans import Found, Whole, examined
from bench.table import Table, spread
from fandom.clips.cutting.apart import COMMAND
from fandom.config import ROOT, from_environment
from fandom.demo.gallery import FILM

MINIMAL = (sys.executable, "-E", "-s", "-m", "bench.ground.minimal_clip")
LENGTH_MS, ROUNDS, SPANS, AT_ONCE = 5000, 2, 100, 2
RATIO, POSTER_S, MEMORY_MB = 1.15, 0.5, 400
PLACES_MS = (20_300, 101_010, 199_999, 305_500, 412_345)


@dataclass(frozen=True)
class Used:
    cpu_s: float
    wall_s: float
    poster_s: float
    memory_mb: float

    def __add__(self, then: "Used") -> "Used":
        """One after the other, of which the first makes the poster."""
        most = max(self.memory_mb, then.memory_mb)
        return Used(self.cpu_s + then.cpu_s, self.wall_s + then.wall_s, self.poster_s, most)


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
    faults, outside, seen = _accuracy(film)
    table.add(f"exact ends of {SPANS} spans", SPANS - len(faults), "", SPANS, _held(not faults))
    table.add("frames outside", outside, "", 0, _held(outside == 0))
    said = [f"{ratio:.2f} of the least's CPU seconds (bar {RATIO}), over {len(product)} rounds by turns."]
    said.append(f"In {seen} spans the film moves enough at both ends for pictures to tell; the others go by times.")
    table.note = "\n".join([*said, *faults])
    return table


def _held(held: bool) -> str:
    return "held" if held else "missed"


def _by_turns(film: Path) -> tuple[list[Used], list[Used]]:
    product, least = [], []
    for _ in range(ROUNDS):
        for place in PLACES_MS:
            span = (str(place), str(place + LENGTH_MS))
            with tempfile.TemporaryDirectory() as made:
                first = _used([*COMMAND, "poster", *span, str(film), made])
                product.append(first + _used([*COMMAND, "cut", *span, str(film), made]))
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


def _accuracy(film: Path) -> tuple[list[str], int, int]:
    """What is wrong with which span, how many frames lie outside, and how many spans pictures could tell of."""
    whole, chance = Whole(film), random.Random(1)
    last = int(whole.times[-1] * 1000)
    starts = [chance.randrange(0, last - 5000) for _ in range(SPANS)]
    spans = [(start, start + chance.randrange(300, 1500)) for start in starts]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda span: _examined(whole, span), spans))
    faults = [f"{span}: {each.fault}" for span, each in zip(spans, found, strict=True) if each.fault]
    return faults, sum(each.outside for each in found), sum(each.seen for each in found)


def _examined(whole: Whole, span: tuple[int, int]) -> Found:
    with tempfile.TemporaryDirectory() as made:
        _used([*COMMAND, "cut", *map(str, span), str(whole.path), made])
        return examined(whole, span, Path(made) / "clip.mp4")
