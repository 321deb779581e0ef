"""What waited, read in story order; and what a show's page says about it."""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from fandom.feed.catch_up import queries
from fandom.posts.values import Place
from fandom.web.waiting import waits_in_words
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]
As = Callable[..., Http]
PATH = f"/shows/{SLUG}/catch-up"


@pytest.fixture
def waits(fandom: Fandom) -> list[str]:
    fandom.place(fandom.bo, "s01e01")
    at = [Place((1, 2), 61_000), Place((1, 2), 3_661_000 - 100_000), Place((1, 3))]
    made = [fandom.moment(fandom.ada, f"Number {n}", reveals_at=each) for n, each in enumerate(at)]
    fandom.place(fandom.bo, "s01e03")
    return made


def shown(body: str) -> list[str]:
    return re.findall(r'data-moment="(\w+)"', body)


def test_the_strip_is_on_the_page_of_the_show(http: As, fandom: Fandom, waits: list[str], words: Said) -> None:
    said = words(http(as_=fandom.bo).page(f"/shows/{SLUG}"))
    assert "3 moments waited for you, from S1E2 on. Catch up" in said
    assert "waited for you" not in words(http(as_=fandom.ada).page(f"/shows/{SLUG}"))
    assert "waited for you" not in words(http().page(f"/shows/{SLUG}"))


def test_it_is_read_in_story_order_by_episode(http: As, fandom: Fandom, waits: list[str], words: Said) -> None:
    page = http(as_=fandom.bo).page(PATH)
    body, said = page.get_data(as_text=True), words(page)
    assert shown(body) == waits
    assert said.index("S1E2") < said.index("1:01") < said.index("Number 0") < said.index("59:21")
    assert len(re.findall(r'class="chapter"', body)) == 2
    assert "That’s all of it" in said


def test_it_is_read_without_a_script(
    http: As, fandom: Fandom, waits: list[str], words: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("fandom.web.pages.catch_up"), "PAGE", 2)
    browser = http(as_=fandom.bo)
    body = browser.page(PATH).get_data(as_text=True)
    assert shown(body) == waits[:2]
    (up_to,) = re.findall(r'name="up_to" value="(\w+)"', body)
    answer = browser.page(PATH, method="POST", data={"up_to": up_to})
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    assert shown(browser.page(PATH).get_data(as_text=True)) == waits[2:]
    done = browser.page(PATH, method="POST", data={"rest": "skip"})
    assert done.headers["Location"] == f"/shows/{SLUG}"
    assert "Nothing waits for you" in words(browser.page(PATH))


def test_a_later_page_goes_on_in_the_same_episode(
    http: As, fandom: Fandom, waits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("fandom.web.pages.catch_up"), "PAGE", 1)
    browser = http(as_=fandom.bo)
    (older,) = re.findall(r'hx-get="([^"]+)"', browser.page(PATH).get_data(as_text=True))
    body = browser.page(older.replace("&amp;", "&")).get_data(as_text=True)
    assert shown(body) == waits[1:2]
    assert 'class="chapter"' not in body


def test_a_moment_that_is_gone_loses_no_place(http: As, fandom: Fandom, waits: list[str], words: Said) -> None:
    browser = http(as_=fandom.bo)
    answer = browser.page(PATH, method="POST", data={"up_to": "0000000000000"})
    assert answer.status_code == 303
    page = browser.page(PATH)
    assert "That moment is gone." in words(page)
    assert shown(page.get_data(as_text=True)) == waits


def test_visitors_are_shown_the_door(http: As, fandom: Fandom) -> None:
    assert http().page(PATH).headers["Location"] == f"/sign-in?next={PATH}"
    assert http(as_=fandom.bo).page("/shows/nowhere/catch-up").status_code == 404


def test_a_film_has_no_episodes_to_name(http: As, fandom: Fandom, words: Said) -> None:
    film = make_show("sintel", 1, kind="film", public_horizon="closed")
    other = Fandom(film, {"ada": fandom.ada, "bo": fandom.bo})
    browser = http(as_=other.bo)
    browser.page("/shows/sintel/progress", method="POST", data={"at": "none"})
    other.moment(other.ada, "The scarf", reveals_at=Place((1, 1), 90_000))
    browser.page("/shows/sintel/seen", method="POST", data={"episode": "s01e01"})
    assert "1 moment waited for you. Catch up" in words(browser.page("/shows/sintel"))
    assert "S1E1" not in words(browser.page("/shows/sintel/catch-up"))


@pytest.mark.parametrize(
    ("count", "places", "kind", "said"),
    [
        (1, (2, 2), "series", "1 moment waited for you in S1E2."),
        (14, (2, 2), "series", "14 moments waited for you in S1E2."),
        (14, (2, 5), "series", "14 moments waited for you, from S1E2 on."),
        (100, (2, 5), "series", "99+ moments waited for you, from S1E2 on."),
        (100, (1, 1), "film", "99+ moments waited for you."),
        (2, (1, 1), "film", "2 moments waited for you."),
    ],
)
def test_how_it_is_said(app: Any, count: int, places: tuple[int, int], kind: str, said: str) -> None:
    first, last = (queries.Position(1, number, 5) for number in places)
    with app.test_request_context():
        assert waits_in_words(queries.Waiting(count, first, last), kind) == said
