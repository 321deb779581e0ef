"""Nothing comes out of a film but picture and sound."""

import time
from collections.abc import Callable
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import av
import pytest

from fandom.clips.cutting import making
from fandom.clips.cutting.timeless import without_times
from tests.clips.cutting.conftest import Cut, Made
from tests.support import films
from tests.support.films import Recipe

SECRET = "planted-secret-4711"


@pytest.fixture
def made(tmp_path: Path, cut: Cut) -> Made:
    """From a film that says a lot about itself, in its notes, its tracks, its chapters and its subtitles."""
    path = tmp_path / "talkative.mkv"
    plain = films.film(tmp_path / "plain.mp4", Recipe(30))
    words = tmp_path / "words.srt"
    words.write_text(f"1\n00:00:00,100 --> 00:00:00,900\n{SECRET}\n")
    with av.open(str(plain)) as source, av.open(str(words)) as said, av.open(str(path), "w") as out:
        out.metadata.update(title=SECRET, comment=SECRET, creation_time="2021-02-03T04:05:06Z", location=SECRET)
        out.set_chapters(
            [{"id": 1, "start": 0, "end": 500, "time_base": Fraction(1, 1000), "metadata": {"title": SECRET}}]
        )
        tracks = {}
        for each in (*source.streams, *said.streams):
            tracks[each] = out.add_stream_from_template(each)
            tracks[each].metadata.update(title=SECRET, handler_name=SECRET)
        for packet in (*source.demux(), *said.demux()):
            if packet.dts is not None:
                packet.stream = tracks[packet.stream]
                out.mux(packet)
    assert path.read_bytes().count(SECRET.encode()) >= 5
    return cut(path, 0, 800)


def test_what_a_film_says_of_itself_stays_there(made: Made) -> None:
    for path in made.folder.iterdir():
        assert SECRET.encode() not in path.read_bytes()
    with av.open(str(made.clip)) as source:
        assert [each.type for each in source.streams] == ["video", "audio"]
        assert not source.chapters()
        assert set(source.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
        for each in source.streams:
            assert set(each.metadata) <= {"language", "handler_name", "vendor_id"}
            assert each.metadata["handler_name"] in {"VideoHandler", "SoundHandler"}


def test_nor_do_our_own_programs_sign_it(made: Made) -> None:
    data = made.clip.read_bytes()
    assert not [each for each in (b"x264", b"Lavc", b"Lavf", b"encoder", b"options:") if each in data]


def test_nor_is_it_told_when_it_was_made(reel: Callable[[str], Path], cut: Cut) -> None:
    """Made again a second later, it is the same to the byte."""
    made = cut(reel("mute.mp4"), 0, 400)
    first = {each.name: each.read_bytes() for each in made.folder.iterdir()}
    time.sleep(1.01)
    making.make(reel("mute.mp4"), (0, 400), made.folder, made.said.append)
    assert {each.name: each.read_bytes() for each in made.folder.iterdir()} == first


def test_times_are_cleared_wherever_they_are() -> None:
    def box(name: bytes, body: bytes) -> bytes:
        return (8 + len(body)).to_bytes(4, "big") + name + body

    def film(old: bytes, new: bytes) -> bytes:
        track = box(b"tkhd", b"\1\0\0\7" + new + b"rest") + box(b"mdia", box(b"mdhd", b"\0\0\0\0" + old + b"rest"))
        return box(b"ftyp", b"avis") + box(b"moov", box(b"mvhd", b"\0\0\0\0" + old + b"rest") + box(b"trak", track))

    assert without_times(film(b"12345678", b"1234567812345678")) == film(bytes(8), bytes(16))


def test_its_index_is_in_front(reel: Callable[[str], Path], cut: Cut) -> None:
    """So that it plays before it is there in full."""
    data = cut(reel("plain.mp4"), 0, 400).clip.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_picture_and_sound_lie_side_by_side(reel: Callable[[str], Path], cut: Cut) -> None:
    with av.open(str(cut(reel("plain.mp4"), 0, 2000).clip)) as source:
        kinds = [packet.stream.type for packet in source.demux() if packet.size]
    assert max(len(list(run)) for _, run in groupby(kinds)) < len(kinds) // 3
