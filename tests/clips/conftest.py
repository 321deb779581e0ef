"""A fandom whose first episode is a little film, and somebody who cuts it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from fandom.clips.stamps import stamp_of
from fandom.core.bus import Fact, bus
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.films import Recipe, film
from tests.support.http import Http
from tests.support.people import Person, make_fan
from tests.support.sources import give_film

SECONDS = 4


@pytest.fixture(scope="session")
def little_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds, 25 frames in each."""
    return film(tmp_path_factory.mktemp("films") / "little.mp4", Recipe(SECONDS * 25))


@pytest.fixture
def own_film(little_film: Path, tmp_path: Path) -> Path:
    """To be spoilt."""
    copy = tmp_path / "own.mp4"
    copy.write_bytes(little_film.read_bytes())
    return copy


@pytest.fixture
def show(app: Flask, own_film: Path) -> ShowView:
    made = make_show("saltmarsh")
    give_film(made.id, path=own_film, stamp=stamp_of(own_film), duration_ms=SECONDS * 1000)
    return made


@pytest.fixture
def ada(app: Flask) -> Person:
    return make_fan("ada")


@pytest.fixture
def publish(http: Callable[..., Http], ada: Person, show: ShowView) -> Callable[..., Any]:
    """A moment with a clip, as the API answers; from one second in to two and a bit unless it is said."""

    def ask(start_ms: int = 1_000, end_ms: int = 2_200) -> Any:
        body = {"show": show.slug, "caption": "Look", "episode": "s01e01", "clip": True}
        answer = http(as_=ada).post("/moments", body | {"start_ms": start_ms, "end_ms": end_ms})
        assert answer.status_code == 201, answer.text
        return answer.json

    return ask


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """Every fact that is told at once, in its order."""
    said: list[Fact] = []
    immediate = bus.immediate

    def noting(fact: Fact) -> Any:
        said.append(fact)
        return immediate(fact)

    monkeypatch.setattr(bus, "immediate", noting)
    return said
