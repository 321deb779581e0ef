"""A fandom whose first episode everybody may watch."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.people import Person, make_fan
from tests.support.sources import open_film

Allow = Callable[[str], None]


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show("saltmarsh")


@pytest.fixture
def opened(show: ShowView, own_film: Path) -> str:
    """The id of the film's file."""
    return open_film(show.id, own_film)


@pytest.fixture
def address(opened: str) -> str:
    return f"/media/{opened}/film.mp4"


@pytest.fixture
def bo(app: Flask) -> Person:
    return make_fan("bo")


@pytest.fixture
def allow(show: ShowView) -> Allow:
    """Who may watch here."""

    def change(watching: str) -> None:
        with unit_of_work():
            row = db.session.get_one(Show, show.id)
            row.rights = row.rights | {"watching": watching}

    return change
