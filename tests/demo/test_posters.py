"""Posters are our own drawings: small, whole, and nothing in them runs or comes from elsewhere."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fandom.demo import thursdays

POSTERS = Path(thursdays.__file__).parent / "posters"
FILES = sorted(POSTERS.glob("*.svg"))
SHAPES = {"g", "path", "circle", "ellipse", "rect", "text"}
DRAWN = SHAPES | {"svg", "title", "defs", "linearGradient", "radialGradient", "stop", "clipPath"}


def test_every_show_has_a_poster_and_a_cover() -> None:
    stems = [Path(str(show.poster)).stem for show in thursdays.catalogue()]
    assert sorted(file.stem for file in FILES) == sorted([*stems, *(f"{stem}-wide" for stem in stems)])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_drawing_is_only_a_drawing(file: Path) -> None:
    root = ET.fromstring(file.read_text("utf-8"))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= DRAWN
    values = [value for element in root.iter() for value in element.attrib.values()]
    assert not any("http" in value or "data:" in value for value in values)
    assert not any(
        name.lower().startswith("on") or "href" in name for element in root.iter() for name in element.attrib
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_drawing_is_small_and_has_its_shape(file: Path) -> None:
    assert file.stat().st_size <= 12_000
    root = ET.fromstring(file.read_text("utf-8"))
    width, height = (int(root.attrib[name]) for name in ("width", "height"))
    assert (width, height) == ((1280, 720) if file.stem.endswith("-wide") else (480, 720))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_gradient_that_is_used_is_there(file: Path) -> None:
    drawn = file.read_text("utf-8")
    assert set(re.findall(r"url\(#(\w+)\)", drawn)) <= set(re.findall(r'id="(\w+)"', drawn))
