"""What a file is, by its first bytes."""

import pytest

from fandom.media.types import type_of, video_type_of
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


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (b"\0\0\0\x18ftypisom\0\0\2\0", "video/mp4"),
        (b"\0\0\0\x20ftypmp42\0\0\0\0", "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\2\0", "video/quicktime"),
        (b"\0\0\0\x08wide\0\0\0\1mdat", "video/quicktime"),
        (b"\0\0\1\0moov\0\0\0lmvhd", "video/quicktime"),
        (b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0#B\x86\x81\x01", "video/x-matroska"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", None),
        (b"\0\0\0\x1cftypheic\0\0\0\0", None),
        (b"\0\0\0\x18ftyp", "video/mp4"),
        (b"RIFF....AVI LIST", None),
        (b"#!/bin/sh", None),
        (b"", None),
    ],
)
def test_videos(head: bytes, mime: str | None) -> None:
    assert video_type_of(head) == mime
