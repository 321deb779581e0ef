"""The process apart: what it says, what it refuses, and that whatever it does leaves this one unharmed."""

import json
import os
import signal
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import pytest
from av.stream import Disposition
from PIL import Image

from fandom.clips.cutting import apart, film, frames, limits, probing
from fandom.clips.cutting.reasons import (
    BACKWARDS,
    DAMAGED,
    NO_VIDEO,
    PAST_END,
    REASONS,
    TOO_HEAVY,
    TOO_LONG,
    TOO_MANY_PIXELS,
    UNREADABLE,
    Refused,
)
from fandom.media.values import variants_of
from tests.support import films
from tests.support.films import Recipe


class Heard:
    def __init__(self) -> None:
        self.posters: list[dict[str, Any]] = []
        self.shares: list[float] = []

    def poster(self, said: dict[str, Any], /) -> None:
        self.posters.append(said)

    def advanced(self, share: float, /) -> None:
        self.shares.append(share)


def refusal_of(ask: Callable[[], object]) -> str | None:
    """None when it was not refused; its sentence is there whenever it was."""
    try:
        ask()
    except Refused as refusal:
        return refusal.code if refusal.sentence == REASONS[refusal.code] else refusal.sentence
    return None


def cut(path: Path, folder: Path, span: tuple[int, int] = (100, 900)) -> Heard:
    heard = Heard()
    apart.cut(path, span, folder, heard)
    return heard


def test_the_whole_set(reel: Callable[[str], Path], tmp_path: Path) -> None:
    """The poster lies there when it is said, before there is a clip; not as `poster` has made it already."""

    class Watching(Heard):
        def poster(self, said: dict[str, Any]) -> None:
            super().poster(said)
            self.there = sorted(each.name for each in tmp_path.iterdir())

    heard = Watching()
    rest = variants_of(apart.cut(reel("plain.mp4"), (100, 900), tmp_path, heard))
    poster = heard.posters[0]
    assert len(heard.posters) == 1
    assert heard.there == ["320.avif"]
    assert (poster["width"], poster["height"], poster["duration_ms"]) == (160, 96, 780)
    assert poster["colour"] == "#1f1f1f"
    assert [(each.name, each.type) for each in rest] == [("clip.mp4", "video/mp4"), ("preview.avif", "image/avif")]
    for each in (*variants_of(poster["variants"]), *rest):
        assert (tmp_path / each.name).stat().st_size == each.size
        assert (each.width, each.height) == (160, 96)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["320.avif", "clip.mp4", "preview.avif"]


def test_it_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says = 'for share in (0.25, 0.5): print(json.dumps({"advanced": share}))\nprint(json.dumps({"variants": []}))'
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, says))
    heard = Heard()
    assert apart.cut(some(tmp_path), (0, 1), tmp_path, heard) == []
    assert heard.shares == [0.25, 0.5]


@pytest.mark.parametrize("span", [(500, 400), (500, 500), (-1, 500)])
def test_an_end_before_its_beginning(reel: Callable[[str], Path], tmp_path: Path, span: tuple[int, int]) -> None:
    assert refusal_of(lambda: cut(reel("plain.mp4"), tmp_path, span)) == BACKWARDS


def test_past_the_end(reel: Callable[[str], Path], tmp_path: Path) -> None:
    assert refusal_of(lambda: cut(reel("plain.mp4"), tmp_path, (2000, 3000))) == PAST_END
    assert refusal_of(lambda: cut(reel("late.ts"), tmp_path, (600_000, 601_000))) == PAST_END
    assert not list(tmp_path.iterdir())


def test_over_the_end_is_what_there_is(reel: Callable[[str], Path], tmp_path: Path) -> None:
    assert cut(reel("plain.mp4"), tmp_path, (1500, 4000)).posters[0]["duration_ms"] == 480


def test_a_film_that_is_not_there(tmp_path: Path) -> None:
    for ask in (lambda: cut(tmp_path / "none.mp4", tmp_path), lambda: apart.probe(tmp_path / "none.mp4")):
        with pytest.raises(FileNotFoundError):
            ask()


def playlist(folder: Path) -> Path:
    """Of files that whoever sent it may not read."""
    path = folder / "list.mp4"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nplain.ts\n#EXT-X-ENDLIST\n")
    films.film(folder / "plain.ts", Recipe(50))
    return path


def written(folder: Path, data: bytes) -> Path:
    path = folder / "film.mp4"
    path.write_bytes(data)
    return path


def song(folder: Path) -> Path:
    """Only sound, and a picture on its cover."""
    path, picture = folder / "song.mp4", BytesIO()
    Image.new("RGB", (64, 64)).save(picture, "JPEG")
    with av.open(str(films.film(folder / "whole.mp4", Recipe(10)))) as source, av.open(str(path), "w") as out:
        cover = out.add_stream("mjpeg")
        cover.width, cover.height, cover.pix_fmt, cover.disposition = 64, 64, "yuvj420p", Disposition.attached_pic
        track = out.add_stream_from_template(source.streams.audio[0])
        front = av.Packet(picture.getvalue())
        front.stream, front.pts, front.dts = cover, 0, 0
        out.mux(front)
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = track
                out.mux(packet)
    return path


ODD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a text": (lambda folder: written(folder, b"Once upon a time there was a film. " * 99), UNREADABLE),
    "nothing": (lambda folder: written(folder, b""), DAMAGED),
    "a picture": (lambda folder: written(folder, b"\x89PNG\r\n\x1a\n" + bytes(500)), UNREADABLE),
    "a list of other files": (playlist, UNREADABLE),
    "a song": (song, NO_VIDEO),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_film(tmp_path: Path, name: str) -> None:
    make, code = ODD[name]
    path, folder = make(tmp_path), tmp_path / "made"
    folder.mkdir()
    assert refusal_of(lambda: cut(path, folder)) == code
    assert refusal_of(lambda: apart.probe(path)) == code
    assert not list(folder.iterdir())


# Half an index may be one of no tracks.
WORDS = frozenset({UNREADABLE, DAMAGED, NO_VIDEO})


@pytest.mark.parametrize("quarter", [1, 2, 3])
@pytest.mark.parametrize("index", [{}, {"movflags": "+faststart"}], ids=["behind", "in front"])
def test_a_film_that_is_cut_off(tmp_path: Path, quarter: int, index: dict[str, str]) -> None:
    """With its index at the end nobody can read it; with it in front, what is there can be cut, and nothing else."""
    whole = films.film(tmp_path / "whole.mp4", Recipe(100, container=index, options={"g": "10"}, sound="")).read_bytes()
    path = written(tmp_path, whole[: len(whole) * quarter // 4])
    made = [tmp_path / "first", tmp_path / "last"]
    for each in made:
        each.mkdir()
    assert refusal_of(lambda: apart.probe(path)) in WORDS
    assert refusal_of(lambda: cut(path, made[1], (3000, 3900))) in WORDS
    assert not (made[1] / "clip.mp4").exists()
    if index and quarter == 3:
        cut(path, made[0], (200, 600))
        assert [films.number_of(each) for _, each in films.pictures(made[0] / "clip.mp4")] == list(range(5, 15))


def test_who_starts_it_may_be_large(tmp_path: Path) -> None:
    """What its parent uses is not what it uses: a damaged film is damaged, whoever asks."""
    ballast = bytearray(limits.MEMORY)
    ballast[::4096] = bytes([1]) * len(ballast[::4096])
    in_front = {"movflags": "+faststart"}
    whole = films.film(tmp_path / "whole.mp4", Recipe(100, container=in_front, sound="")).read_bytes()
    path = written(tmp_path, whole[: len(whole) * 3 // 4])
    assert refusal_of(lambda: cut(path, tmp_path, (3000, 3900))) in WORDS
    assert len(ballast) == limits.MEMORY, "kept until here"


def test_too_many_pixels(reel: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused before one is decoded."""
    monkeypatch.setattr(film, "MAX_PIXELS", 160 * 96 - 1)
    monkeypatch.setattr(frames, "decoded", None)
    assert refusal_of(lambda: probing.probe(reel("plain.mp4"))) == TOO_MANY_PIXELS


def script(folder: Path, body: str) -> list[str]:
    path = folder / "script.py"
    path.write_text(
        "import json, os, sys; sys.path.insert(0, '.')\n"
        "from fandom.clips.cutting import limits\nlimits.confine()\n" + body
    )
    return [apart.COMMAND[0], str(path)]


def some(folder: Path) -> Path:
    return written(folder, b"film")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"os.kill(os.getpid(), {int(signal.SIGSEGV)})", DAMAGED),
        ("sys.exit(3)", DAMAGED),
        ("print('no JSON')", DAMAGED),
        ("while True: sys.stdout.write('x' * 65536)", DAMAGED),
        ("os.kill(os.getpid(), 24)", TOO_LONG),
        ("print(json.dumps({'refused': 'memory'}))", TOO_HEAVY),
        ("sys.stderr.write('x' * 10_000_000)\nprint(json.dumps({'refused': 'memory'}))", TOO_HEAVY),
    ],
)
def test_however_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, code: str) -> None:
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, body))
    assert refusal_of(lambda: cut(some(tmp_path), tmp_path)) == code


def test_what_waits_for_ever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, "import time\ntime.sleep(60)"))
    monkeypatch.setattr(apart, "WAIT_S", 0.3)
    assert refusal_of(lambda: apart.probe(some(tmp_path))) == TOO_LONG


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_a_kill_from_outside_is_not_the_films_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: int) -> None:
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, f"os.kill(os.getpid(), {int(by)})"))
    with pytest.raises(apart.Stopped):
        cut(some(tmp_path), tmp_path)


def test_a_real_one_that_is_killed_while_it_works(reel: Callable[[str], Path], tmp_path: Path) -> None:
    """By the time of its poster it is known who it is; half a clip is not under the clip's name."""

    class Killing(Heard):
        def poster(self, _: dict[str, Any]) -> None:
            children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
            mine = [int(each) for each in children if b"fandom.clips.cutting" in command(each)]
            os.kill(mine[0], signal.SIGKILL)

    with pytest.raises(apart.Stopped):
        apart.cut(reel("larger.mp4"), (0, 2000), tmp_path, Killing())
    assert not (tmp_path / "clip.mp4").exists()


def command(pid: str) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_it_ends_when_who_hears_it_fails(reel: Callable[[str], Path], tmp_path: Path) -> None:
    class Failing(Heard):
        def poster(self, _: dict[str, Any]) -> None:
            raise LookupError

    with pytest.raises(LookupError):
        apart.cut(reel("plain.mp4"), (0, 2000), tmp_path, Failing())
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    assert not [each for each in children if b"fandom.clips.cutting" in command(each)]


def test_our_secrets_are_not_in_its_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANDOM_SECRET", "planted")
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, "print(json.dumps({'said': sorted(os.environ)}))"))
    assert "FANDOM_SECRET" not in json.dumps(apart.probe(some(tmp_path)))


def test_its_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hungry = "try: x = bytearray(400_000_000)\nexcept MemoryError: print(json.dumps({'refused': 'memory'}))"
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, hungry))
    assert refusal_of(lambda: apart.probe(some(tmp_path))) == TOO_HEAVY
    assert limits.MEMORY <= 400_000_000


def test_a_poster_alone(reel: Callable[[str], Path], tmp_path: Path) -> None:
    """It is the one that comes with the clip, without what takes longer."""
    alone = apart.poster(reel("plain.mp4"), (100, 900), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["320.jpg"]
    (whole,) = cut(reel("plain.mp4"), tmp_path).posters
    assert [each["name"] for each in alone["variants"]] == ["320.jpg"]
    assert alone | {"variants": []} == whole | {"variants": []}
    assert refusal_of(lambda: apart.poster(reel("plain.mp4"), (2000, 3000), tmp_path)) == PAST_END
    assert refusal_of(lambda: apart.poster(reel("plain.mp4"), (500, 400), tmp_path)) == BACKWARDS
