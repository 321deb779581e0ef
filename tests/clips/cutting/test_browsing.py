"""What a player likes to have of a film: the right pictures in the right places, where shots begin, and its words."""

import os
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import av
import pytest
from PIL import Image

from fandom.clips.cutting import apart, browsing, sprite
from fandom.clips.cutting.reasons import Refused
from tests.support import films
from tests.support.films import Recipe
from tests.support.shots import COLOURS, shots, with_words

SRT = "1\n00:00:00,100 --> 00:00:00,900\nHello <i>there</i>\n\n2\n00:00:01,000 --> 00:00:02,000\nAgain\n"


@pytest.fixture(autouse=True)
def its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is bounded by its process, which here is that of all tests before."""
    begun = time.process_time()
    monkeypatch.setattr(browsing, "time", SimpleNamespace(process_time=lambda: time.process_time() - begun))


@pytest.fixture(scope="module")
def seconds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven seconds, each of a colour of its own."""
    return shots(tmp_path_factory.mktemp("seconds") / "seconds.mp4", [25] * 7)


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


def test_each_second_is_in_its_place(seconds: Path, tmp_path: Path) -> None:
    found = apart.browse(seconds, 7000, tmp_path)
    size = found["sprite"]
    assert size == {"name": "sprite.jpg", "every_ms": 1000, "columns": 7, "rows": 1, "width": 160, "height": 96}
    sheet = Image.open(tmp_path / "sprite.jpg")
    assert sheet.size == (7 * 160, 96)
    seen = [sheet.getpixel((column * 160 + 80, 60)) for column in range(7)]
    assert [near(each, colour) for each, colour in zip(seen, COLOURS, strict=True)] == [True] * 7  # type: ignore[arg-type]
    assert [each["name"] for each in found["variants"]] == ["sprite.jpg"]
    assert found["variants"][0]["size"] == (tmp_path / "sprite.jpg").stat().st_size


def test_many_stand_in_rows(tmp_path: Path, seconds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sprite, "COLUMNS", 3)
    found = browsing.browse(seconds, 7000, tmp_path)["sprite"]
    assert (found["columns"], found["rows"]) == (3, 3)
    sheet = Image.open(tmp_path / "sprite.jpg")
    for at, colour in enumerate(COLOURS):
        row, column = divmod(at, 3)
        assert near(sheet.getpixel((column * 160 + 80, row * 96 + 60)), colour)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("duration_ms", "every_ms"),
    [(1, 1000), (120_000, 1000), (120_001, 2000), (596_458, 5000), (7_200_000, 60_000), (86_400_000, 720_000)],
)
def test_never_too_many(duration_ms: int, every_ms: int) -> None:
    assert sprite.step_ms(duration_ms) == every_ms
    assert duration_ms / every_ms <= sprite.MOST


@pytest.mark.parametrize("lengths", [[25] * 7, [30, 11, 47, 8, 21], [7, 6, 9, 50, 33, 12]])
def test_cuts_to_the_frame(tmp_path: Path, lengths: list[int]) -> None:
    film = shots(tmp_path / "film.mp4", lengths)
    begins = [40 * sum(lengths[:at]) for at in range(1, len(lengths))]
    assert browsing.browse(film, 40 * sum(lengths), tmp_path)["cuts_ms"] == begins


def test_what_only_moves_has_none(reel: Callable[[str], Path], tmp_path: Path) -> None:
    film = shots(tmp_path / "one.mp4", [100])
    assert browsing.browse(film, 4000, tmp_path)["cuts_ms"] == []


def test_of_long_films_cuts_are_where_their_encoder_began_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "PIXELS", 0)
    eager = {"preset": "ultrafast", "g": "50", "keyint_min": "1", "sc_threshold": "40"}
    film = shots(tmp_path / "film.mp4", [60, 70, 33, 90], eager)
    found = browsing.browse(film, 40 * 253, tmp_path)
    assert set(found["cuts_ms"]) <= {2400, 5200, 6520}
    assert found["cuts_ms"]
    assert found["sprite"]["columns"] == 10


def test_what_takes_too_long_goes_on_with_key_frames(
    seconds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "BUSY_S", 0)
    found = browsing.browse(seconds, 7000, tmp_path)
    assert found["sprite"]["rows"] == 1
    monkeypatch.setattr(browsing, "LATEST_S", 0)
    assert browsing.browse(seconds, 7000, tmp_path)["cuts_ms"] == []


@pytest.mark.parametrize(
    "name", ["uneven.mkv", "late.mkv", "late.ts", "web.webm", "untimed.avi", "odd.mp4", "deep.mp4"]
)
def test_others(reel: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    found = browsing.browse(reel(name), 2000, tmp_path)
    assert (found["sprite"]["columns"], found["sprite"]["rows"]) == (2, 1)


def test_turned_ones_stand_upright(reel: Callable[[str], Path], tmp_path: Path) -> None:
    found = browsing.browse(reel("turned.mp4"), 1000, tmp_path)["sprite"]
    assert (found["width"], found["height"]) == (72, 120)


def test_what_is_cut_off_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = films.film(tmp_path / "whole.mkv", Recipe(100))
    half = tmp_path / "half.mkv"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert browsing.browse(half, 4000, tmp_path)["sprite"]["columns"] == 4


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no film")
    with pytest.raises(Refused):
        apart.browse(text, 1000, tmp_path)


@pytest.mark.parametrize("ending", ["mkv", "mp4"])
def test_tracks_of_words(seconds: Path, tmp_path: Path, ending: str) -> None:
    said = tmp_path / "said.srt"
    said.write_text(SRT)
    film = tmp_path / f"film.{ending}"
    if ending == "mkv":
        with_words(seconds, film, {said: {"language": "ger", "title": "Deutsch"}})
    else:
        _as_mov_text(seconds, film)
    found = browsing.browse(film, 7000, tmp_path)
    words = found["subtitles"][0]
    assert (words["name"], words["language"]) == ("1.vtt", "ger")
    text = (tmp_path / "1.vtt").read_text()
    assert text.startswith("WEBVTT\n\n00:00:00.100 --> 00:00:00.900\nHello there\n")
    assert {each["name"] for each in found["variants"]} == {"sprite.jpg", "1.vtt"}


def _as_mov_text(film: Path, to: Path) -> None:
    """Packets written by hand: how long the words are, and the words."""
    with av.open(str(film)) as source, av.open(str(to), "w") as out:
        pictures = out.add_stream_from_template(source.streams.video[0])
        words = out.add_stream("mov_text")
        words.codec_context.subtitle_header = b"[Script Info]\nScriptType: v4.00+\n\n[Events]\n"  # type: ignore[attr-defined]
        words.codec_context.time_base = words.time_base = Fraction(1, 1000)
        words.metadata["language"] = "ger"
        packets = [_counted(words, 100, 800, b"Hello there"), _counted(words, 1000, 1000, b"Again")]
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = pictures
                out.mux(packet)
        for packet in packets:
            out.mux(packet)


def _counted(track: object, at: int, length: int, said: bytes) -> av.Packet:
    packet = av.Packet(len(said).to_bytes(2, "big") + said)
    packet.stream, packet.time_base = track, Fraction(1, 1000)  # type: ignore[assignment]
    packet.pts = packet.dts = at
    packet.duration = length
    return packet


def test_files_beside_it(seconds: Path, tmp_path: Path) -> None:
    film = tmp_path / "My.Film.mp4"
    film.write_bytes(seconds.read_bytes())
    for name in ("My.Film.en.srt", "My.Film.de.forced.vtt", "My.Film.srt", "My.Filmed.fr.srt", "Other.it.srt"):
        (tmp_path / name).write_text(SRT)
    (tmp_path / "My.Film.es.srt").write_bytes(b"\xff\xfe" + SRT.encode("utf-16-le"))
    secret = tmp_path / "secret"
    secret.write_text(SRT)
    (tmp_path / "My.Film.nl.srt").symlink_to(secret)
    os.mkfifo(tmp_path / "My.Film.pl.srt")
    (tmp_path / "My.Film.pt.srt").mkdir()
    (tmp_path / "My.Film.cs.srt").write_bytes(b" " * 2_000_001)
    found = browsing.browse(film, 7000, tmp_path)["subtitles"]
    assert sorted(each["language"] for each in found) == ["", "de", "en", "es"]


def test_folders_full_of_words_are_bounded(seconds: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(seconds.read_bytes())
    for number in range(30):
        (tmp_path / f"film.x{number}.srt").write_text(SRT)
    assert len(browsing.browse(film, 7000, tmp_path)["subtitles"]) == 20
