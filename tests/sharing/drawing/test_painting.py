"""What is painted, and that it is all that is painted."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from fandom.sharing.drawing.painting import jpeg
from fandom.sharing.values import Card
from tests.sharing.conftest import painted

SEALED = Card("Saltmarsh", 210, "S2E6", "tuck", sealed=True)
WORDS = Card("Saltmarsh", 210, "S1E4", "ada", words="The kettle stops")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("card", [SEALED, WORDS, Card("Saltmarsh", 30), Card("", 0), replace(SEALED, where="")])
def test_it_is_a_card(card: Card) -> None:
    picture = opened(jpeg(card))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (1200, 630), "RGB")


def test_the_same_is_painted_the_same() -> None:
    assert jpeg(SEALED) == jpeg(replace(SEALED))


@pytest.mark.parametrize(
    "change", [{"show": "Sintel"}, {"hue": 30}, {"where": "S2E7"}, {"by": "bo"}, {"sealed": False}]
)
def test_what_is_in_the_card_is_in_the_picture(change: dict[str, object]) -> None:
    other = replace(SEALED, **change)  # type: ignore[arg-type]
    assert jpeg(other) != jpeg(SEALED)
    assert other.etag != SEALED.etag


def test_a_wide_picture_fills_it() -> None:
    seen = opened(jpeg(replace(WORDS, words=""), painted("#a01060", (640, 360))))
    assert all(abs(a - b) < 12 for a, b in zip(seen.getpixel((600, 40)), (0xA0, 0x10, 0x60), strict=True))


def test_a_tall_one_stands_whole_on_it() -> None:
    half = Image.new("RGB", (300, 600), "#103080")
    half.paste("#f0e020", (0, 0, 300, 20))
    out = io.BytesIO()
    half.save(out, "JPEG")
    seen = opened(jpeg(replace(WORDS, words=""), out.getvalue()))
    assert seen.getpixel((1000, 6))[0] > 200


def test_nothing_of_the_picture_comes_along_but_pixels() -> None:
    out = io.BytesIO()
    Image.new("RGB", (640, 360)).save(out, "JPEG", exif=b"Exif\0\0secret", comment=b"secret")
    assert b"secret" not in jpeg(WORDS, out.getvalue())
