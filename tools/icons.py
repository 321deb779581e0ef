"""Draws the icons that a home screen wants, from the same strokes as favicon.svg: `python -m tools.icons`."""

from PIL import Image, ImageDraw

from tools.paths import ROOT

SRC = ROOT / "fandom" / "web" / "static" / "src"
UNITS, FINER = 32, 4
GROUND, LETTER, SPARK = "#12202b", "#7fd0dc", "#ffb86b"
BARS = ((10, 7, 14, 24), (10, 7, 22, 11), (10, 15, 21, 19))


def icon(size: int, *, margin: float, rounded: bool) -> Image.Image:
    """`margin` is what a mask may cut off on each side, as a part of the whole."""
    side = size * FINER
    drawn = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    pen.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * 9 / UNITS if rounded else 0, fill=GROUND)
    scale, start = side * (1 - 2 * margin) / UNITS, side * margin
    place = [start + scale * each for each in range(UNITS + 1)]
    for left, top, right, bottom in BARS:
        pen.rounded_rectangle((place[left], place[top], place[right], place[bottom]), radius=scale * 0.6, fill=LETTER)
    middle, radius = start + scale * 23.5, scale * 2.5
    pen.ellipse((middle - radius, middle - scale - radius, middle + radius, middle - scale + radius), fill=SPARK)
    return drawn.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    for name, size, margin, rounded in (
        ("icon-180", 180, 0.0, False),
        ("icon-192", 192, 0.0, True),
        ("icon-512", 512, 0.0, True),
        ("icon-mask", 512, 0.12, False),
    ):
        icon(size, margin=margin, rounded=rounded).quantize(64).save(SRC / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
