"""A tag is a word of what carries it: what is sealed to somebody is not found by it, nor by the cursors around it."""

from collections.abc import Callable

import pytest

from fandom.feed.queries import show_page
from fandom.feed.timeline import Timeline
from fandom.infra.db import unit_of_work
from fandom.posts import projections
from fandom.posts.queries import moment
from fandom.posts.values import Place
from fandom.shows.access import episode_of
from fandom.shows.actions import set_progress
from fandom.shows.progress import NOTHING, OPEN, Said, reached
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
Word = Callable[[ShowView], Said]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    projections.kept.clear()


def test_what_is_sealed_is_not_found_by_its_tag(http: As, show: ShowView, post: Post, ada: Person, bo: Person) -> None:
    early, late = (post(ada, "Look #twist", episode=each) for each in ((1, 1), (2, 1)))
    seen_up_to(bo, show, 1, 2)
    feed = f"/shows/{show.slug}/feed"

    def found(who: Person, query: str) -> list[str]:
        return [each["id"] for each in http(as_=who).get(feed + query).get_json()["items"]]

    assert found(bo, "?tag=twist") == [early]
    assert found(ada, "?tag=twist") == [late, early]
    assert found(bo, "") == [late, early], "in the feed it stands, sealed"
    page = http(as_=bo).page("/tags/twist").get_data(as_text=True)
    assert early in page
    assert late not in page


def test_no_cursor_tells_of_it(http: As, show: ShowView, post: Post, ada: Person, bo: Person) -> None:
    for episode in ((2, 1), (1, 1), (2, 1)):
        post(ada, "Look #twist", episode=episode)
    seen_up_to(bo, show, 1, 2)
    found = http(as_=bo).get(f"/shows/{show.slug}/feed?tag=twist&limit=1").get_json()
    assert len(found["items"]) == 1
    assert found["next"] is None


@pytest.mark.parametrize(
    "word",
    [
        None,
        lambda _: NOTHING,
        lambda _: OPEN,
        lambda show: reached(episode_of(show, "s01e02"), 1_000),
        lambda show: reached(episode_of(show, "s02e03"), None),
        lambda show: reached(episode_of(show, "s00e01"), 5_000),
        lambda show: reached(episode_of(show, "s00e02"), None),
    ],
)
def test_the_rows_are_those_that_open(show: ShowView, post: Post, ada: Person, bo: Person, word: Word | None) -> None:
    """The condition in SQL and `Horizon.reaches` are of one mind."""
    places = [(0, 1), (0, 2), (1, 1), (1, 2), (1, 3), (2, 1), (2, 3)]
    wanted = [None, *(Place(place, ms) for place in places for ms in (0, 1_000, 5_000, None))]
    ids = [post(ada, "Look #twist", reveals_at=each) for each in wanted]
    if word:
        with unit_of_work():
            set_progress(viewer=bo.viewer, show_id=show.id, word=word(show))
    found = show_page(bo.viewer, Timeline(tag="twist"), limit=100).items
    opened = {each for each in ids if (seen := moment(bo.viewer, each)) and not seen.sealed}
    assert {each.id for each in found} == opened
