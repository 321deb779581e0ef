"""Where are you? One question, one tap."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from fandom.shows.queries import horizon
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]
PATH = f"/shows/{SLUG}/progress"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("s02e04", "You’re at S2E4."),
        ("none", "You haven’t started."),
        ("all", "You’re all caught up."),
        ("open", "Nothing is hidden from you here."),
    ],
)
def test_one_tap_says_it(http: Callable[..., Http], fandom: Fandom, words: Said, at: str, said: str) -> None:
    browser = http(as_=fandom.bo)
    answer = browser.page(PATH, method="POST", data={"at": at})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/shows/{SLUG}")
    assert said in words(browser.page(f"/shows/{SLUG}"))
    assert said in words(browser.page(PATH))


@pytest.mark.parametrize("at", ["", "s09e01", "s2e4", "everything"])
def test_no_answer_is_asked_for_again(http: Callable[..., Http], fandom: Fandom, words: Said, at: str) -> None:
    answer = http(as_=fandom.bo).page(PATH, method="POST", data={"at": at})
    assert answer.status_code == 422
    assert "Tap the last one you finished." in words(answer)


def test_the_strip_shows_what_was_said(http: Callable[..., Http], fandom: Fandom) -> None:
    fandom.place(fandom.bo, "s01e03")
    body = http(as_=fandom.bo).page(PATH).get_data(as_text=True)
    assert 'value="s01e03" checked' in body
    assert len(re.findall(r'name="at"[^>]* checked', body)) == 1


def test_seen_it_only_ever_goes_forwards(http: Callable[..., Http], fandom: Fandom) -> None:
    fandom.place(fandom.bo, "s02e04")
    browser = http(as_=fandom.bo)
    browser.page(f"/shows/{SLUG}/seen", method="POST", data={"episode": "s01e02", "next": "/"})
    upto = horizon(fandom.bo.viewer, fandom.show.id).upto
    assert upto is not None
    assert upto.episode == "s02e04"
    answer = browser.page(f"/shows/{SLUG}/seen", method="POST", data={"episode": "s02e06", "next": "/m/1"})
    assert answer.headers["Location"] == "/m/1"
    reached = horizon(fandom.bo.viewer, fandom.show.id).upto
    assert reached is not None
    assert reached.episode == "s02e06"


def test_a_film_is_seen_or_not(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    make_show("sintel", 1, kind="film")
    browser = http(as_=fandom.bo)
    assert "Have you seen it?" in words(browser.page("/shows/sintel/progress"))
    browser.page("/shows/sintel/progress", method="POST", data={"at": "all"})
    assert "You’ve seen it." in words(browser.page("/shows/sintel"))


def test_visitors_are_shown_the_door(http: Callable[..., Http], fandom: Fandom) -> None:
    assert http().page(PATH).headers["Location"] == f"/sign-in?next={PATH}"
