"""Addresses of lists: short where they say the usual, and true to what was asked."""

import pytest
from flask import Flask

from fandom.core.errors import NotFound
from fandom.web import sorting


def urls(app: Flask, path: str) -> dict[str, str]:
    with app.test_request_context(path):
        asked = sorting.asked("hot", "new", "top")
        return {each.words: each.url for each in [*asked.tabs, *asked.windows]}


def test_the_usual_is_not_said(app: Flask) -> None:
    assert urls(app, "/shows/sintel") == {
        "Hot": "/shows/sintel",
        "New": "/shows/sintel?sort=new",
        "Top": "/shows/sintel?sort=top",
    }


def test_an_episode_stays_chosen(app: Flask) -> None:
    found = urls(app, "/shows/sintel?episode=s01e04&sort=top&window=all")
    assert found["New"] == "/shows/sintel?sort=new&episode=s01e04"
    assert found["Today"] == "/shows/sintel?sort=top&window=day&episode=s01e04"
    assert found["This week"] == "/shows/sintel?sort=top&episode=s01e04"


def test_pages_start_anew_in_another_order(app: Flask) -> None:
    assert "cursor" not in urls(app, "/shows/sintel?cursor=abc")["New"]


@pytest.mark.parametrize("query", ["sort=best", "window=hour", "episode=first"])
def test_what_means_nothing_is_refused(app: Flask, query: str) -> None:
    with app.test_request_context(f"/?{query}"), pytest.raises(NotFound):
        sorting.asked("hot", "new", "top")


def test_a_ranked_list_has_no_place_for_what_arrives(app: Flask) -> None:
    with app.test_request_context("/?sort=new"):
        assert not sorting.asked("hot", "new").ranked
    with app.test_request_context("/"):
        assert sorting.asked("hot", "new").ranked
        assert sorting.asked("hot", "new").newest == "/?sort=new"
