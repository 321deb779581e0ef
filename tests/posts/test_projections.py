"""Kept words: bounded in number and age, never of another version, never for who is not there yet."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from flask import Flask

from fandom.core.viewer import VISITOR, Viewer
from fandom.feed.lists import ShowList
from fandom.feed.queries import jsons
from fandom.feed.timeline import Timeline
from fandom.infra.db import db, unit_of_work
from fandom.posts import projections
from fandom.posts.models import Moment
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.conftest import CountQueries
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import make_show
from tests.support.people import Person

ORIGIN = "http://localhost"


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    projections.kept.clear()
    yield
    projections.kept.clear()


def read(viewer: Viewer, show: ShowView, origin: str = ORIGIN) -> list[dict[str, Any]]:
    found = jsons(ShowList(viewer, Timeline(show.id)), 25, None, origin)
    return [orjson.loads(each) for each in found.items]


def test_no_more_are_kept_than_may_be(
    app: Flask, monkeypatch: pytest.MonkeyPatch, ada: Person, show: ShowView, post: Post
) -> None:
    monkeypatch.setattr(projections, "MOST", 3)
    made = [post(ada, f"number {number}") for number in range(5)]
    assert [each["id"] for each in read(VISITOR, show)] == made[::-1]
    assert [each["id"] for each in read(VISITOR, show)] == made[::-1]
    post(ada)
    read(VISITOR, show)
    assert len(projections.kept) <= 6


def test_what_is_kept_is_not_read_again(
    app: Flask, ada: Person, show: ShowView, post: Post, count_queries: CountQueries
) -> None:
    for number in range(3):
        post(ada, f"number {number}")
    read(VISITOR, show)
    with count_queries() as said:
        read(VISITOR, show)
    assert len(said) == 1


def test_a_changed_title_comes_with_age(
    app: Flask, monkeypatch: pytest.MonkeyPatch, ada: Person, show: ShowView, post: Post
) -> None:
    post(ada)
    read(VISITOR, show)
    with unit_of_work():
        db.session.get_one(Show, show.id).title = "Another title"
    assert read(VISITOR, show)[0]["show"]["title"] == "Saltmarsh"
    now = projections.time.monotonic()
    monkeypatch.setattr(projections.time, "monotonic", lambda: now + projections.KEPT_S + 1)
    assert read(VISITOR, show)[0]["show"]["title"] == "Another title"


def test_addresses_are_those_of_the_origin_that_was_asked(app: Flask, ada: Person, show: ShowView, post: Post) -> None:
    moment_id = post(ada)
    for origin in ("http://one", "http://two", "http://one"):
        assert read(VISITOR, show, origin)[0]["url"] == f"{origin}/m/{moment_id}"


def test_a_version_that_seals_is_obeyed_at_once(
    app: Flask, ada: Person, bo: Person, show: ShowView, post: Post
) -> None:
    moment_id = post(ada, "CANARY")
    seen_up_to(bo, show, 1, 1)
    assert read(bo.viewer, show)[0]["caption"] == "CANARY"
    with unit_of_work():
        moment = db.session.get_one(Moment, moment_id)
        moment.reveal_season, moment.reveal_number, moment.reveal_ms = 2, 1, 0
        moment.version += 1
    assert read(bo.viewer, show)[0]["caption"] is None


def test_a_fan_who_goes_back_is_obeyed_at_once(app: Flask, ada: Person, bo: Person, show: ShowView, post: Post) -> None:
    post(ada, "CANARY", episode=(2, 1))
    for season, opened in ((2, True), (1, False), (2, True)):
        seen_up_to(bo, show, season, 1)
        assert (read(bo.viewer, show)[0]["caption"] == "CANARY") == opened


def test_counts_are_never_kept(app: Flask, ada: Person, show: ShowView, post: Post) -> None:
    moment_id = post(ada)
    for count in (0, 3, 1):
        with unit_of_work():
            db.session.get_one(Moment, moment_id).comment_count = count
        assert read(VISITOR, show)[0]["comment_count"] == count


def test_each_show_of_a_page_has_its_own_horizon(
    app: Flask, ada: Person, bo: Person, show: ShowView, post: Post
) -> None:
    other = make_show("other-show", public_horizon="closed")
    first = post(ada, episode=(1, 1))
    second = Post(other)(ada, episode=(1, 1))
    seen_up_to(bo, show, 2, 1)
    found = jsons(ShowList(bo.viewer, Timeline()), 25, None, ORIGIN)
    assert {each["id"]: each["sealed"] for each in map(orjson.loads, found.items)} == {first: False, second: True}
