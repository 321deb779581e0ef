"""Pictures as tests need them: small, drawn here, and some that no honest program makes."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def picture(size: tuple[int, int] = (64, 48), colour: object = (200, 30, 60), mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)  # type: ignore[arg-type]


def file_of(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def halves(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    made = picture(size, (255, 0, 0))
    made.paste((0, 0, 255), (size[0] // 2, 0, *size))
    return made


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, raw: bytes | None = None) -> bytes:
    """Black, however large it says it is; `raw` are its lines in another number or length."""
    line = 1 + (width * depth * {0: 1, 2: 3, 6: 4}[colour] + 7) // 8
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = bytes(line * height) if raw is None else raw
    return PNG_HEAD + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunk(png_file: bytes, name: bytes, data: bytes) -> bytes:
    """Put in right after the head of a PNG."""
    at = len(PNG_HEAD) + 25
    return png_file[:at] + chunk(name, data) + png_file[at:]


def exif(**tags: Any) -> bytes:
    """Orientation and, where asked for, a place."""
    found = Image.Exif()
    if orientation := tags.get("orientation"):
        found[0x0112] = orientation
    found[0x010E] = tags.get("description", "")
    if place := tags.get("place"):
        gps = found.get_ifd(0x8825)
        gps[1], gps[2] = "N", place
    return found.tobytes()
