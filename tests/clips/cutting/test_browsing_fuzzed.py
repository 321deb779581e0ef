"""Going through films of which some bytes are others, and through the heaviest there are."""

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from fandom.clips.cutting import apart
from fandom.clips.cutting.reasons import REASONS
from fandom.config import ROOT
from tests.clips.cutting.test_apart import refusal_of
from tests.clips.cutting.test_fuzzed import HEAVY, NAMES, mutated
from tests.support import films


def tried(film: Callable[[str], Path], folder: Path, seed: int) -> str | None:
    """Why it was refused, or None. Anything else fails the test."""
    path, made = folder / f"{seed}.mp4", folder / str(seed)
    path.write_bytes(mutated(film(NAMES[seed % len(NAMES)]).read_bytes(), seed))
    made.mkdir()
    code = refusal_of(partial(apart.browse, path, 2000, made))
    assert code in {None, *REASONS}
    if (made / "sprite.jpg").exists():
        with Image.open(made / "sprite.jpg") as sheet:
            assert sheet.width <= 320
    return code


def test_damaged_ones(reel: Callable[[str], Path], tmp_path: Path) -> None:
    assert None in {tried(reel, tmp_path, seed) for seed in range(8)}


@pytest.mark.long
def test_a_hundred_damaged_ones(reel: Callable[[str], Path], tmp_path: Path) -> None:
    assert len([tried(reel, tmp_path, seed) for seed in range(100, 200)]) == 100


@pytest.mark.long
@pytest.mark.parametrize("name", HEAVY)
def test_the_heaviest_stay_below_400_megabytes(tmp_path: Path, name: str) -> None:
    film = films.film(tmp_path / "heavy.mp4", HEAVY[name])
    script = (
        "import sys, resource, subprocess\nsubprocess.run(sys.argv[1:], check=False)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [*apart.COMMAND, "browse", str(film), "320", str(tmp_path)]
    done = subprocess.run(
        [apart.COMMAND[0], "-c", script, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(done.stdout.splitlines()[-1]) * 1024 <= 400_000_000
