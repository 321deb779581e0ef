"""The same clip in AV1 and Opus: the same frames and no other, as long, and no note in it."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from fandom.clips.cutting import apart, glance, making
from fandom.clips.cutting.reasons import PAST_END
from tests.clips.cutting.conftest import Cut
from tests.clips.cutting.test_apart import refusal_of
from tests.support import films


def frames(path: Path) -> list[tuple[int, int]]:
    """Which, and in which millisecond."""
    return [(films.number_of(each), int(1000 * at)) for at, each in films.pictures(path, hidden=False)]


@pytest.mark.parametrize("name", ["larger.mp4", "uneven.mkv", "late.ts"])
def test_it_has_the_same_frames(reel: Callable[[str], Path], cut: Cut, tmp_path: Path, name: str) -> None:
    made = cut(reel(name), 300, 1300)
    (smaller,) = making.make_smaller(reel(name), glance.span_of(300, 1300), tmp_path)
    assert (smaller["name"], smaller["type"]) == ("clip.webm", "video/webm")
    assert frames(tmp_path / "clip.webm") == frames(made.clip)
    with av.open(str(tmp_path / "clip.webm")) as source:
        assert [each.codec_context.codec.canonical_name for each in source.streams] == ["av1"] + ["opus"] * (
            name != "uneven.mkv"
        )
        assert abs(Fraction(source.duration, av.time_base) - 1) < Fraction(1, 20)
        assert set(source.metadata) <= {"encoder"}
    data = (tmp_path / "clip.webm").read_bytes()
    assert not [each for each in (b"Lavc", b"SVT", b"libopus") if each in data]


def test_it_is_made_apart(reel: Callable[[str], Path], tmp_path: Path) -> None:
    (made,) = apart.smaller(reel("mute.mp4"), (0, 400), tmp_path)
    assert (tmp_path / made["name"]).stat().st_size == made["size"]
    assert refusal_of(lambda: apart.smaller(reel("mute.mp4"), (9_000, 9_400), tmp_path)) == PAST_END
