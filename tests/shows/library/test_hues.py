"""The light of a show from its poster."""

import io

import pytest
from PIL import Image

from fandom.shows.library import hues
from tests.shows.library.folders import picture


@pytest.mark.parametrize(
    ("colour", "hue"),
    [
        ((230, 30, 40), 30),
        ((240, 130, 20), 60),
        ((240, 220, 30), 90),
        ((40, 180, 60), 150),
        ((20, 60, 220), 270),
        ((230, 40, 180), 330),
        ((0, 0, 0), None),
        ((255, 255, 255), None),
        ((128, 128, 128), None),
        ((8, 0, 0), None),
    ],
)
def test_one_colour(colour: tuple[int, int, int], hue: int | None) -> None:
    assert hues.of_pixels([colour] * 100) == hue
    assert hues.of_picture(picture(colour)) == hue


def test_what_is_vivid_counts_more_than_what_is_much() -> None:
    grey, red, blue = (90, 90, 92), (230, 30, 40), (70, 80, 110)
    assert hues.of_pixels([grey] * 800 + [red] * 100 + [blue] * 100) == 30


def test_a_speck_is_no_light() -> None:
    assert hues.of_pixels([(90, 90, 90)] * 990 + [(230, 30, 40)] * 10) is None
    assert hues.of_pixels([]) is None


def test_black_and_white_by_a_real_file() -> None:
    made = io.BytesIO()
    Image.new("L", (300, 450), 99).save(made, "JPEG")
    assert hues.of_picture(made.getvalue()) is None
