"""The first seconds of a clip as a small moving picture, for where a film would be too much."""

import os
from fractions import Fraction
from pathlib import Path
from typing import Any

from av.video.frame import VideoFrame
from PIL import Image

from fandom.clips.cutting.poster import picture_of
from fandom.clips.cutting.timeless import without_times
from fandom.media.decoding.sizes import fitted

NAME = "preview.avif"
WIDTH = 320
LONGEST = Fraction(3)
STEP = Fraction(1, 10)
OPTIONS: dict[str, Any] = {"quality": 45, "speed": 9, "max_threads": 2}


class Preview:
    """Takes a frame every tenth of a second, where there is a new one."""

    def __init__(self, folder: Path) -> None:
        self._path, self._made = folder / NAME, folder / f".{NAME}"
        self._pictures: list[Image.Image] = []
        self._starts: list[Fraction] = []
        self._end = Fraction(0)

    def take(self, frame: VideoFrame, at: Fraction, until: Fraction) -> None:
        """In seconds since the first frame."""
        if at >= LONGEST:
            return
        self._end = min(until, LONGEST)
        if at >= len(self._starts) * STEP:
            self._starts.append(at)
            self._pictures.append(picture_of(frame, *fitted((frame.width, frame.height), (WIDTH, frame.height))))

    def finish(self) -> dict[str, Any]:
        ends = [round(1000 * each) for each in [*self._starts[1:], self._end]]
        lengths = [max(1, end - round(1000 * start)) for start, end in zip(self._starts, ends, strict=True)]
        first, *rest = self._pictures
        first.save(self._made, "AVIF", save_all=True, append_images=rest, duration=lengths, **OPTIONS)
        self._made.write_bytes(without_times(self._made.read_bytes()))
        os.replace(self._made, self._path)
        return {"name": NAME, "type": "image/avif", "width": first.width, "height": first.height}
