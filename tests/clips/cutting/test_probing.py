"""What is known of a film before anything is cut from it."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from fandom.clips.cutting import apart, probing
from fandom.clips.cutting.film import _origin
from tests.support import films
from tests.support.films import Recipe


def test_a_film(reel: Callable[[str], Path]) -> None:
    found = apart.probe(reel("plain.mp4"))
    assert found.pop("duration_ms") in range(2000, 2030)
    assert found.pop("bytes") == reel("plain.mp4").stat().st_size
    assert found == {
        "container": "mov,mp4,m4a,3gp,3g2,mj2",
        "pixels": "yuv420p",
        "sound": "aac",
        "width": 160,
        "height": 96,
        "rate": 25.0,
        "video": "h264",
        "audio": True,
        "subtitles": [],
        "key_frames": [0, 960, 1920],
    }


def test_its_time_begins_at_0(reel: Callable[[str], Path]) -> None:
    found = probing.probe(reel("late.mkv"))
    assert found["duration_ms"] in range(2000, 2030)
    assert found["key_frames"] == [0, 960, 1920]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("turned.mp4", {"width": 96, "height": 160}),
        ("odd.mp4", {"width": 161, "height": 97}),
        ("mute.mp4", {"audio": False}),
        ("web.webm", {"video": "vp9"}),
        ("untimed.avi", {"video": "mpeg4"}),
    ],
)
def test_others(reel: Callable[[str], Path], name: str, said: dict[str, object]) -> None:
    found = probing.probe(reel(name))
    assert {each: found[each] for each in said} == said


def test_proportions_are_those_that_are_shown(tmp_path: Path) -> None:
    film = films.film(tmp_path / "wide.mp4", Recipe(3, sound="", pixel=Fraction(4, 3)))
    found = probing.probe(film)
    assert (found["width"], found["height"]) == (213, 96)


def test_key_frames_are_not_without_end(reel: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "MOST_KEY_FRAMES", 2)
    assert probing.probe(reel("plain.mp4"))["key_frames"] == [0, 960]


def test_subtitles(tmp_path: Path) -> None:
    words = tmp_path / "words.srt"
    words.write_text("1\n00:00:00,100 --> 00:00:00,900\nHello\n")
    film = tmp_path / "film.mkv"
    with (
        av.open(str(films.film(tmp_path / "plain.mp4", Recipe(10)))) as source,
        av.open(str(words)) as said,
        av.open(str(film), "w") as out,
    ):
        tracks = {each: out.add_stream_from_template(each) for each in (*source.streams, *said.streams)}
        tracks[said.streams[0]].metadata.update(language="ger", title="Deutsch")
        for packet in (*source.demux(), *said.demux()):
            if packet.dts is not None:
                packet.stream = tracks[packet.stream]
                out.mux(packet)
    assert probing.probe(film)["subtitles"] == [{"language": "ger", "title": "Deutsch", "codec": "subrip"}]


class Track:
    def __init__(self, start: int | None) -> None:
        self.start_time, self.time_base = start, Fraction(1, 1000)


@pytest.mark.parametrize(
    ("picture", "sound", "origin"),
    [(0, 0, 0), (80, 58, 58), (0, -7, 0), (-40, -7, -40), (-40, -60, -60), (100, 0, 0), (None, 5, 0)],
)
def test_where_time_begins(picture: int | None, sound: int, origin: int) -> None:
    """With the first that is seen or heard; what only primes the sound is before it."""
    assert _origin([Track(picture), Track(sound)]) * 1000 == origin  # type: ignore[list-item]
