"""Refusals as pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from fandom.core.errors import Expired, Forbidden, Stale, TooMany, Unavailable
from fandom.infra.problems import problem_of
from fandom.web import errors
from tests.support.http import Http
from tests.web.conftest import SLUG, Fandom


def test_what_is_not_there_says_so_in_the_frame(http: Callable[..., Http], words: Callable[[Any], str]) -> None:
    response = http().page("/m/nothing")
    assert response.status_code == 404
    assert "Nothing here" in words(response)
    assert "To the newest moments" in words(response)


def test_a_page_for_members_leads_to_the_door_and_back(http: Callable[..., Http]) -> None:
    response = http().page("/notifications?cursor=x")
    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in?next=/notifications?cursor%3Dx"


def test_a_change_without_an_account_is_a_401_with_a_way_in(http: Callable[..., Http]) -> None:
    response = http().page("/settings/name", method="POST", data={"display_name": "x"})
    assert response.status_code == 401
    assert "/sign-in?next=" in response.get_data(as_text=True)


@pytest.mark.parametrize("path", ["reactions", "seen"])
def test_a_button_pressed_without_an_account_leads_to_the_door_and_back(
    http: Callable[..., Http], fandom: Fandom, path: str
) -> None:
    moment = fandom.moment(fandom.ada)
    ways = {
        "reactions": (f"/m/{moment}/reactions", {"emoji": "🔥"}, f"/m/{moment}"),
        "seen": (f"/shows/{SLUG}/seen", {"episode": "s01e01", "next": "/?sort=new#m-1"}, "/?sort=new#m-1"),
    }
    pressed, data, back = ways[path]
    headers = {"Referer": f"http://localhost/m/{moment}"}
    response = http().page(pressed, method="POST", data=data, headers=headers)
    assert response.status_code == 303
    assert parse_qs(urlsplit(response.headers["Location"]).query) == {"next": [back]}


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (Forbidden(), 403, "That’s not yours to do"),
        (Expired(), 410, "This list has moved on"),
        (Stale(), 412, "It changed while you were writing"),
        (TooMany(7), 429, "That was quick"),
        (Unavailable(), 503, "We’ll be right back"),
        (RuntimeError(), 500, "Something broke on our side"),
    ],
)
def test_each_refusal_has_its_words(app: Flask, error: Exception, status: int, heading: str) -> None:
    with app.test_request_context("/somewhere"):
        response = errors.page(problem_of(error))
    assert response.status_code == status
    assert heading in response.get_data(as_text=True)


def test_who_is_too_quick_hears_for_how_long(app: Flask) -> None:
    with app.test_request_context("/somewhere"):
        assert errors.page(problem_of(TooMany(7))).headers["Retry-After"] == "7"


def test_without_a_database_the_page_asks_it_nothing(app: Flask, count_queries: Any) -> None:
    with app.test_request_context("/somewhere"), count_queries() as said:
        response = errors.page(problem_of(OperationalError("", {}, Exception())))
    assert response.status_code == 503
    assert said == []


def test_a_wrong_cursor_is_422(http: Callable[..., Http], words: Callable[[Any], str]) -> None:
    response = http().page("/?cursor=wrong")
    assert response.status_code == 422
    assert "This is not a cursor of this list." in words(response)
