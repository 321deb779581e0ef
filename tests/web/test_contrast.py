"""Text passes 4.5:1 on every surface it stands on, for all twelve lights, in both themes: computed from tokens.css."""

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "fandom/web/static/src/css/tokens.css").read_text()
PAIR = re.compile(r"--([a-z0-9-]+): (?:light-dark\((oklch\(.*?\)), (oklch\(.*?\))\)|(oklch\(.*?\)));")
HUES = re.compile(r"\.hue-(\d+) \{ --h: (\d+); --c: ([.\d]+); \}")
NEUTRAL = (262.0, 0.035)
THEMES = ("light", "dark")

Colour = tuple[float, float, float]


def lights() -> list[tuple[float, float]]:
    return [NEUTRAL, *[(float(hue), float(chroma)) for _, hue, chroma in HUES.findall(TOKENS)]]


def token(name: str, theme: str, light: tuple[float, float]) -> Colour:
    for found, light_value, dark_value, only in PAIR.findall(TOKENS):
        if found == name:
            return _colour(only or (light_value if theme == "light" else dark_value), light)
    raise KeyError(name)


def _colour(text: str, light: tuple[float, float]) -> Colour:
    hue, chroma = light
    plain = re.sub(r"var\(--h(?:, \d+)?\)", str(hue), re.sub(r"var\(--c(?:, [.\d]+)?\)", str(chroma), text))
    times = re.search(r"calc\(([.\d]+) \* ([.\d]+)\)", plain)
    if times:
        plain = plain.replace(times[0], str(float(times[1]) * float(times[2])))
    lightness, own_chroma, own_hue = plain.removeprefix("oklch(").removesuffix(")").split()[:3]
    return float(lightness), float(own_chroma), float(own_hue)


def linear(colour: Colour) -> tuple[float, ...]:
    """OKLCH to linear sRGB, as in CSS Color 4; what lies outside the gamut is clipped like browsers do at worst."""
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long, middle, short = (
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    rgb = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return tuple(min(1.0, max(0.0, each)) for each in rgb)


def contrast(one: Colour, other: Colour) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_ruler_knows_black_and_white() -> None:
    assert contrast((0, 0, 0), (1, 0, 0)) == pytest.approx(21, abs=0.01)


def test_there_are_twelve_lights() -> None:
    assert [hue for hue, _ in lights()[1:]] == [float(step) for step in range(0, 360, 30)]


def pairs() -> Iterator[tuple[str, str]]:
    for surface in ("bg", "s1", "s2", "tint"):
        yield "text", surface
        yield "soft", surface
        yield "accent", surface
    yield "on", "accent"
    for word in ("good", "warn", "bad", "live"):
        yield word, "s1"
        yield word, "bg"
    yield "soft", "s3"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("light", lights(), ids=lambda light: f"hue-{light[0]:.0f}")
def test_text_can_be_read(theme: str, light: tuple[float, float]) -> None:
    found = {pair: contrast(*(token(name, theme, light) for name in pair)) for pair in pairs()}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("light", lights(), ids=lambda light: f"hue-{light[0]:.0f}")
def test_a_face_can_be_read(light: tuple[float, float]) -> None:
    hue, _ = light
    assert contrast((0.96, 0.02, hue), token("field", "dark", light)) >= 4.5
