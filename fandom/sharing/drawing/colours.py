"""A show's light in the colours of pictures: the tokens of the stylesheet, from OKLCH to sRGB."""

import math
from dataclasses import dataclass

Rgb = tuple[int, int, int]

PAPER: Rgb = (255, 255, 255)
SOFT: Rgb = (205, 212, 222)


@dataclass(frozen=True, slots=True)
class Light:
    """As `--field`, `--field-2` and `--spark` in tokens.css."""

    field: Rgb
    depth: Rgb
    spark: Rgb


def light_of(hue: int) -> Light:
    return Light(oklch(0.36, 0.085, hue), oklch(0.21, 0.05, hue), oklch(0.78, 0.12, hue))


def oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    """https://bottosson.github.io/posts/oklab/, clipped to what a screen has."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _channel(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _channel(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _channel(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _channel(linear: float) -> int:
    clipped = min(max(linear, 0.0), 1.0)
    curved = 12.92 * clipped if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055
    return round(255 * curved)
