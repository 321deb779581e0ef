"""What the cutting process says while it works: its first frame is kept at once, and the whole clip has it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fandom.media.making import keep
from fandom.media.values import Decoded


def first_frame(file_id: str, folder: Path, said: dict[str, Any]) -> Decoded:
    """All that is said of it, once its pictures are kept."""
    return Decoded(**said | {"variants": keep(file_id, folder, said["variants"])})


@dataclass
class Hearing:
    """Those who listen say in `advanced` who is told how far it is."""

    file_id: str
    folder: Path
    poster_made: Decoded | None = None

    def poster(self, said: dict[str, Any]) -> None:
        self.poster_made = first_frame(self.file_id, self.folder, said)

    def whole(self, said: list[dict[str, Any]]) -> Decoded:
        """The clip, with the frame that was told before it."""
        rest, poster = keep(self.file_id, self.folder, said), self.poster_made
        if poster is None:
            raise RuntimeError("A clip was made without its first frame.")
        return Decoded(poster.width, poster.height, poster.colour, poster.variants + rest, poster.duration_ms)
