"""A picture once it is drawn: small, on white, eight bits a channel."""

from dataclasses import dataclass

from PIL import Image

from fandom.media.decoding.sizes import Size

PAPER = (255, 255, 255)
DEEP = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """`picture` lies as it was taken and fits the box once it is upright; `size` is that of the original."""

    picture: Image.Image
    size: Size
    orientation: int
    profile: bytes


def reduced(picture: Image.Image, factor: int) -> Image.Image:
    """A whole number of times smaller, in L, RGB or CMYK. What is see-through is laid on white when it is small."""
    if picture.mode in {"RGBA", "LA", "PA"}:
        return flat(picture.convert("RGBA").reduce(factor))
    return flat(picture).reduce(factor)


def flat(picture: Image.Image) -> Image.Image:
    """In L, RGB or CMYK. What is transparent shows white."""
    if picture.mode in DEEP:
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"1", "L"} and "transparency" not in picture.info:
        return picture.convert("L")
    if picture.mode == "CMYK" or (picture.mode == "RGB" and "transparency" not in picture.info):
        return picture
    whole = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, PAPER)
    paper.paste(whole, mask=whole.getchannel("A"))
    return paper
