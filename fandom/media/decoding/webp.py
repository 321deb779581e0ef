"""WEBP by way of FFmpeg, which needs a quarter of the memory of the usual decoder; of animated ones the first frame."""

import struct
from collections.abc import Iterator
from pathlib import Path

import av
from av.video.frame import VideoFrame
from PIL import Image

from fandom.media.decoding.drawn import Drawn, flat
from fandom.media.decoding.notes import orientation_of
from fandom.media.decoding.reasons import DAMAGED, MAX_PIXELS, TOO_MANY_PIXELS, Refused
from fandom.media.decoding.sizes import Size, fitted, upright

# Its buffers are a little larger than the picture.
DECODER_PIXELS = MAX_PIXELS * 11 // 10
FRAME_HEAD = 16
PICTURES = frozenset({b"VP8 ", b"VP8L"})
ALPHA = b"ALPH"
# Views of the file: a copy of a large one would be a tenth of the memory there is.
Chunk = tuple[bytes, memoryview]


def draw(path: Path, box: Size) -> Drawn:
    """Scaled while it is converted: the whole picture is never there in RGB."""
    data = memoryview(path.read_bytes())
    chunks = list(_chunks(data[12 : _end(data)]))
    named = dict(reversed(chunks))
    frame = named.get(b"ANMF")
    still = [each for each in (_chunks(frame[FRAME_HEAD:]) if frame else chunks) if each[0] in {*PICTURES, ALPHA}]
    size = _size(still)
    if size[0] * size[1] > MAX_PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    orientation = orientation_of(bytes(named.get(b"EXIF", b"")))
    picture = _scaled(_decoded(_alone(still, size), size), fitted(size, upright(box, orientation)))
    return Drawn(flat(picture), size, orientation, bytes(named.get(b"ICCP", b"")))


def _scaled(frame: VideoFrame, size: Size) -> Image.Image:
    kind, mode = ("rgba", "RGBA") if "a" in frame.format.name else ("rgb24", "RGB")
    plane = frame.reformat(width=size[0], height=size[1], format=kind, interpolation="AREA").planes[0]
    return Image.frombytes(mode, size, bytes(plane), "raw", mode, plane.line_size, 1)


def _decoded(still: bytes, size: Size) -> VideoFrame:
    decoder = av.CodecContext.create("webp", "r")
    decoder.options = {"max_pixels": str(DECODER_PIXELS)}
    decoder.thread_count = 1
    try:
        frames = [*decoder.decode(av.Packet(still)), *decoder.decode(None)]
    except (av.FFmpegError, ValueError) as error:
        raise Refused(DAMAGED) from error
    if not frames or (frames[0].width, frames[0].height) != size:
        raise Refused(DAMAGED)
    return frames[0]


def _alone(still: list[Chunk], size: Size) -> bytes:
    """A file of this one picture and nothing else."""
    if len(still) > 1:
        extent = b"".join(struct.pack("<I", each - 1)[:3] for each in size)
        still = [(b"VP8X", memoryview(b"\x10\0\0\0" + extent)), *still]
    body = [
        part for name, data in still for part in (name, len(data).to_bytes(4, "little"), data, bytes(len(data) & 1))
    ]
    length = 4 + sum(map(len, body))
    return b"".join([b"RIFF", length.to_bytes(4, "little"), b"WEBP", *body])


def _end(data: memoryview) -> int:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise Refused(DAMAGED)
    return end


def _chunks(data: memoryview) -> Iterator[Chunk]:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise Refused(DAMAGED)
        yield bytes(data[at : at + 4]), data[at + 8 : at + 8 + size]
        at += 8 + size + (size & 1)


def _size(still: list[Chunk]) -> Size:
    """As the picture's own head says, whatever the file says around it."""
    name, data = next((each for each in still if each[0] in PICTURES), (b"", memoryview(b"")))
    if len(data) < 10:
        raise Refused(DAMAGED)
    if name == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, 6)
    return width & 0x3FFF, height & 0x3FFF
