"""Three questions after signing up: each can be answered without scripts, and each can be left out."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.accounts.relations import actions as relations
from fandom.infra.db import unit_of_work
from fandom.shows.queries import role_of, said_by
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person, make_fan
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]


@pytest.fixture
def noor(fandom: Fandom) -> Person:
    return make_fan("noor")


def suggested(browser: Http) -> list[str]:
    body = browser.page("/welcome/fans").get_data(as_text=True)
    return [part.split('"')[0] for part in body.split('name="follow" value="')[1:]]


def test_visitors_are_shown_the_door(http: Callable[..., Http], fandom: Fandom) -> None:
    for path in ("shows", "progress", "fans"):
        assert http().page(f"/welcome/{path}").status_code == 302
        pressed = http().page(f"/welcome/{path}", method="POST")
        assert (pressed.status_code, pressed.headers["Location"][:8]) == (303, "/sign-in")


def test_a_newcomer_is_asked_which_shows(http: Callable[..., Http], fandom: Fandom) -> None:
    typed = {"handle": "newcomer", "email": "n@example.org", "password": "a lantern in the marsh"}
    assert http().page("/sign-up", method="POST", data=typed).headers["Location"] == "/welcome/shows"


def test_who_came_for_something_gets_that(http: Callable[..., Http], fandom: Fandom) -> None:
    typed = {"handle": "newcomer", "email": "n@example.org", "password": "a lantern in the marsh"}
    answer = http().page(f"/sign-up?next=/shows/{SLUG}", method="POST", data=typed)
    assert answer.headers["Location"] == f"/shows/{SLUG}"


def test_picked_shows_are_joined(http: Callable[..., Http], fandom: Fandom, noor: Person) -> None:
    other = make_show("sintel", 1, kind="film")
    answer = http(as_=noor).page("/welcome/shows", method="POST", data={"show": [SLUG]})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/welcome/progress")
    assert role_of(noor.id, fandom.show.id) == "fan"
    assert role_of(noor.id, other.id) is None


def test_a_show_that_is_not_there_is_refused(http: Callable[..., Http], fandom: Fandom, noor: Person) -> None:
    answer = http(as_=noor).page("/welcome/shows", method="POST", data={"show": [SLUG, "nowhere"]})
    assert answer.status_code == 404
    assert role_of(noor.id, fandom.show.id) is None


def test_where_one_is_can_be_said_for_some(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    film = make_show("sintel", 1, kind="film")
    bo = http(as_=fandom.bo)
    bo.page("/welcome/shows", method="POST", data={"show": ["sintel"]})
    assert "The Saltmarsh Line" in words(bo.page("/welcome/progress"))
    answer = bo.page("/welcome/progress", method="POST", data={f"at-{SLUG}": "s01e04"})
    assert answer.headers["Location"] == "/welcome/fans"
    said = said_by(fandom.bo.id, [fandom.show.id, film.id])
    assert (said[fandom.show.id].season, said[fandom.show.id].number) == (1, 4)
    left = words(bo.page("/welcome/progress"))
    assert "Sintel" in left
    assert "How far are you?" in left


def test_nonsense_about_where_one_is_says_nothing(http: Callable[..., Http], fandom: Fandom) -> None:
    http(as_=fandom.bo).page("/welcome/progress", method="POST", data={f"at-{SLUG}": "s99e99", "at-nowhere": "all"})
    assert fandom.show.id not in said_by(fandom.bo.id, [fandom.show.id])


def test_who_has_said_it_everywhere_is_not_asked(http: Callable[..., Http], fandom: Fandom) -> None:
    fandom.place(fandom.bo, "s01e04")
    assert http(as_=fandom.bo).page("/welcome/progress").headers["Location"] == "/welcome/fans"


def test_those_who_talk_about_ones_shows_are_suggested(http: Callable[..., Http], fandom: Fandom) -> None:
    tuck = fandom.fan("tuck")
    for _ in range(2):
        fandom.moment(tuck)
    fandom.moment(fandom.ada)
    fandom.moment(fandom.bo)
    assert suggested(http(as_=fandom.bo)) == ["tuck", "ada"]


def test_following_some_leads_home(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.moment(fandom.ada)
    fandom.moment(fandom.fan("tuck"))
    bo = http(as_=fandom.bo)
    answer = bo.page("/welcome/fans", method="POST", data={"follow": ["tuck", "nobody", "bo"]})
    assert answer.headers["Location"] == "/"
    assert "This is your home now." in words(bo.page("/"))
    assert suggested(bo) == ["ada"]


def test_who_is_blocked_is_neither_suggested_nor_followed(http: Callable[..., Http], fandom: Fandom) -> None:
    fandom.moment(fandom.ada)
    ada, bo_id = fandom.ada, fandom.bo.id
    with unit_of_work():
        relations.block(account_id=ada.id, other_id=bo_id)
    bo = http(as_=fandom.bo)
    assert bo.page("/welcome/fans").headers["Location"] == "/"
    assert bo.page("/welcome/fans", method="POST", data={"follow": ["ada"]}).status_code == 303


def test_a_foreign_form_is_refused(http: Callable[..., Http], fandom: Fandom) -> None:
    forged = http(as_=fandom.bo, csrf=False)
    assert forged.page("/welcome/fans", method="POST", data={"follow": ["ada"]}).status_code == 403


def test_without_anybody_to_follow_home_is_next(http: Callable[..., Http], noor: Person) -> None:
    assert http(as_=noor).page("/welcome/fans").headers["Location"] == "/"
