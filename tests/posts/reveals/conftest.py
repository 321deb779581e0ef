"""A moment past everybody's horizon but one's, and those who come to see it."""

from dataclasses import dataclass

import pytest
from flask import Flask

from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import make_show, season
from tests.support.http import Http
from tests.support.people import Person, make_fan

CANARY = "The dragon is the one she raised"
REVEALS = Place((2, 2))
SOONER, LATER = Place((2, 1)), Place((2, 3))


@dataclass(frozen=True)
class Scene:
    """By `ada`; `cy` has seen all, `bo` the first season. `other` is as `late`, and nobody ever reveals it."""

    show: ShowView
    late: str
    other: str
    ada: Person
    bo: Person
    cy: Person


@pytest.fixture
def show(app: Flask) -> ShowView:
    """To visitors nothing is open here."""
    return make_show("saltmarsh", [*season(0, 2), *season(1, 3), *season(2, 3)], public_horizon="closed")


@pytest.fixture
def cy(app: Flask) -> Person:
    return make_fan("cyd")


@pytest.fixture
def scene(show: ShowView, post: Post, ada: Person, bo: Person, cy: Person) -> Scene:
    seen_up_to(bo, show, 1, 3)
    seen_up_to(cy, show, 2, 3)
    late, other = (
        post(ada, f"{CANARY}, {number}", tags=("dragonfall",), episode=(2, 2), reveals_at=REVEALS)
        for number in ("once", "twice")
    )
    return Scene(show, late, other, ada, bo, cy)


def writing(browser: Http) -> Http:
    """A visitor's browser with the token of its cookie, as its pages have it."""
    browser.csrf = browser.get("/session").json["csrf_token"]
    return browser
