"""A clip has the frames that were asked for, from the first to the last, and no other."""

import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from fandom.clips.cutting.reasons import STILL, Refused
from tests.clips.cutting.conftest import RECIPES, Cut
from tests.support import films


def frames_of(film: Path) -> list[tuple[Fraction, int]]:
    """As a player shows them: its clock begins where the file does, but not before 0 for sound that primes."""
    with av.open(str(film)) as source:
        begin = max(Fraction(0), Fraction(source.start_time, av.time_base))
        return [
            (each.pts * Fraction(each.time_base) - begin, films.number_of(each.to_image()))
            for each in source.decode(video=0)
            if each.pts is not None
        ]


def wanted(film: Path, start_ms: int, end_ms: int) -> list[int]:
    return [number for time, number in frames_of(film) if start_ms <= 1000 * time < end_ms]


@pytest.mark.parametrize(
    "name", [name for name in RECIPES if not name.startswith(("turned", "tone", "larger", "mute"))]
)
def test_random_spans(reel: Callable[[str], Path], cut: Cut, name: str) -> None:
    film, chance = reel(name), random.Random(name)
    for _ in range(2):
        start = chance.randrange(0, 1500)
        end = start + chance.randrange(400, 800)
        assert cut(film, start, end).numbers == wanted(film, start, end), (start, end)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"), [(0, 40, 0, 0), (40, 81, 1, 2), (39, 120, 1, 2), (960, 2000, 24, 49)]
)
def test_ends_that_lie_on_a_frame(
    reel: Callable[[str], Path], cut: Cut, start: int, end: int, first: int, last: int
) -> None:
    assert cut(reel("plain.mp4"), start, end).numbers == list(range(first, last + 1))


def test_a_frame_at_a_third_of_a_millisecond(reel: Callable[[str], Path], cut: Cut) -> None:
    """The third one comes at 66.7 ms: a float that is rounded either way would be wrong at one end."""
    film = reel("thirds.mp4")
    assert cut(film, 66, 100).numbers == [2]
    assert cut(film, 67, 101).numbers == [3]


def test_a_span_in_which_nothing_changes_is_refused(reel: Callable[[str], Path], cut: Cut) -> None:
    with pytest.raises(Refused) as refusal:
        cut(reel("uneven.mkv"), 100, 290)
    assert refusal.value.code == STILL


def test_the_time_between_frames_is_kept(reel: Callable[[str], Path], cut: Cut) -> None:
    for name in ("uneven.mkv", "uneven.mp4"):
        made = cut(reel(name), 290, 1560)
        times = [1000 * time for time, _ in films.pictures(made.clip, hidden=False)]
        assert times == [0, 10, 400, 401, 402, 650, 1000, 1001, 1250, 1253]


def test_the_last_frame_stays_until_the_end(reel: Callable[[str], Path], cut: Cut) -> None:
    """It is on the screen when the span ends, though it came long before."""
    made = cut(reel("uneven.mp4"), 0, 690)
    with av.open(str(made.clip)) as source:
        video = source.streams.video[0]
        assert video.duration * video.time_base == Fraction(690, 1000)
    assert made.said[0]["poster"]["duration_ms"] == 690  # type: ignore[index]


def test_from_the_middle_of_a_group_of_frames(reel: Callable[[str], Path], cut: Cut) -> None:
    """Its key frame lies half a second before it, and must not be in the file."""
    made = cut(reel("plain.mp4"), 1440, 1600)
    assert made.numbers == [36, 37, 38, 39]
    with av.open(str(made.clip), container_options={"ignore_editlist": "1"}) as source:
        assert sum(bool(packet.size) for packet in source.demux(video=0)) == 4


@pytest.mark.parametrize("name", ["plain.mp4", "late.mkv", "uneven.mkv", "hidden.mp4"])
def test_the_poster_is_the_first_frame(reel: Callable[[str], Path], cut: Cut, name: str) -> None:
    from PIL import Image

    film = reel(name)
    made = cut(film, 645, 1555)
    with Image.open(made.folder / "320.jpg") as jpeg, Image.open(made.folder / "320.avif") as avif:
        assert {films.number_of(jpeg), films.number_of(avif)} == {wanted(film, 645, 1555)[0]}
    assert list(made.said[0]) == ["poster"]


def test_the_preview_has_only_frames_of_the_clip(reel: Callable[[str], Path], cut: Cut) -> None:
    from PIL import Image, ImageSequence

    made = cut(reel("plain.mp4"), 400, 1400)
    with Image.open(made.folder / "preview.avif") as preview:
        found = [films.number_of(each) for each in ImageSequence.Iterator(preview)]
        assert preview.size == (160, 96)
    assert found == [10, 13, 15, 18, 20, 23, 25, 28, 30, 33]
