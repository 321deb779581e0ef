"""A picture in the sizes and formats in which it is served, with nothing in it but its pixels."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image

from fandom.media.decoding.sizes import Size, fitted

WIDTHS = (320, 640, 1280)
# The three have these proportions at most, so that a long strip is not a mile of pixels.
TALL = 1.5
BOX: Size = (WIDTHS[-1], int(WIDTHS[-1] * TALL))
FORMATS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "avif": ("AVIF", "image/avif", {"quality": 60, "speed": 9, "max_threads": 1}),
    "jpg": ("JPEG", "image/jpeg", {"quality": 82, "optimize": True, "progressive": True}),
}


def write_all(picture: Image.Image, folder: Path, formats: Iterable[str] = tuple(FORMATS)) -> list[dict[str, Any]]:
    """What was written, the smallest first: as `media.values.Variant` has it. The smallest width is always there."""
    said: list[dict[str, Any]] = []
    before: Size | None = None
    for width in WIDTHS:
        size = fitted(picture.size, (width, int(width * TALL)))
        if size != before:
            said += _write(_bare(picture, size), folder, [f"{width}.{each}" for each in formats])
        before = size
    return said


def colour_of(picture: Image.Image) -> str:
    """The one that most of it has, as #rrggbb."""
    few = picture.resize((32, 32), Image.Resampling.BOX).quantize(6)
    most = max(few.getcolors() or [(1, 0)])[1]
    palette = few.getpalette() or [0, 0, 0]
    at = int(most) * 3 if isinstance(most, int) else 0
    return "#{:02x}{:02x}{:02x}".format(*palette[at : at + 3])


def _bare(picture: Image.Image, size: Size) -> Image.Image:
    """The encoders copy notes from the picture they are given; this one has none."""
    bare = picture.resize(size, Image.Resampling.LANCZOS)
    bare.info = {}
    return bare


def _write(picture: Image.Image, folder: Path, names: Iterable[str]) -> list[dict[str, Any]]:
    said = []
    for path in (folder / name for name in names):
        kind, mime, options = FORMATS[path.suffix[1:]]
        picture.save(path, kind, **options)
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()[:16]
        size = {"width": picture.width, "height": picture.height, "size": len(data)}
        said.append({"name": path.name, "type": mime, **size, "digest": digest})
    return said
