"""Catching up through the API."""

from collections.abc import Callable

import pytest

from fandom.core.ids import new_id
from tests.feed.catch_up.conftest import Posted, Way
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person, token_of

As = Callable[..., Http]
PATH = "/shows/saltmarsh/catch-up"


@pytest.fixture
def waits(way: Way, posted: Posted) -> list[str]:
    """Three that wait for bo."""
    way.goes(1, 1)
    late, early, middle = posted(2, 1, 5), posted(1, 2, 5), posted(1, 3, 5)
    way.goes(2, 1)
    return [early, middle, late]


def ids(answer: dict) -> list[str]:
    return [each["id"] for each in answer["items"]]


def test_it_is_for_fans(http: As, way: Way) -> None:
    assert http().get(PATH).status_code == 401
    assert http().put(PATH, {"up_to": None}).status_code == 401
    assert http(as_=way.fan).get("/shows/nowhere/catch-up").status_code == 404
    assert http(as_=way.fan).put("/shows/nowhere/catch-up", {"up_to": None}).status_code == 404
    assert http(as_=way.fan, csrf=False).put(PATH, {"up_to": None}).status_code == 403
    token = {"Authorization": f"Bearer {token_of(way.fan, 'read')}"}
    assert http().put(PATH, {"up_to": None}, headers=token).status_code == 403


def test_the_replay_page_by_page(http: As, way: Way, waits: list[str]) -> None:
    browser = http(as_=way.fan)
    first = browser.get(f"{PATH}?limit=2")
    answer = first.get_json()
    assert ids(answer) == waits[:2]
    assert answer["waiting"] == 3
    assert answer["live"]["topic"] == "show:saltmarsh"
    assert not any(each["sealed"] for each in answer["items"])
    assert first.headers["Cache-Control"] == "no-store"
    assert 'rel="next"' in first.headers["Link"]
    second = browser.get(f"{PATH}?limit=2&cursor={answer['next']}").get_json()
    assert ids(second) == waits[2:]
    assert second["next"] is None


def test_reading_and_skipping(http: As, way: Way, waits: list[str]) -> None:
    browser = http(as_=way.fan)
    assert browser.put(PATH, {"up_to": waits[1]}).get_json() == {"waiting": 1}
    assert ids(browser.get(PATH).get_json()) == waits[2:]
    assert browser.put(PATH, {"up_to": waits[0]}).get_json() == {"waiting": 1}
    assert browser.put(PATH, {"up_to": None}).get_json() == {"waiting": 0}
    assert browser.get(PATH).get_json()["items"] == []


def test_reading_between_two_pages_brings_nothing_twice(http: As, way: Way, waits: list[str]) -> None:
    browser = http(as_=way.fan)
    cursor = browser.get(f"{PATH}?limit=1").get_json()["next"]
    browser.put(PATH, {"up_to": waits[0]})
    assert ids(browser.get(f"{PATH}?limit=1&cursor={cursor}").get_json()) == waits[1:2]


@pytest.mark.parametrize(
    "body",
    [{}, {"up_to": ""}, {"up_to": 7}, {"up_to": "x" * 27}, {"up_to": None, "rest": True}, {"up_to": "0000000000000"}],
)
def test_what_means_nothing_is_refused(http: As, way: Way, waits: list[str], body: dict) -> None:
    browser = http(as_=way.fan)
    assert browser.put(PATH, body).status_code == 422
    assert browser.get(PATH).get_json()["waiting"] == 3


def test_a_place_that_is_closed_or_elsewhere_looks_as_if_it_were_not_there(
    http: As, way: Way, waits: list[str], posted: Posted, ada: Person
) -> None:
    closed = posted(2, 3)
    make_show("elsewhere")
    browser, answers = http(as_=way.fan), []
    for path, moment_id in ((PATH, closed), ("/shows/elsewhere/catch-up", waits[0]), (PATH, new_id())):
        answer = browser.put(path, {"up_to": moment_id})
        answers.append((answer.status_code, answer.get_json()["errors"]))
    assert answers == [(422, {"up_to": ["There is no such moment here."]})] * 3


@pytest.mark.parametrize("key", ["x", "5", "1.2", "-1.0000000000000", ".0000000000000"])
def test_no_other_cursor_is_taken(http: As, way: Way, waits: list[str], key: str) -> None:
    assert http(as_=way.fan).get(f"{PATH}?cursor={key}").status_code == 422


def test_more_than_can_be_counted_are_told_as_so_many(
    http: As, way: Way, waits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fandom.feed.catch_up.queries.MOST", 2)
    assert http(as_=way.fan).get(PATH).get_json()["waiting"] == 2
