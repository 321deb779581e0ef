"""Sizes and turns. Pure."""

from fractions import Fraction

import pytest

from fandom.clips.cutting.shape import Turn, fitted, natural, turn_of

ONE = 65_536


@pytest.mark.parametrize(
    ("size", "fits"),
    [
        ((1280, 720), (1280, 720)),
        ((1920, 1080), (1280, 720)),
        ((1080, 1920), (720, 1280)),
        ((7680, 4320), (1280, 720)),
        ((1920, 800), (1280, 532)),
        ((640, 480), (640, 480)),
        ((1440, 1080), (960, 720)),
        ((161, 97), (160, 96)),
        ((1, 1), (2, 2)),
        ((30_000, 2), (1280, 2)),
    ],
)
def test_fitting(size: tuple[int, int], fits: tuple[int, int]) -> None:
    assert fitted(size) == fits


@pytest.mark.parametrize(
    ("matrix", "turn"),
    [
        ((ONE, 0, 0, 0, ONE, 0), Turn()),
        ((0, ONE, 0, -ONE, 0, 0), Turn(quarters=1)),
        ((-ONE, 0, 0, 0, -ONE, 0), Turn(quarters=2)),
        ((0, -ONE, 0, ONE, 0, 0), Turn(quarters=3)),
        ((-ONE, 0, 0, 0, ONE, 0), Turn(mirrored=True)),
        ((ONE, 0, 0, 0, -ONE, 0), Turn(mirrored=True, quarters=2)),
        ((65_530, 900, 0, -900, 65_530, 0), Turn()),
        ((0, 0, 0, 0, 0, 0), Turn()),
    ],
)
def test_turns(matrix: tuple[int, ...], turn: Turn) -> None:
    assert turn_of(matrix) == turn


@pytest.mark.parametrize(
    ("size", "pixel", "turn", "shown"),
    [
        ((720, 576), Fraction(16, 15), Turn(), (768, 576)),
        ((720, 576), Fraction(16, 15), Turn(quarters=1), (576, 768)),
        ((720, 576), None, Turn(quarters=2), (720, 576)),
        ((100, 100), Fraction(1, 65_535), Turn(), (6, 100)),
        ((100, 100), Fraction(65_535), Turn(), (1600, 100)),
    ],
)
def test_what_is_shown(size: tuple[int, int], pixel: Fraction | None, turn: Turn, shown: tuple[int, int]) -> None:
    assert natural(size, pixel, turn) == shown
