"""The examples of the operations page are true: they import, and what the page says of them holds."""

from pathlib import Path

import pytest
from flask import Flask

from fandom.config import ROOT
from fandom.shows import importing
from fandom.shows.catalogue_schema import EpisodePart, SeasonPart, ShowFile

EXAMPLES = ROOT / "docs" / "examples"
PAGE = ROOT / "docs" / "operations.md"


def test_they_import_and_change_nothing_the_second_time(app: Flask) -> None:
    assert [line.split(": ")[0] for line in importing.from_path(EXAMPLES)] == ["the-last-ferry", "harbour-lights"]
    assert {line.split(": ")[1] for line in importing.from_path(EXAMPLES)} == {"unchanged"}


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_the_page_shows_them_as_they_are(file: Path) -> None:
    assert file.read_text() in PAGE.read_text()


@pytest.mark.parametrize("part", [ShowFile, SeasonPart, EpisodePart])
def test_the_page_names_every_field(part: type[ShowFile | SeasonPart | EpisodePart]) -> None:
    page = PAGE.read_text()
    names = [field.data_key or name for name, field in part().fields.items()]
    assert [name for name in names if f"`{name}`" not in page] == []
