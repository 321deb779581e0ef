"""Films that several tests cut, made once."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from fandom.clips.cutting import glance, making
from tests.support import films
from tests.support.films import Recipe

Cut = Callable[[Path, int, int], "Made"]

MILLISECONDS = Fraction(1, 1000)
FRAMES = 50
UNEVEN = [0, 1, 40, 41, 300, 310, 700, 701, 702, 950, 1300, 1301, 1550, 1553, 1700, 1799, 1800]
RECIPES: dict[str, Recipe] = {
    "plain.mp4": Recipe(FRAMES),
    "uneven.mkv": Recipe(len(UNEVEN), MILLISECONDS, UNEVEN, sound=""),
    "uneven.mp4": Recipe(len(UNEVEN), Fraction(1, 90_000), [90 * each for each in UNEVEN]),
    "late.mkv": Recipe(FRAMES, MILLISECONDS, [10_000 + 40 * each for each in range(FRAMES)]),
    "late.ts": Recipe(FRAMES),
    "thirds.mp4": Recipe(FRAMES, Fraction(1, 30_000), [1001 * each for each in range(FRAMES)], sound=""),
    "hidden.mp4": Recipe(
        FRAMES, stamps=[512 * each - 6400 for each in range(FRAMES)], container={"avoid_negative_ts": "disabled"}
    ),
    "negative.mkv": Recipe(
        FRAMES, MILLISECONDS, [40 * each - 500 for each in range(FRAMES)], container={"avoid_negative_ts": "disabled"}
    ),
    "untimed.avi": Recipe(FRAMES, Fraction(1, 25), codec="mpeg4", options={"bf": "2", "g": "20"}, sound="libmp3lame"),
    "web.webm": Recipe(
        FRAMES, MILLISECONDS, codec="libvpx-vp9", options={"cpu-used": "8", "deadline": "realtime"}, sound="libopus"
    ),
    "deep.mp4": Recipe(FRAMES, format="yuv420p10le", sound=""),
    "odd.mp4": Recipe(FRAMES, size=(161, 97), format="yuv444p", sound=""),
    "mute.mp4": Recipe(FRAMES, sound=""),
    "turned.mp4": Recipe(25, turned=90),
    "larger.mp4": Recipe(FRAMES, size=(640, 384)),
    # What is heard begins at a second; nothing in its codec blurs when.
    "tone.mkv": Recipe(FRAMES, MILLISECONDS, sound="pcm_s16le", tone_from=1.0),
    "tone.ts": Recipe(FRAMES, sound="mp2", tone_from=1.0),
}


class Made:
    """What came of a cut, and what was said meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.quick: dict[str, Any] = {}
        self.said: list[dict[str, Any]] = []
        self.variants: list[dict[str, object]] = []

    @property
    def clip(self) -> Path:
        return self.folder / "clip.mp4"

    @property
    def numbers(self) -> list[int]:
        """Of all frames in the file, hidden ones too."""
        return [films.number_of(each) for _, each in films.pictures(self.clip)]


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    """It is cut in this process; what a process of its own adds has tests of its own."""

    def made(film: Path, start_ms: int, end_ms: int) -> Made:
        folder = tmp_path / f"{film.name} {start_ms} {end_ms}"
        folder.mkdir()
        found = Made(folder)
        found.quick = glance.take(film, glance.span_of(start_ms, end_ms), folder)
        found.variants = making.make(film, (start_ms, end_ms), folder, found.said.append)
        return found

    return made


@pytest.fixture(scope="session")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A film by its name, made when it is first asked for."""
    folder = tmp_path_factory.mktemp("films")

    def film(name: str) -> Path:
        path = folder / name
        return path if path.exists() else films.film(path, RECIPES[name])

    return film
