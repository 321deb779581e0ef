"""Films of which some bytes are others, and the heaviest there are: refused or cut, and nothing else is the worse."""

import random
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from fandom.clips.cutting import apart
from fandom.clips.cutting.reasons import REASONS, TOO_HEAVY
from fandom.config import ROOT
from tests.clips.cutting.test_apart import Heard, refusal_of
from tests.support import films
from tests.support.films import Recipe

NAMES = ("plain.mp4", "late.mkv", "late.ts", "untimed.avi", "web.webm")
SPAN = (400, 600)


def mutated(film: bytes, seed: int) -> bytes:
    """Some bytes here and there, or all of a stretch, most often near an end, where indices are."""
    chance, data = random.Random(seed), bytearray(film)
    for _ in range(chance.choice((1, 3, 30))):
        at = int(len(data) * chance.betavariate(0.4, 0.6))
        length = chance.choice((1, 1, 4, 64))
        data[at : at + length] = chance.randbytes(len(data[at : at + length]))
    return bytes(data)


def tried(film: Callable[[str], Path], folder: Path, seeds: range) -> Iterator[str | None]:
    """Why each was refused, or None. Anything else fails the test."""
    for seed in seeds:
        path, made = folder / f"{seed}.mp4", folder / str(seed)
        path.write_bytes(mutated(film(NAMES[seed % len(NAMES)]).read_bytes(), seed))
        made.mkdir()
        code = refusal_of(partial(apart.cut, path, SPAN, made, Heard()))
        assert (made / "clip.mp4").exists() is (code is None)
        # What is shown of a damaged film is not much, but it is no more than was asked for.
        assert code in REASONS or len(films.pictures(made / "clip.mp4")) <= 20
        yield code


def test_twenty_that_are_damaged(reel: Callable[[str], Path], tmp_path: Path) -> None:
    found = list(tried(reel, tmp_path, range(20)))
    assert None in found
    assert len(set(found)) > 2


@pytest.mark.long
def test_two_hundred_that_are_damaged(reel: Callable[[str], Path], tmp_path: Path) -> None:
    assert len(list(tried(reel, tmp_path, range(100, 300)))) == 200


@pytest.mark.long
@pytest.mark.parametrize("seed", range(500, 520))
def test_damaged_ones_are_probed_or_refused(reel: Callable[[str], Path], tmp_path: Path, seed: int) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(mutated(reel(NAMES[seed % len(NAMES)]).read_bytes(), seed))
    assert refusal_of(partial(apart.probe, path)) in {None, *REASONS}


HEAVY = {
    "8k": Recipe(4, size=(7680, 4320), sound="", options={"preset": "ultrafast", "g": "4", "refs": "1"}),
    "8k of many references": Recipe(
        8, size=(7680, 4320), sound="", options={"preset": "ultrafast", "x264-params": "ref=6:bframes=3:b-adapt=0"}
    ),
    "4k of ten bits": Recipe(
        8,
        size=(3840, 2160),
        format="yuv420p10le",
        codec="libx265",
        sound="",
        options={"preset": "ultrafast", "x265-params": "log-level=none"},
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("name", HEAVY)
def test_the_heaviest_stay_below_400_megabytes(tmp_path: Path, name: str) -> None:
    film, made = films.film(tmp_path / "heavy.mp4", HEAVY[name]), tmp_path / "made"
    made.mkdir()
    # A shell of its own: memory is counted from that of the parent on, and this one has been drawing.
    script = (
        "import sys, resource, subprocess\nsubprocess.run(sys.argv[1:], check=False)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [*apart.COMMAND, "cut", "0", "300", str(film), str(made)]
    done = subprocess.run(
        [apart.COMMAND[0], "-c", script, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    *_, last, memory = done.stdout.splitlines()
    assert int(memory) * 1024 <= 400_000_000
    assert '"variants"' in last or last == f'{{"refused": "{TOO_HEAVY}"}}'
    if name == "4k of ten bits":
        assert (made / "clip.mp4").exists()
