"""A withheld title of an episode does not come with a moment that spoils nothing."""

from collections.abc import Callable

import pytest
from flask import Flask

from fandom.posts import projections
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import episode, make_show
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
TITLE = "canary-title"


@pytest.fixture
def show(app: Flask) -> ShowView:
    projections.kept.clear()
    places = ((0, 1), (1, 1), (2, 1))
    return make_show("lantern", [episode(*place, title=TITLE) for place in places], withholds_titles=True)


@pytest.mark.parametrize("of", [(0, 1), (2, 1)])
@pytest.mark.parametrize("reveals", [None, Place((1, 1))])
def test_what_is_open_early_is_without_the_title(
    http: As, show: ShowView, post: Post, ada: Person, bo: Person, of: tuple[int, int], reveals: Place | None
) -> None:
    moment = post(ada, episode=of, reveals_at=reveals)
    seen_up_to(bo, show, 1, 1)
    client = http(as_=bo)
    assert client.get(f"/moments/{moment}").get_json()["sealed"] is False
    for answer in (client.get(f"/moments/{moment}"), client.get("/shows/lantern/feed"), client.page(f"/m/{moment}")):
        assert moment in answer.text
        assert TITLE not in answer.text.split("<aside")[0]


@pytest.mark.parametrize("reveals", [Place((2, 1), 0), Place((2, 1))])
def test_who_has_begun_the_episode_reads_its_title(
    http: As, show: ShowView, post: Post, ada: Person, bo: Person, reveals: Place
) -> None:
    moment = post(ada, episode=(2, 1), reveals_at=reveals)
    seen_up_to(bo, show, 2, 1)
    assert http(as_=bo).get(f"/moments/{moment}").get_json()["episode"]["title"] == TITLE
