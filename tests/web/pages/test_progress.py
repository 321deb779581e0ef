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


@pytest.mark.parametrize(
    ("into", "said"),
    [
        ("23:10", "You’re 23:10 into S2E4."),
        ("0:23:10", "You’re 23:10 into S2E4."),
        ("1:00:00", "You’re at S2E4."),
        ("", "You’re at S2E4."),
    ],
)
def test_the_minute_can_be_said(http: Callable[..., Http], fandom: Fandom, words: Said, into: str, said: str) -> None:
    browser = http(as_=fandom.bo)
    assert browser.page(PATH, method="POST", data={"at": "s02e04", "into": into}).status_code == 303
    assert said in words(browser.page(f"/shows/{SLUG}"))


@pytest.mark.parametrize(
    ("into", "said"), [("1:00:01", "It isn’t that long."), ("half of it", "like 23:10"), ("99:99", "like 23:10")]
)
def test_a_minute_that_is_none_is_told_beside_its_field(
    http: Callable[..., Http], fandom: Fandom, words: Said, into: str, said: str
) -> None:
    fandom.place(fandom.bo, "s01e02")
    answer = http(as_=fandom.bo).page(PATH, method="POST", data={"at": "s02e04", "into": into})
    body = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in words(answer)
    assert re.search(r'name="into"[^>]*aria-invalid="true" aria-describedby="into-wrong"', body)
    assert f'value="{into}"' in body
    assert 'value="s02e04" checked' in body
    upto = horizon(fandom.bo.viewer, fandom.show.id).upto
    assert upto
    assert upto.episode == "s01e02", "nothing moved"


def test_going_back_asks_nothing_and_says_what_is_closed(
    http: Callable[..., Http], fandom: Fandom, words: Said
) -> None:
    fandom.place(fandom.bo, "s02e04")
    browser = http(as_=fandom.bo)
    browser.page(PATH, method="POST", data={"at": "s01e03"})
    assert "What comes after where you are now is closed." in words(browser.page(f"/shows/{SLUG}"))
    browser.page(PATH, method="POST", data={"at": "s01e05"})
    assert "closed again" not in words(browser.page(f"/shows/{SLUG}"))
    browser.page(PATH, method="POST", data={"at": "none"})
    assert "What you haven’t seen is closed again." in words(browser.page(f"/shows/{SLUG}"))


def test_one_tap_is_the_next_episode(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.place(fandom.bo, "s01e08")
    browser = http(as_=fandom.bo)
    assert "I’ve seen S2E1" in words(browser.page(f"/shows/{SLUG}"))
    browser.page(PATH, method="POST", data={"at": "s01e03", "into": "5:00"})
    assert "I’ve seen S1E3" in words(browser.page(f"/shows/{SLUG}"))
    browser.page(f"/shows/{SLUG}/seen", method="POST", data={"episode": "s01e03"})
    assert "I’ve seen S1E4" in words(browser.page(f"/shows/{SLUG}"))
    fandom.place(fandom.bo, "s02e08")
    assert "I’ve seen" not in words(browser.page(f"/shows/{SLUG}"))


def test_who_has_said_nothing_is_asked_once(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    browser = http(as_=fandom.bo)
    assert "How far are you?" in words(browser.page(f"/shows/{SLUG}"))
    before = horizon(fandom.bo.viewer, fandom.show.id)
    assert browser.page(f"{PATH}/later", method="POST").status_code == 303
    assert "How far are you?" not in words(browser.page(f"/shows/{SLUG}"))
    assert horizon(fandom.bo.viewer, fandom.show.id) == before
    assert "How far are you?" not in words(http().page(f"/shows/{SLUG}")), "visitors are not asked"


def test_an_answer_ends_the_question(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    browser = http(as_=fandom.bo)
    browser.page(PATH, method="POST", data={"at": "none"})
    assert "How far are you?" not in words(browser.page(f"/shows/{SLUG}"))


def test_how_far_into_a_film(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    make_show("sintel", 1, kind="film")
    browser = http(as_=fandom.bo)
    browser.page("/shows/sintel/progress", method="POST", data={"into": "5:00"})
    said = words(browser.page("/shows/sintel"))
    assert "You’re 5:00 into it." in said
    assert "I’ve seen it" in said


def test_a_film_is_seen_or_not(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    make_show("sintel", 1, kind="film")
    browser = http(as_=fandom.bo)
    assert "Have you seen it?" in words(browser.page("/shows/sintel/progress"))
    browser.page("/shows/sintel/progress", method="POST", data={"at": "all"})
    assert "You’ve seen it." in words(browser.page("/shows/sintel"))


def test_visitors_are_shown_the_door(http: Callable[..., Http], fandom: Fandom) -> None:
    assert http().page(PATH).headers["Location"] == f"/sign-in?next={PATH}"
