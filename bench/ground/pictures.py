"""Sixty pictures that nobody would call honest, and the largest honest ones, all drawn here."""

import io
import random
import struct
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SECRET = b"planted-secret-4711"
HEAD = b"\x89PNG\r\n\x1a\n"
LARGEST = (6000, 4000)
KINDS = ("PNG", "JPEG", "WEBP", "GIF")


def pictures() -> dict[str, bytes]:
    return {**bombs(), **carriers(), **polyglots(), **broken(), **largest()}


def bombs() -> dict[str, bytes]:
    blank = _file(Image.new("RGB", (64, 48)), "PNG")
    moving = [Image.effect_noise((400, 300), 90) for _ in range(20)]
    whole = _file(_view((400, 300)), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return {
        "png of 400 megapixels": _png(20_000, 20_000, bytes(4_000_000)),
        "png of 65,535 a side": _png(65_535, 65_535, b""),
        "png of 60,000 by 1": _png(60_000, 1, bytes(180_001)),
        "png of 1 by 60,000": _png(1, 60_000, bytes(240_000)),
        "png of 24.1 megapixels": _png(6025, 4000, bytes(6025 * 4000 * 3 + 4000)),
        "png, words of 80 MB": _with(blank, b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)),
        "png, profile of 80 MB": _with(blank, b"iCCP", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)),
        "png, 30,000 chunks": blank[:33] + _chunk(b"tEXt", b"a\0b") * 30_000 + blank[33:],
        "gif of 65,535 a side": b"GIF89a\xff\xff\xff\xff" + _file(_view((64, 48)), "GIF")[10:],
        "gif of 200 frames": _file(moving[0], "GIF", save_all=True, append_images=moving[1:] * 10),
        "webp of 268 megapixels": _patched_webp(),
        "webp of 100 frames": _file(moving[0], "WEBP", save_all=True, append_images=moving[1:] * 5, method=0),
        "jpeg of 65,500 a side": _resized_jpeg(65_500, 65_500),
        "jpeg of 1,000 scans": whole[:last] + whole[last:-2] * 1000 + whole[-2:],
        "apng of 60 frames": _file(moving[0], "PNG", save_all=True, append_images=moving[1:] * 3),
    }


def carriers() -> dict[str, bytes]:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    said = PngInfo()
    said.add_text("Comment", SECRET.decode())
    said.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=True)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    view = _view((640, 480))
    found = {f"{kind} with a place": _file(view, kind, exif=exif.tobytes()) for kind in ("JPEG", "PNG", "WEBP")}
    found |= {f"{kind} with a profile": _file(view, kind, icc_profile=profile) for kind in ("JPEG", "PNG", "WEBP")}
    found |= {f"{kind} with xmp": _file(view, kind, xmp=xmp) for kind in ("JPEG", "WEBP")}
    found |= {f"{kind} with a comment": _file(view, kind, comment=SECRET) for kind in ("JPEG", "GIF")}
    return found | {
        "PNG with words": _file(view, "PNG", pnginfo=said),
        "PNG with a chunk of its own": _with(_file(view, "PNG"), b"prVt", SECRET),
    }


def polyglots() -> dict[str, bytes]:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as kept:
        kept.writestr("index.html", SECRET)
    page = b"<html><script>alert(1)</script>" + SECRET
    view = _view((640, 480))
    found = {f"{kind} and a page": _file(view, kind) + page for kind in KINDS}
    found |= {f"{kind} and an archive": _file(view, kind) + zipped.getvalue() for kind in KINDS}
    return found | {
        "a script that is a gif": b"GIF89a/*" + _file(view, "GIF")[8:] + b"*/=1;alert(1)",
        "a page that begins as a gif": b"GIF89a<html>" + page,
    }


def broken() -> dict[str, bytes]:
    noise = Image.effect_noise((800, 600), 90).convert("RGB")
    dice = random.Random(1)
    found = {}
    for kind in KINDS:
        data = _file(noise, kind)
        found[f"{kind}, half of it"] = data[: len(data) // 2]
        for number in range(2):
            wrong = bytearray(data)
            for at in dice.sample(range(20, len(wrong)), 40):
                wrong[at] = dice.randrange(256)
            found[f"{kind}, bytes wrong {number + 1}"] = bytes(wrong)
    return found | {
        "a jpeg called a webp": b"RIFF\xff\xff\0\0WEBP" + _file(noise, "JPEG"),
        "a head alone": HEAD,
        "png with short lines": _png(4000, 4000, bytes(1000)),
    }


def largest() -> dict[str, bytes]:
    view = _view(LARGEST)
    see_through = view.copy()
    see_through.putalpha(view.getchannel(0))
    return {
        "24 MP jpeg, progressive, 4:4:4": _file(view, "JPEG", quality=90, progressive=True, subsampling=0),
        "24 MP jpeg in ink": _file(view.convert("CMYK"), "JPEG", quality=90, progressive=True, subsampling=0),
        "24 MP png": _file(view, "PNG", compress_level=1),
        "24 MP png, see-through": _file(see_through, "PNG", compress_level=1),
        "24 MP png, 16 bits": _png(*LARGEST, bytes(LARGEST[1] * (1 + 6 * LARGEST[0])), depth=16),
        "24 MP png, palette": _file(view.quantize(64, method=Image.Quantize.FASTOCTREE), "PNG", compress_level=1),
        "24 MP webp": _file(view, "WEBP", method=0),
        "24 MP webp, see-through": _file(see_through, "WEBP", method=0),
    }


def _view(size: tuple[int, int]) -> Image.Image:
    """Soft shapes and some grain, as a frame of a film has."""
    rough = Image.effect_noise((max(2, size[0] // 40), max(2, size[1] // 40)), 90).resize(
        size, Image.Resampling.BICUBIC
    )
    fine = Image.effect_noise((size[0] // 4, size[1] // 4), 20).resize(size)
    mixed = Image.blend(rough, fine, 0.2)
    return Image.merge("RGB", (mixed, mixed.transpose(Image.Transpose.ROTATE_180), rough))


def _file(image: Image.Image, kind: str, **options: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def _png(width: int, height: int, raw: bytes, depth: int = 8) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    return HEAD + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(raw, 1)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _with(png: bytes, name: bytes, data: bytes) -> bytes:
    return png[:33] + _chunk(name, data) + png[33:]


def _patched_webp() -> bytes:
    made = bytearray(_file(Image.new("RGB", (16, 16)), "WEBP"))
    at = made.index(b"VP8 ") + 14
    made[at : at + 4] = b"\xff\x3f\xff\x3f"
    return bytes(made)


def _resized_jpeg(width: int, height: int) -> bytes:
    made = bytearray(_file(Image.new("RGB", (16, 16)), "JPEG"))
    at = made.index(b"\xff\xc0") + 5
    made[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(made)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, data in pictures().items():
        (folder / name).write_bytes(data)
