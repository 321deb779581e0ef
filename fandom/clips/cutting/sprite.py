"""Many small pictures of a film in one, for the bar on which one seeks."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from av.video.frame import VideoFrame
from PIL import Image

from fandom.clips.cutting.drawing import Drawing
from fandom.clips.cutting.poster import picture_of
from fandom.media.decoding.sizes import fitted

NAME = "sprite.jpg"
BOX = (160, 120)
COLUMNS, MOST = 10, 120
SECOND = 1000
QUALITY = 70
# A frame that comes so much later still stands for its place, and shows the shot that begins there.
LATE = Fraction(1, 2)


def step_ms(duration_ms: int) -> int:
    """Whole seconds, and not more than MOST of them in the film."""
    return SECOND * max(1, -(-duration_ms // (MOST * SECOND)))


class Sprite:
    """Takes every frame that there is and keeps the one for each place. What never comes stays black."""

    def __init__(self, folder: Path, drawing: Drawing, duration_ms: int) -> None:
        self._path, self._drawing = folder / NAME, drawing
        self.every_ms = step_ms(duration_ms)
        self._count = max(1, -(-duration_ms // self.every_ms))
        self._sheet: Image.Image | None = None
        self._cell = (0, 0)
        self._done = 0
        self._last: VideoFrame | None = None

    def take(self, frame: VideoFrame, at: Fraction) -> None:
        """In seconds of the film."""
        while self._done < self._count and self._done * self.every_ms <= 1000 * at:
            late = at - Fraction(self._done * self.every_ms, 1000) > LATE
            self._place(self._last if late and self._last is not None else frame)
        self._last = frame

    def finish(self) -> dict[str, Any] | None:
        """None of a film of which nothing was seen."""
        if self._last is not None and self._done < self._count:
            self._place(self._last)
        if self._sheet is None:
            return None
        self._sheet.save(self._path, "JPEG", quality=QUALITY, optimize=True)
        width, height = self._cell
        size = {"columns": min(COLUMNS, self._count), "rows": self._rows, "width": width, "height": height}
        return {"name": NAME, "every_ms": self.every_ms} | size

    @property
    def _rows(self) -> int:
        return -(-self._count // COLUMNS)

    def _place(self, frame: VideoFrame) -> None:
        drawn = self._drawing.draw(frame)
        if self._sheet is None:
            self._cell = fitted((drawn.width, drawn.height), BOX)
            across = min(COLUMNS, self._count) * self._cell[0]
            self._sheet = Image.new("RGB", (across, self._rows * self._cell[1]))
        row, column = divmod(self._done, COLUMNS)
        self._sheet.paste(picture_of(drawn, *self._cell), (column * self._cell[0], row * self._cell[1]))
        self._done += 1
