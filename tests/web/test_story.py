"""Places in a story are said as people say them: episodes of a series, the time or the end in a film."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core.horizon import Position
from fandom.infra.db import db, unit_of_work
from fandom.moderation import access
from fandom.moderation.actions.reports import file_report
from fandom.moderation.models import Case
from fandom.moderation.values import Complaint
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from fandom.web.story import placed
from tests.support.catalogue import episode, make_show
from tests.support.http import Http
from tests.support.people import Person, make_fan
from tests.web.conftest import Fandom

HOUR, END = 3_600_000, "the end of the film"
As = Callable[..., Http]


@pytest.fixture
def film(app: Flask) -> ShowView:
    return make_show("sintel", [episode(1, 1, duration_ms=HOUR)], kind="film", public_horizon="closed")


@pytest.fixture
def world(film: ShowView) -> Fandom:
    return Fandom(film)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (Position(1, 1, 751_000), "12:31"),
        (Position(1, 1, HOUR), "the end of the film"),
        ("s01e01", "the end of the film"),
    ],
)
def test_in_a_film(app: Flask, film: ShowView, at: Position | str, said: str) -> None:
    with app.test_request_context():
        assert placed(at, film.ref) == said


def test_in_a_series_and_nowhere(app: Flask, fandom: Fandom) -> None:
    with app.test_request_context():
        assert placed(Position(1, 4, 5), fandom.show.ref) == "S1E4"
        assert placed("s00e03", fandom.show.ref) == "Special 3"
        assert placed("s01e04", None) == "S1E4"


@pytest.fixture
def case(world: Fandom, run_jobs: Callable[[], int]) -> str:
    moment = world.moment(world.ada, "The dragon is hers.", episode=(1, 1), start_ms=700_000, end_ms=751_000)
    reporter = world.bo.viewer
    with unit_of_work():
        target = access.target_to_report(reporter, "moment", moment)
        file_report(reporter=reporter, target=target, complaint=Complaint("spoiler"))
    run_jobs()
    return str(db.session.scalar(select(Case.id).where(Case.target_id == moment)))


def test_the_desk_speaks_of_a_film_as_one(http: As, world: Fandom, case: str, words: Callable[[Any], str]) -> None:
    marshal: Person = make_fan("marshal", moderates=[world.show.id])
    body = http(as_=marshal).page(f"/moderation/{case}")
    said = words(body)
    assert "S1E1" not in said
    for each in ("4 words about the film", "opens at 12:31", "the end of the film"):
        assert each in said
    letter = http(as_=marshal).page(f"/moderation/{case}/letter?remedies=spoiler&reveals_at=s01e01&reason=spoiler")
    assert "so it opens later in the film now" in letter.get_data(as_text=True)


def test_what_is_sealed_in_a_film_does_so_too(http: As, world: Fandom, words: Callable[[Any], str]) -> None:
    moment = world.moment(world.ada, "Look at the light.", reveals_at=None)
    world.comment(world.ada, moment, "And then she dies.", reveals_at=Place((1, 1)))
    said = words(http(as_=world.bo).page(f"/m/{moment}"))
    assert "S1E1" not in said
    assert "Something from later in the film" in said
