"""Timelines: what is refused, what is left out, sealed or whole, and that every item comes exactly once."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from flask import Flask

from fandom.feed.lists import ShowList
from fandom.feed.queries import jsons, show_page
from fandom.feed.timeline import Timeline
from fandom.infra.db import unit_of_work
from fandom.posts import actions, projections
from fandom.posts.access import moment_to_answer
from fandom.posts.reactions import actions as reacting
from fandom.posts.schemas import MomentOut
from fandom.posts.shapes import moment_json
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.conftest import CountQueries
from tests.posts.conftest import Post, seen_up_to
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
ORIGIN = "http://localhost"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    projections.kept.clear()


@pytest.mark.parametrize(
    "query",
    [
        "sort=best",
        "sort=",
        "window=year",
        "window=",
        "episode=1",
        "episode=s1e1",
        "tag=not+a+tag",
        "tag=",
        "limit=0",
        "limit=101",
        "cursor=x",
        "more=1",
    ],
)
def test_what_cannot_be_asked(http: As, show: ShowView, query: str) -> None:
    assert http().get(f"/shows/saltmarsh/feed?{query}").status_code == 422


def test_a_show_that_is_not_there(http: As) -> None:
    assert http().get("/shows/nowhere/feed").status_code == 404


def test_anothers_cursor(http: As, ada: Person, bo: Person, post: Post) -> None:
    for _ in range(3):
        post(ada)
    cursor = http(as_=ada).get("/shows/saltmarsh/feed?limit=1").json["next"]
    path = f"/shows/saltmarsh/feed?limit=1&cursor={cursor}"
    assert http(as_=ada).get(path).status_code == 200
    assert http(as_=bo).get(path).status_code == 422
    assert http(as_=ada).get(f"{path}&tag=other").status_code == 422
    assert http(as_=ada).get(f"/feeds/home?cursor={cursor}").status_code == 422


@pytest.mark.parametrize("does", [actions.hide_moment, actions.remove_moment])
def test_what_was_taken_away_is_not_listed(http: As, ada: Person, mod: Person, post: Post, does: Any) -> None:
    gone, left = post(ada), post(ada)
    with unit_of_work():
        does(moment_id=gone)
    for who in (None, ada, mod):
        assert [each["id"] for each in http(as_=who).get("/shows/saltmarsh/feed").json["items"]] == [left]


def test_sealed_items_say_nothing(http: As, ada: Person, bo: Person, show: ShowView, post: Post) -> None:
    post(ada, "CANARY one #canarytag", episode=(2, 1), start_ms=1234, end_ms=5678)
    post(ada, "open to all")
    seen_up_to(bo, show, 1, 1)
    for _ in range(2):  # from the database, then from what was kept
        answer = http(as_=bo).get("/shows/saltmarsh/feed")
        assert "canary" not in answer.text.lower()
        assert "5678" not in answer.text
        assert [each["sealed"] for each in answer.json["items"]] == [False, True]
    assert "CANARY" in http(as_=ada).get("/shows/saltmarsh/feed").text


def test_each_filter(http: As, ada: Person, post: Post) -> None:
    first = post(ada, "#Ines", episode=(1, 1))
    second = post(ada, "#ines #knock", episode=(1, 2))
    third = post(ada)

    def found(query: str) -> list[str]:
        return [each["id"] for each in http().get(f"/shows/saltmarsh/feed?{query}").json["items"]]

    assert found("sort=new") == [third, second, first]
    assert found("episode=s01e02") == [second]
    assert found("episode=s02e02") == []
    assert found("tag=INES") == [second, first]
    assert found("tag=knock&episode=s01e02") == [second]
    assert found("tag=knock&episode=s01e01") == []


def test_every_item_comes_once_though_others_are_posted_meanwhile(http: As, ada: Person, post: Post) -> None:
    made = [post(ada, f"number {number}") for number in range(7)]
    seen, path = [], "/shows/saltmarsh/feed?limit=2"
    while path:
        answer = http().get(path)
        seen += [each["id"] for each in answer.json["items"]]
        post(ada, "newer")
        link = answer.headers.get("Link")
        assert (link is None) == (answer.json["next"] is None)
        path = link and "/shows" + link.split("/shows", 1)[1].split(">", 1)[0]
    assert seen == made[::-1]


def test_fast_json_is_what_the_schema_says(
    http: As, ada: Person, bo: Person, mod: Person, admin: Person, show: ShowView, post: Post
) -> None:
    made = [
        post(ada, 'words <b> & "quotes" #tag @bob ||hidden||', episode=(1, 2), start_ms=1000, end_ms=4000),
        post(ada, "later", episode=(2, 3)),
        post(bo, "special", reveals_at=Place((0, 1), 5)),
        post(bo, "nothing given away"),
    ]
    seen_up_to(bo, show, 1, 3)
    for emoji in ("🔥", "❤"):
        with unit_of_work():
            reacting.react(viewer=bo.viewer, on=moment_to_answer(bo.viewer, made[0]), emoji=emoji)
    for person in (ada, bo, mod, admin):
        for _ in range(2):
            fast = jsons(ShowList(person.viewer, Timeline(show.id)), 25, None, ORIGIN)
            slow = show_page(person.viewer, Timeline(show.id))
            expected = [MomentOut().dump(moment_json(each, ORIGIN)) for each in slow.items]
            assert [orjson.loads(each) for each in fast.items] == expected


def test_a_change_is_seen_at_once(app: Flask, ada: Person, show: ShowView, post: Post) -> None:
    from fandom.posts import access
    from fandom.posts.values import MomentChange

    moment_id = post(ada, "before")

    def captions() -> list[str]:
        found = jsons(ShowList(ada.viewer, Timeline(show.id)), 25, None, ORIGIN)
        return [orjson.loads(each)["caption"] for each in found.items]

    assert captions() == ["before"]
    with unit_of_work():
        moment = access.moment_to_edit(ada.viewer, moment_id)
        actions.edit_moment(moment=moment, change=MomentChange(caption="after"))
    assert captions() == ["after"]


def test_the_number_of_queries_does_not_grow(
    app: Flask, ada: Person, show: ShowView, post: Post, count_queries: CountQueries
) -> None:
    def asked() -> int:
        jsons(ShowList(ada.viewer, Timeline(show.id)), 25, None, ORIGIN)
        with count_queries() as said:
            jsons(ShowList(ada.viewer, Timeline(show.id)), 25, None, ORIGIN)
        return len(said)

    post(ada)
    with_one = asked()
    for number in range(30):
        post(ada, f"number {number}")
    assert asked() == with_one <= 2
