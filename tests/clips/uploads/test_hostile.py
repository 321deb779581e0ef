"""Videos that are none, broken, too long or strange: a sentence, or a clip, and nothing else goes wrong."""

import io
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest

from fandom.clips.cutting.reasons import DAMAGED, NO_VIDEO, REASONS, TOO_HEAVY, UNREADABLE
from fandom.clips.uploads import jobs
from fandom.clips.uploads.jobs import TOO_LONG
from fandom.clips.uploads.whole import is_whole
from fandom.infra import storage
from tests.clips.uploads.conftest import Make
from tests.support.films import Recipe, film, number_of, pictures
from tests.support.http import Http
from tests.support.people import Person

Bring = Callable[..., Any]
LITTLE = Recipe(50)
MKV = {"sound": "libopus"}
WEBM = {"codec": "libvpx-vp9", "sound": "libopus", "options": {"deadline": "realtime", "cpu-used": "8"}}


def ended(clip: Any) -> tuple[str, str | None]:
    return clip["status"], clip["reason"]


def made_of(clip: Any) -> Path:
    place = storage.store().path(storage.folder_of(clip["id"]) + "clip.mp4")
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("name", "more"), [("edit.mov", {}), ("edit.mkv", MKV), ("edit.webm", WEBM), ("../../etc/passwd.exe.mp4", {})]
)
def test_what_it_is_in_and_what_it_is_called(bring: Bring, made: Make, name: str, more: dict[str, Any]) -> None:
    clip = bring(made(Recipe(25, **more), Path(name).name), name)
    assert ended(clip) == ("ready", None)
    assert clip["duration_ms"] == pytest.approx(1000, abs=20)


@pytest.mark.parametrize("quarter", [1, 2, 3])
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("a.mp4", {}),
        ("a.mp4", {"container": {"movflags": "faststart"}}),
        ("a.mp4", {"container": {"movflags": "frag_keyframe+empty_moov"}}),
        ("a.mkv", MKV),
    ],
)
def test_a_part_of_it_is_missing(bring: Bring, made: Make, quarter: int, name: str, more: dict[str, Any]) -> None:
    data = made(Recipe(50, **more), name)
    clip = bring(data[: len(data) * quarter // 4])
    assert ended(clip) in {("failed", REASONS[DAMAGED]), ("failed", REASONS[UNREADABLE])}


@pytest.mark.parametrize(
    "data", [b"These are words. " * 100, b"", b"<svg/>", b"MZ\x90\x00", b"%PDF-1.7", b"\0\0\0\x1cftypavif" + bytes(99)]
)
def test_what_is_no_video_at_all(http: Callable[..., Http], ada: Person, data: bytes) -> None:
    form = {"file": (io.BytesIO(data), "edit.mp4")}
    answer = http(as_=ada).call("POST", "/api/v1/media", data=form)
    assert answer.status_code == (415 if data else 422)


@pytest.mark.parametrize("head", [b"\0\0\0\x18ftypisom", b"\x1aE\xdf\xa3", b"\0\0\0\x08wide\xff\xff\xff\xffmdat"])
@pytest.mark.parametrize("rest", [b"", b"\xff" * 5000, b"\0" * 5000])
def test_what_only_begins_as_one(bring: Bring, head: bytes, rest: bytes) -> None:
    assert ended(bring(head + rest))[0] == "failed"


def test_a_head_that_is_longer_than_files_can_be(tmp_path: Path) -> None:
    """Nobody goes there to look."""
    film = tmp_path / "a.mkv"
    film.write_bytes(b"\x1aE\xdf\xa3\x01" + b"\xff" * 6 + b"\xfe" + bytes(99))
    assert is_whole(film), "what it is then is for others to say"


def only_sound(path: Path) -> bytes:
    with av.open(str(path), "w") as out:
        track: Any = out.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(50):
            frame = av.AudioFrame("fltp", "stereo", 1024)
            frame.sample_rate, frame.pts = 48_000, 1024 * number
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return path.read_bytes()


def test_no_picture_in_it(bring: Bring, tmp_path: Path) -> None:
    assert ended(bring(only_sound(tmp_path / "song.mp4"))) == ("failed", REASONS[NO_VIDEO])


def slow(seconds: int) -> Recipe:
    """A picture every second, in the order in which they are shown."""
    order = {"preset": "veryfast", "g": "24", "bf": "0"}
    return Recipe(seconds, Fraction(1, 100), stamps=[100 * each for each in range(seconds)], sound="", options=order)


@pytest.mark.parametrize(("seconds", "says"), [(91, None), (92, TOO_LONG)])
def test_how_long_it_may_be(bring: Bring, made: Make, seconds: int, says: str | None) -> None:
    """The last picture stands for 40 ms: they end at 90.04 and at 91.04 s."""
    clip = bring(made(slow(seconds)))
    assert clip["reason"] == says
    if not says:
        assert clip["duration_ms"] == 90_000


def test_its_head_lies_about_its_length(bring: Bring, made: Make) -> None:
    """What counts is where the last picture is."""
    data = bytearray(made(slow(120)))
    at = data.index(b"mvhd") + 4
    data[at + 16 : at + 20] = (1000).to_bytes(4, "big")
    assert ended(bring(bytes(data)))[0] == "failed"


def test_frames_at_their_own_pace(bring: Bring, made: Make) -> None:
    unit = Fraction(1, 1000)
    stamps = [0, 20, 25, 180, 181, 400, 700, 705, 900, 990]
    clip = bring(made(Recipe(10, unit, stamps=stamps)))
    shown = pictures(made_of(clip))
    assert [number_of(each) for _, each in shown] == list(range(10))
    assert [round(at * 1000) for at, _ in shown] == stamps


def test_a_phone_held_upright(bring: Bring, made: Make) -> None:
    clip = bring(made(Recipe(25, turned=90)))
    assert (clip["width"], clip["height"]) == (96, 160)
    assert {each.size for _, each in pictures(made_of(clip))} == {(96, 160)}


def test_ten_bits_of_bright_colours(bring: Bring, made: Make) -> None:
    tags = {"color_primaries": 9, "color_trc": 16, "colorspace": 9}
    recipe = Recipe(
        10, format="yuv420p10le", codec="libx265", options={"preset": "ultrafast", "x265-params": "log-level=0"}
    )
    clip = bring(made(Recipe(**{**vars(recipe), "tags": tags})))
    assert ended(clip) == ("ready", None)
    with av.open(str(made_of(clip))) as shown:
        assert shown.streams.video[0].codec_context.pix_fmt == "yuv420p"


def test_it_begins_before_its_beginning(bring: Bring, made: Make) -> None:
    """Stamps below zero."""
    unit = Fraction(1, 1000)
    stamps = [40 * each - 200 for each in range(25)]
    clip = bring(made(Recipe(25, unit, stamps=stamps, sound="", container={"avoid_negative_ts": "disabled"}), "a.mkv"))
    assert clip["status"] == "ready"
    assert 700 <= clip["duration_ms"] <= 1000


@pytest.mark.parametrize(("size", "fine"), [((7680, 4320), True), ((8192, 8192), False)])
def test_very_large_pictures(bring: Bring, made: Make, size: tuple[int, int], fine: bool) -> None:
    """8K in the memory there is; more is refused before it is decoded."""
    clip = bring(made(Recipe(2, size=size, sound="", options={"preset": "ultrafast", "g": "1", "bf": "0"})))
    assert clip["status"] == ("ready" if fine else "failed") or clip["reason"] == REASONS[TOO_HEAVY]
    if clip["status"] == "ready":
        assert (clip["width"], clip["height"]) == (1280, 720)


def tagged(folder: Path) -> bytes:
    """A film that says where it was taken, with a chapter, subtitles and a file packed into it."""
    words, path = folder / "words.srt", folder / "tagged.mkv"
    words.write_text("1\n00:00:00,100 --> 00:00:00,900\nCANARY-words\n")
    plain = film(folder / "plain.mp4", Recipe(25))
    with av.open(str(plain)) as source, av.open(str(words)) as said, av.open(str(path), "w") as out:
        out.metadata.update(title="CANARY-title", location="CANARY+48.1+11.5/", comment="CANARY-comment")
        out.set_chapters(
            [{"id": 1, "start": 0, "end": 500, "time_base": Fraction(1, 1000), "metadata": {"title": "CANARY-chapter"}}]
        )
        out.add_attachment("CANARY-file.txt", "text/plain", b"CANARY-attached")
        tracks = {each: out.add_stream_from_template(each) for each in (*source.streams, *said.streams)}
        for packet in (*source.demux(), *said.demux()):
            if packet.dts is not None:
                packet.stream = tracks[packet.stream]
                out.mux(packet)
    return path.read_bytes()


def test_nothing_comes_along_but_picture_and_sound(bring: Bring, tmp_path: Path) -> None:
    data = tagged(tmp_path)
    assert data.count(b"CANARY") >= 6
    clip = bring(data)
    kept = [each for each in made_of(clip).parent.iterdir() if each.name != "original"]
    assert {each.name for each in kept} >= {"clip.mp4", "preview.avif", "320.jpg"}
    assert [each.name for each in kept if b"CANARY" in each.read_bytes()] == []
    with av.open(str(made_of(clip))) as shown:
        assert [each.type for each in shown.streams] == ["video", "audio"]
        assert not shown.chapters()


def test_what_says_nothing_of_its_length_is_whole(tmp_path: Path) -> None:
    live = tmp_path / "live.mkv"
    live.write_bytes(b"\x1aE\xdf\xa3\x80\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff" + bytes(10))
    assert is_whole(live)


@pytest.mark.parametrize("data", [b"", b"\x1aE\xdf\xa3", b"\x1aE\xdf\xa3\x00", b"\x1aE\xdf\xa3\x84", b"\0\0\0\1ftyp"])
def test_what_is_too_short_to_say_anything(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "short"
    path.write_bytes(data)
    assert is_whole(path)


def test_a_sentence_whatever_is_said(bring: Bring, made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.storage.store(), "path", lambda _key: Path("/nowhere/at/all"))
    assert ended(bring(made())) == ("failed", REASONS[DAMAGED])
