"""The sound of a clip is that of its span, to the sample: none from outside, silence where there is none."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from fandom.clips.cutting import sound
from fandom.clips.cutting.film import Film
from fandom.clips.cutting.frames import Span
from tests.clips.cutting.conftest import Cut
from tests.support import films

AAC_FRAME = 1024
LOUD = 1000


def begins(samples: list[float] | object) -> int:
    return next(at for at, each in enumerate(samples) if abs(each) > LOUD)  # type: ignore[arg-type, call-overload]


@pytest.mark.parametrize("name", ["plain.mp4", "late.mkv", "late.ts", "web.webm", "untimed.avi", "hidden.mp4"])
def test_it_is_as_long_as_the_picture(reel: Callable[[str], Path], cut: Cut, name: str) -> None:
    made = cut(reel(name), 410, 1230)
    length = made.said[0]["poster"]["duration_ms"] * films.RATE // 1000  # type: ignore[index]
    assert abs(len(films.samples(made.clip)) - length) <= AAC_FRAME


def test_it_begins_where_it_begins_in_the_film(reel: Callable[[str], Path], cut: Cut) -> None:
    """The tone begins at a second, which is 0.48 s after the first frame of the clip."""
    heard = films.samples(cut(reel("tone.mkv"), 510, 1600).clip)
    # The codec smears it by a few samples.
    assert abs(begins(heard) - 0.48 * films.RATE) < 64


def test_nothing_is_heard_from_outside(reel: Callable[[str], Path], cut: Cut) -> None:
    """A frame of sound holds 21 ms; what of it lies behind the end is not in the file."""
    heard = films.samples(cut(reel("tone.mkv"), 0, 1000).clip)
    assert max(map(abs, heard)) < LOUD
    heard = films.samples(cut(reel("tone.mkv"), 0, 1010).clip)
    assert 0 <= begins(heard) - films.RATE < 64


def test_samples_are_exact(reel: Callable[[str], Path]) -> None:
    """Before they are encoded: from the span's first to its last, wherever in a packet that is."""
    for start, end in ((Fraction(997, 1000), Fraction(1003, 1000)), (Fraction(1, 3), Fraction(17, 12))):
        with Film(reel("tone.mkv")) as film:
            frames = list(sound.heard(film, Span(start, end)))
        assert sum(each.samples for each in frames) == round((end - start) * films.RATE)
        left = [sample for each in frames for sample in memoryview(bytes(each.planes[0])).cast("f")[: each.samples]]
        first = next(at for at, each in enumerate(left) if each)
        # The first sample of the wave itself is 0.
        assert first - 1 == round((1 - start) * films.RATE)


def test_after_a_broadcasts_own_start(reel: Callable[[str], Path]) -> None:
    """Its clock begins when its sound does, and its pictures and their sound a little later."""
    with Film(reel("tone.ts")) as film:
        frames = list(sound.heard(film, Span(Fraction(1, 2), Fraction(3, 2))))
        late = film.video.start_time * film.video.time_base - film.origin
    left = [sample for each in frames for sample in memoryview(bytes(each.planes[0])).cast("f")[: each.samples]]
    assert 0 < late < Fraction(1, 10)
    # Its codec looks 11 ms ahead.
    assert abs(next(at for at, each in enumerate(left) if abs(each) > 0.1) - (Fraction(1, 2) + late) * films.RATE) < 600


def test_holes_are_silent(tmp_path: Path) -> None:
    """Half a second of it is missing; what comes after is where it was."""
    whole = films.film(tmp_path / "whole.mkv", films.Recipe(50, Fraction(1, 1000), sound="pcm_s16le"))
    holed = tmp_path / "holed.mkv"
    with av.open(str(whole)) as source, av.open(str(holed), "w") as out:
        tracks = {each.index: out.add_stream_from_template(each) for each in source.streams}
        for packet in source.demux():
            if packet.dts is not None and not (packet.stream.type == "audio" and 500 <= packet.pts < 1000):
                packet.stream = tracks[packet.stream_index]
                out.mux(packet)
    with Film(holed) as film:
        frames = list(sound.heard(film, Span(Fraction(0), Fraction(3, 2))))
    left = [sample for each in frames for sample in memoryview(bytes(each.planes[0])).cast("f")[: each.samples]]
    assert len(left) == 1.5 * films.RATE
    loud = [max(map(abs, left[at : at + 480])) > 0.1 for at in range(0, len(left), 480)]
    assert loud == [each < 50 or each >= 100 for each in range(150)]


def test_what_ends_early_is_filled_up(tmp_path: Path, cut: Cut) -> None:
    """A track that is over before the span begins, too."""
    short = films.Recipe(50, sound="aac", sound_until=0.5)
    made = cut(films.film(tmp_path / "short.mp4", short), 1000, 1800)
    assert abs(len(films.samples(made.clip)) - 0.8 * films.RATE) <= AAC_FRAME


def test_a_silent_film_makes_a_silent_clip(reel: Callable[[str], Path], cut: Cut) -> None:
    with av.open(str(cut(reel("mute.mp4"), 0, 500).clip)) as source:
        assert [each.type for each in source.streams] == ["video"]


def test_it_is_in_stereo_at_48_kilohertz(reel: Callable[[str], Path], cut: Cut) -> None:
    with av.open(str(cut(reel("untimed.avi"), 0, 500).clip)) as source:
        track = source.streams.audio[0]
        assert (track.codec_context.name, track.rate, track.layout.name) == ("aac", 48_000, "stereo")
