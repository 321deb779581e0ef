"""A card, painted. What is not in the Card is not in the picture."""

import io
import math

from PIL import Image, ImageDraw, ImageFilter

from fandom.sharing.drawing.colours import PAPER, SOFT, Light, light_of
from fandom.sharing.drawing.lines import Block, set_words
from fandom.sharing.values import HEIGHT, WIDTH, Card

SIZE = (WIDTH, HEIGHT)
EDGE = 72
ROOM = WIDTH - 2 * EDGE
# Of the picture, how much may be cut off before it is shown whole on its colour instead.
SQUARE = 1.2
TITLES, WORDS, SMALL = (52, 44, 36), (84, 72, 60, 50, 42, 36), (34,)


def jpeg(card: Card, picture: bytes | None = None) -> bytes:
    """`picture` is a JPEG of ours."""
    canvas = _pictured(card, picture) if picture else _drawn(card)
    # The encoder copies notes from the picture that it is given.
    canvas.info = {}
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=84, optimize=True, subsampling=0)
    return out.getvalue()


def _drawn(card: Card) -> Image.Image:
    light = light_of(card.hue)
    canvas = _field(light)
    brush = ImageDraw.Draw(canvas)
    bottom = _foot(brush, card, light)
    top = EDGE - 12
    if card.words or card.sealed:
        top = _write(brush, set_words(card.show, "Bold", TITLES, (ROOM, 140)), top, light.spark)
    left = EDGE
    if card.sealed:
        _lock(brush, (EDGE, (top + bottom) // 2 - 75), light)
        left += 170
    room = (WIDTH - EDGE - left, bottom - top - 48)
    block = set_words(_said(card), "Bold", WORDS, room)
    _write(brush, block, top + 24 + max(0, room[1] - block.height) // 2, PAPER, left=left)
    return canvas


def _said(card: Card) -> str:
    """What is written large."""
    return card.where if card.sealed else card.words or card.show


def _pictured(card: Card, picture: bytes) -> Image.Image:
    canvas = _placed(_read(picture))
    light = light_of(card.hue)
    shade = Image.new("L", (1, HEIGHT))
    shade.putdata([_shade(y) for y in range(HEIGHT)])
    canvas.paste((8, 10, 16), (0, 0), shade.resize(SIZE))
    brush = ImageDraw.Draw(canvas)
    bottom = _foot(brush, card, light)
    head = set_words(card.show, "Bold", TITLES, (ROOM, 70))
    _write(brush, head, bottom - head.height - 4, PAPER)
    return canvas


def _read(picture: bytes) -> Image.Image:
    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as found:
        found.draft("RGB", SIZE)
        return found.convert("RGB")


def _placed(picture: Image.Image) -> Image.Image:
    """It fills the card, unless it is tall: then it stands whole on what it looks like from afar."""
    wide = picture.width / picture.height >= SQUARE
    filled = _covering(picture)
    if wide:
        return filled
    ground = filled.resize((60, 32), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(6)).resize(SIZE)
    ratio = HEIGHT / picture.height
    whole = picture.resize((max(1, round(picture.width * ratio)), HEIGHT), Image.Resampling.LANCZOS)
    ground.paste(whole, (WIDTH - EDGE - whole.width, 0))
    return ground


def _covering(picture: Image.Image) -> Image.Image:
    ratio = max(WIDTH / picture.width, HEIGHT / picture.height)
    width, height = WIDTH / ratio, HEIGHT / ratio
    left, top = (picture.width - width) / 2, (picture.height - height) / 3
    return picture.resize(SIZE, Image.Resampling.LANCZOS, box=(left, top, left + width, top + height))


def _shade(y: int) -> int:
    """Darker from the middle down, so that what is written there can be read on anything."""
    return round(225 * math.pow(max(0.0, (y - HEIGHT * 0.45) / (HEIGHT * 0.55)), 0.8))


def _field(light: Light) -> Image.Image:
    """From above, as it falls on the pages of the show."""
    canvas = Image.new("RGB", SIZE, light.depth)
    fall = Image.linear_gradient("L").resize(SIZE).point(lambda value: 255 - value)
    canvas.paste(light.field, (0, 0), fall)
    glow = Image.radial_gradient("L").resize((WIDTH * 2, HEIGHT * 2)).point(lambda value: max(0, 110 - value) // 3)
    canvas.paste(light.spark, (WIDTH // 4, -HEIGHT), glow)
    return canvas


def _foot(brush: ImageDraw.ImageDraw, card: Card, light: Light) -> int:
    """Where and by whom, at the bottom; answers where it begins."""
    by = set_words(f"@{card.by}", "Regular", SMALL, (ROOM // 2, 60)) if card.by else None
    where = set_words(card.where if not card.sealed else "", "Bold", SMALL, (ROOM // 2, 60))
    top = HEIGHT - EDGE - 34
    _write(brush, where, top, light.spark)
    if by:
        left = EDGE + (round(where.font.getlength(where.lines[0])) + 28 if where.lines else 0)
        _write(brush, by, top, SOFT, left=left)
    name = set_words("Fandom", "Bold", SMALL, (ROOM, 60))
    _write(brush, name, top, PAPER, left=WIDTH - EDGE - round(name.font.getlength("Fandom")))
    return top - 12


def _lock(brush: ImageDraw.ImageDraw, at: tuple[int, int], light: Light) -> None:
    x, y = at
    brush.arc((x + 26, y, x + 94, y + 96), 180, 360, fill=light.spark, width=14)
    brush.line((x + 32, y + 48, x + 32, y + 70), fill=light.spark, width=14)
    brush.line((x + 87, y + 48, x + 87, y + 70), fill=light.spark, width=14)
    brush.rounded_rectangle((x, y + 64, x + 120, y + 150), radius=18, fill=light.spark)
    brush.ellipse((x + 48, y + 92, x + 72, y + 116), fill=light.depth)


def _write(
    brush: ImageDraw.ImageDraw, block: Block, top: int, colour: tuple[int, int, int], *, left: int = EDGE
) -> int:
    """Answers where it ends."""
    for number, line in enumerate(block.lines):
        brush.text((left, top + number * block.step), line, font=block.font, fill=colour)
    return top + block.height
