"""PNG, JPEG and GIF by Pillow; of animated ones the first frame."""

from pathlib import Path

from PIL import Image, UnidentifiedImageError

from fandom.media.decoding.drawn import Drawn, reduced
from fandom.media.decoding.notes import orientation_of
from fandom.media.decoding.reasons import DAMAGED, MAX_PIXELS, TOO_MANY_PIXELS, UNREADABLE, Refused
from fandom.media.decoding.sizes import Size, fitted, upright

FORMATS = ("PNG", "JPEG", "GIF")
BAND = 64
# Honest progressive pictures have about ten; a thousand make a small file take minutes.
MAX_SCANS = 64
START_OF_SCAN = b"\xff\xda"


def draw(path: Path, box: Size) -> Drawn:
    try:
        picture = Image.open(path, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Refused(UNREADABLE) from error
    with picture:
        size = picture.size
        if size[0] * size[1] > MAX_PIXELS:
            raise Refused(TOO_MANY_PIXELS)
        if picture.format == "JPEG" and path.read_bytes().count(START_OF_SCAN) > MAX_SCANS:
            raise Refused(DAMAGED)
        orientation = orientation_of(picture)
        wanted = fitted(size, upright(box, orientation))
        # JPEG is decoded at a half, a quarter or an eighth where that is enough.
        picture.draft(None, wanted)
        profile = picture.info.get("icc_profile") or b""
        return Drawn(_shrunk(picture, wanted), size, orientation, profile)


def _shrunk(picture: Image.Image, wanted: Size) -> Image.Image:
    """In bands, so that no second copy of the whole is ever made; smoothly from where whole pixels do not reach."""
    width, height = picture.size
    factor = max(1, min(width // wanted[0], height // wanted[1]))
    step = BAND * factor
    bands = [reduced(picture.crop((0, top, width, min(height, top + step))), factor) for top in range(0, height, step)]
    whole = Image.new(bands[0].mode, (bands[0].width, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        whole.paste(band, (0, top))
        top += band.height
    return whole if whole.size == wanted else whole.resize(wanted, Image.Resampling.LANCZOS)
