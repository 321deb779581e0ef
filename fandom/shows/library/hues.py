"""The light of a show from its poster: the hue that its vivid parts share, as the nearest of the twelve steps."""

import io
import math
from collections.abc import Iterable

from PIL import Image

STEPS, STEP = 12, 30
SIDE = 64
# Below this chroma a pixel is grey to the eye; too dark or too light, nobody sees which colour it has.
LEAST_CHROMA, DARKEST, LIGHTEST = 0.04, 0.2, 0.95
LEAST_SHARE = 0.02
# sRGB to LMS and on to OKLab: Björn Ottosson, https://bottosson.github.io/posts/oklab/
_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LINEAR = [each / 255 / 12.92 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in range(256)]


def of_picture(jpeg: bytes) -> int | None:
    """0, 30 … 330 as in OKLCH, or None of a picture without colour. `jpeg` is one that we drew ourselves."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        small = opened.convert("RGB").resize((SIDE, SIDE))
    return of_pixels(zip(*[iter(small.tobytes())] * 3, strict=True))


def of_pixels(pixels: Iterable[tuple[int, ...]]) -> int | None:
    """Each pixel votes for its two nearest steps, the more vivid the louder."""
    votes, count, vivid = [0.0] * STEPS, 0, 0
    for pixel in pixels:
        lightness, chroma, hue = oklch(*pixel)
        count += 1
        if chroma < LEAST_CHROMA or not DARKEST < lightness < LIGHTEST:
            continue
        vivid += 1
        at, share = divmod(hue / STEP, 1)
        votes[int(at) % STEPS] += chroma * (1 - share)
        votes[(int(at) + 1) % STEPS] += chroma * share
    if not count or vivid / count < LEAST_SHARE:
        return None
    return max(range(STEPS), key=votes.__getitem__) * STEP


def oklch(red: int, green: int, blue: int) -> tuple[float, float, float]:
    """Lightness 0–1, chroma, hue in degrees."""
    linear = (_LINEAR[red], _LINEAR[green], _LINEAR[blue])
    cone = [math.cbrt(sum(a * b for a, b in zip(row, linear, strict=True))) for row in _LMS]
    lightness, a, b = (sum(x * y for x, y in zip(row, cone, strict=True)) for row in _LAB)
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360
