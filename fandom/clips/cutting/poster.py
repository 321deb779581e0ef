"""The first frame as a picture, in every size that is served."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from av.video.frame import VideoFrame
from PIL import AvifImagePlugin, Image, JpegImagePlugin

from fandom.media.decoding import encoding

# Named here, or the first picture that is written looks through all the formats there are: a tenth of a second.
PLUGINS = (AvifImagePlugin, JpegImagePlugin)
QUICK = ("jpg",)
REST = tuple(each for each in encoding.FORMATS if each not in QUICK)


def written(frame: VideoFrame, folder: Path, formats: Sequence[str]) -> dict[str, Any]:
    picture = picture_of(frame)
    variants = encoding.write_all(picture, folder, formats)
    return {
        "width": picture.width,
        "height": picture.height,
        "colour": encoding.colour_of(picture),
        "variants": variants,
    }


def picture_of(frame: VideoFrame, width: int | None = None, height: int | None = None) -> Image.Image:
    drawn = frame.reformat(width, height, "rgb24", interpolation="BICUBIC", dst_color_range="JPEG", threads=1)
    plane = drawn.planes[0]
    return Image.frombytes("RGB", (drawn.width, drawn.height), bytes(plane), "raw", "RGB", plane.line_size, 1)
