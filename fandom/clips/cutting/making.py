"""Makes what belongs to a clip: the rest of its first frame, then the clip itself and its preview."""

import hashlib
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from fandom.clips.cutting import clip, glance, poster, preview, sound
from fandom.clips.cutting.drawing import Drawing
from fandom.clips.cutting.film import Film
from fandom.clips.cutting.frames import Shown, Span, shown

Say = Callable[[dict[str, Any]], None]
EVERY_S = 0.5


def make(path: Path, span_ms: tuple[int, int], folder: Path, say: Say) -> list[dict[str, Any]]:
    """The variants of all but the poster, which is said as soon as it is there."""
    asked = glance.span_of(*span_ms)
    with Film(path) as film:
        drawing = Drawing(film.video)
        frames = shown(film, asked, drawing.draw)
        first = next(frames)
        span = Span(first.at, glance.end(film, asked, first))
        say({"poster": poster.written(first.frame, folder, poster.REST) | glance.length(film, asked, first)})
        made = clip.Clip(folder, drawing, film.video)
        glimpse = preview.Preview(folder)
        expected = max(1, int((span.end - span.start) * (film.video.average_rate or 25)))
        with Film(path) as ears:
            if ears.audio:
                made.listen(sound.heard(ears, span))
            for each in _told(chain([first], frames), expected, say):
                glimpse.take(each.frame, each.at - span.start, each.until - span.start)
                made.show(each.frame, each.at - span.start, each.until - span.start)
            return [_variant(folder, each) for each in (made.finish(), glimpse.finish())]


def make_smaller(path: Path, asked: Span, folder: Path) -> list[dict[str, Any]]:
    """The same frames and the same sound once more, for browsers that know AV1."""
    with Film(path) as film:
        drawing = Drawing(film.video)
        frames = shown(film, asked, drawing.draw)
        first = next(frames)
        span = Span(first.at, glance.end(film, asked, first))
        made = clip.Clip(folder, drawing, film.video, clip.WEBM)
        with Film(path) as ears:
            if ears.audio:
                made.listen(sound.heard(ears, span))
            for each in chain([first], frames):
                made.show(each.frame, each.at - span.start, each.until - span.start)
            return [_variant(folder, made.finish())]


def _told(frames: Iterator[Shown], expected: int, say: Say) -> Iterator[Shown]:
    told = time.monotonic()
    for done, each in enumerate(frames, 1):
        yield each
        if time.monotonic() - told >= EVERY_S:
            told = time.monotonic()
            say({"advanced": min(1.0, round(done / expected, 3))})


def _variant(folder: Path, made: dict[str, Any]) -> dict[str, Any]:
    data = (folder / made["name"]).read_bytes()
    return made | {"size": len(data), "digest": hashlib.sha256(data).hexdigest()[:16]}
