"""The light of pictures is that of the pages."""

import re

from fandom.config import ROOT
from fandom.sharing.drawing.colours import PAPER, SOFT, light_of, oklch

HUES = range(0, 360, 30)
TOKENS = ROOT / "fandom" / "web" / "static" / "src" / "css" / "tokens.css"


def luminance(colour: tuple[int, int, int]) -> float:
    linear = [each / 255 / 12.92 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_known_colours() -> None:
    assert oklch(1, 0, 0) == (255, 255, 255)
    assert oklch(0, 0, 0) == (0, 0, 0)
    assert oklch(0.628, 0.2577, 29.23) == (255, 0, 0)


def test_fields_are_those_of_the_stylesheet() -> None:
    said = TOKENS.read_text()
    assert re.search(r"--field: oklch\(\.36 \.085 ", said)
    assert re.search(r"--field-2: oklch\(\.21 \.05 ", said)


def test_words_can_be_read_on_every_light() -> None:
    for light in map(light_of, HUES):
        for ink in (PAPER, light.spark, SOFT):
            assert min(contrast(ink, light.field), contrast(ink, light.depth)) >= 4.5
