"""The demo's film is the video of its show, where it has been fetched."""

import dataclasses
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.clips.models import FilmSource
from fandom.config import Settings
from fandom.demo import film as demo
from fandom.demo import gallery
from fandom.demo.thursdays import catalogue
from fandom.infra.db import db, unit_of_work
from fandom.shows.actions import import_show
from tests.clips.sources.conftest import draw, source
from tools import film as fetched


@pytest.fixture
def settings(app: Flask, tmp_path: Path) -> Settings:
    found: Settings = dataclasses.replace(app.extensions["settings"], data=tmp_path)
    return found


@pytest.fixture
def _bunny(app: Flask) -> None:
    with unit_of_work():
        import_show(show=next(each for each in catalogue() if each.slug == demo.FILMED))


def test_it_is_where_it_is_fetched_to(settings: Settings) -> None:
    assert settings.data / gallery.FILM == fetched.place(settings.data)


@pytest.mark.usefixtures("_bunny")
def test_the_film_is_named_once(settings: Settings, run_jobs) -> None:  # type: ignore[no-untyped-def]
    film = draw(settings.data / gallery.FILM)
    for expected in (True, False):
        assert demo.name(settings)
        assert (run_jobs() > 0) is expected
    assert (source().path, source().status) == (str(film), "ready")


@pytest.mark.usefixtures("_bunny")
def test_without_the_film_there_is_nothing(settings: Settings) -> None:
    assert not demo.name(settings)
    assert db.session.scalars(select(FilmSource.path)).all() == []


def test_without_its_show_there_is_nothing(settings: Settings) -> None:
    draw(settings.data / gallery.FILM)
    assert not demo.name(settings)
