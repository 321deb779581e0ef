"""Small films whose frames say their number in large black and white blocks, and whose sound says when it began."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from math import pi, sin
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from PIL import Image

COLUMNS, ROWS = 4, 3
WHITE, BLACK = 220, 32
RATE, SAMPLES = 48_000, 960


@dataclass(frozen=True)
class Recipe:
    """`stamps` are in units of `unit`, one a frame; sound is a tone from `tone_from` seconds on, before it silence."""

    frames: int = 100
    unit: Fraction = Fraction(1, 12_800)
    stamps: Sequence[int] = ()
    size: tuple[int, int] = (160, 96)
    format: str = "yuv420p"
    codec: str = "libx264"
    options: dict[str, str] = field(default_factory=lambda: {"preset": "veryfast", "g": "24", "bf": "3"})
    container: dict[str, str] = field(default_factory=dict)
    sound: str = "aac"
    tone_from: float = 0.0
    sound_until: float = 1000.0
    turned: int = 0
    mirrored: bool = False
    tags: dict[str, int] = field(default_factory=dict)
    metadata: dict[str, str] = field(default_factory=dict)
    pixel: Fraction = Fraction(1)

    @property
    def times(self) -> list[Fraction]:
        """Seconds of each frame, as they are stamped."""
        stamps = self.stamps or [each * int(Fraction(1, 25) / self.unit) for each in range(self.frames)]
        return [each * self.unit for each in stamps[: self.frames]]


def film(path: Path, recipe: Recipe = Recipe()) -> Path:
    with av.open(str(path), "w", container_options=recipe.container) as out:
        out.metadata.update(recipe.metadata)
        video: Any = out.add_stream(recipe.codec, rate=25, options=recipe.options)
        video.width, video.height = recipe.size
        video.pix_fmt, video.codec_context.time_base = recipe.format, recipe.unit
        video.codec_context.thread_count = 1
        video.codec_context.sample_aspect_ratio = recipe.pixel
        for name, value in recipe.tags.items():
            setattr(video.codec_context, name, value)
        if recipe.turned or recipe.mirrored:
            video.set_display_rotation(recipe.turned, hflip=recipe.mirrored)
        audio: Any = out.add_stream(recipe.sound, rate=RATE, layout="stereo") if recipe.sound else None
        _fill(out, recipe, video, audio)
    return path


def _fill(out: Any, recipe: Recipe, video: Any, audio: Any) -> None:
    tones = _tones(recipe) if audio else iter(())
    for number, time in enumerate(recipe.times):
        frame = numbered(number, recipe.size, recipe.format)
        frame.time_base, frame.pts = recipe.unit, int(time / recipe.unit)
        out.mux(video.encode(frame))
        for tone in _until(tones, time + Fraction(1, 25)) if time < recipe.sound_until else ():
            out.mux(audio.encode(tone))
    out.mux(video.encode(None))
    if audio:
        out.mux(audio.encode(None))


def _until(tones: Iterator[AudioFrame], time: Fraction) -> Iterator[AudioFrame]:
    for tone in tones:
        yield tone
        if (tone.pts + tone.samples) * Fraction(1, RATE) >= time:
            return


def _tones(recipe: Recipe) -> Iterator[AudioFrame]:
    """A thousand waves a second, so that a piece of 48 samples fits to any other."""
    wave = array("h", [round(8000 * sin(2 * pi * at / 48)) for at in range(48) for _ in "lr"]).tobytes()
    begin, loud_from = round(recipe.times[0] * RATE), round(recipe.tone_from * RATE)
    for number in count():
        start = begin + SAMPLES * number
        silent = min(max(loud_from - start, 0), SAMPLES)
        frame = AudioFrame("s16", "stereo", SAMPLES)
        frame.planes[0].update(bytes(4 * silent) + (wave * (SAMPLES // 48))[4 * silent :])
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), start
        yield frame


def numbered(number: int, size: tuple[int, int], form: str = "yuv420p") -> VideoFrame:
    """Twelve blocks, the lowest bit first; what carries ten bits or other colours is made from eight."""
    picture = Image.new("L", (COLUMNS, ROWS))
    picture.putdata([WHITE if number >> bit & 1 else BLACK for bit in range(COLUMNS * ROWS)])
    large = picture.resize(size, Image.Resampling.NEAREST).convert("RGB")
    return of(large).reformat(format=form, dst_color_range="MPEG")


def of(picture: Image.Image) -> VideoFrame:
    frame = VideoFrame(picture.width, picture.height, "rgb24")
    plane = frame.planes[0]
    line, data = picture.width * 3, picture.tobytes()
    gap = bytes(plane.line_size - line)
    plane.update(b"".join(data[at : at + line] + gap for at in range(0, len(data), line)))
    return frame


def number_of(picture: Image.Image) -> int:
    """What its blocks say, whatever size it is."""
    grey = picture.convert("L")
    places = [(column, row) for row in range(ROWS) for column in range(COLUMNS)]
    lit = [
        grey.getpixel(((2 * column + 1) * grey.width // (2 * COLUMNS), (2 * row + 1) * grey.height // (2 * ROWS)))
        for column, row in places
    ]
    return sum((int(each) > (WHITE + BLACK) // 2) << bit for bit, each in enumerate(lit))  # type: ignore[arg-type]


def pictures(path: Path, *, hidden: bool = True) -> list[tuple[Fraction, Image.Image]]:
    """Every frame in the file with its time; `hidden` are those too that an edit list would not show."""
    options = {"ignore_editlist": "1"} if hidden and path.suffix == ".mp4" else {}
    with av.open(str(path), container_options=options) as source:
        return [((each.pts or 0) * Fraction(each.time_base or 1), each.to_image()) for each in source.decode(video=0)]


def samples(path: Path) -> array:
    """Of the left side, as a player hears them."""
    with av.open(str(path)) as source:
        resampler = av.AudioResampler("s16", "mono", RATE)
        found = array("h")
        for frame in [*source.decode(audio=0), None]:
            for each in resampler.resample(frame):
                found.frombytes(bytes(each.planes[0])[: 2 * each.samples])
        return found
