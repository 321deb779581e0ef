"""What a file is, by its first bytes."""

import pytest

from fandom.media.types import type_of
from tests.media.pictures import file_of, picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_pictures_that_we_take(kind: str) -> None:
    assert type_of(file_of(picture(), kind)[:16]) == f"image/{kind.lower()}"


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "AVIF", "ICO", "PPM"])
def test_pictures_that_we_do_not_take(kind: str) -> None:
    assert type_of(file_of(picture((16, 16)), kind)[:16]) is None


@pytest.mark.parametrize("head", [b"", b"G", b"GIF88a", b"RIFF....WAVE", b"\xff\xd8", b"<svg ", b"%!PS"])
def test_anything_else(head: bytes) -> None:
    assert type_of(head) is None
