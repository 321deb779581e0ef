"""The README's pictures: small enough for a repository, all there, and their film named as its licence asks."""

import os
import re
from io import BytesIO

import pytest
from PIL import Image

from tools.paths import ROOT
from tools.photographs import FOLDER, MOST_BYTES, SHOTS, small

README = (ROOT / "README.md").read_text()


def png(size: tuple[int, int], pixels: bytes) -> bytes:
    made = BytesIO()
    Image.frombytes("RGB", size, pixels).save(made, "PNG")
    return made.getvalue()


def test_what_is_taken_becomes_small() -> None:
    taken = png((64, 64), os.urandom(64 * 64 * 3))
    kept = small(taken)
    assert len(kept) < len(taken)
    assert Image.open(BytesIO(kept)).size == (64, 64)


def test_what_is_too_large_is_not_kept() -> None:
    with pytest.raises(ValueError, match="at most 400000"):
        small(png((1280, 860), os.urandom(1280 * 860 * 3)))


def test_all_that_are_named_are_there_and_small() -> None:
    named = re.findall(r"\(docs/pictures/([\w-]+\.(?:png|webp))\)", README)
    assert {shot.file.name for shot in SHOTS} <= set(named)
    assert [name for name in named if not 0 < (FOLDER / name).stat().st_size <= MOST_BYTES] == []


def test_the_film_in_them_is_named() -> None:
    assert "(c) copyright 2008, Blender Foundation | www.bigbuckbunny.org" in README
    assert "CC BY 3.0" in README
