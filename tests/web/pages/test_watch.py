"""An episode's page: its film for who may watch it, its moments by the minute, and nothing of what is sealed."""

import json
import re
from collections.abc import Callable
from html import unescape
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import update

from fandom.accounts.relations import actions as relations
from fandom.clips.playing.models import Film
from fandom.infra.db import db, unit_of_work
from fandom.shows.actions import set_progress
from fandom.shows.models import Show
from fandom.shows.progress import OPEN, Said
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person, make_fan
from tests.support.watched import watched
from tests.web.conftest import SLUG, Fandom

Words = Callable[[Any], str]
As = Callable[..., Http]
HERE = (1, 4)
PATH = f"/shows/{SLUG}/s01e04"


@pytest.fixture
def film(fandom: Fandom) -> str:
    """The id of the file of S1E4."""
    return watched(fandom.show.id, HERE)


@pytest.fixture
def kettle(fandom: Fandom) -> str:
    return fandom.moment(fandom.ada, "The kettle.", episode=HERE, start_ms=61_000, end_ms=65_000)


def text(page: Any) -> str:
    return unescape(page.get_data(as_text=True))


def lines(page: Any) -> list[str]:
    return re.findall(r'data-minute="(\w+)"', text(page))


def player(page: Any) -> dict[str, str]:
    """What its script is told."""
    return dict(re.findall(r'data-(begins|moves|from)="([^"]*)"', text(page)))


def film_data(page: Any) -> dict[str, Any]:
    (found,) = re.findall(r'id="film-data">(.*?)</script>', page.get_data(as_text=True), re.DOTALL)
    return dict(json.loads(found))


def stands(fandom: Fandom, fan: Person, word: Said) -> None:
    with unit_of_work():
        set_progress(viewer=fan.viewer, show_id=fandom.show.id, word=word)


def change(fandom: Fandom, **columns: Any) -> None:
    with unit_of_work():
        db.session.execute(update(Show).where(Show.id == fandom.show.id).values(**columns))


def allow(fandom: Fandom, **rights: Any) -> None:
    change(fandom, rights=db.session.get_one(Show, fandom.show.id).rights | rights)


def test_without_a_film_the_page_stands(http: As, fandom: Fandom, kettle: str, words: Words) -> None:
    page = http(as_=fandom.bo).page(PATH)
    said = words(page)
    assert page.status_code == 200
    assert "S1E4 “Title of s01e04”" in " ".join(said.split())
    assert "It can’t be watched here." in said
    assert lines(page) == [kettle]
    assert "1 so far" in said
    assert "1:01" in said
    assert "<video" not in text(page)
    assert "data-clip-open" not in text(page)


def test_a_fan_gets_the_film(http: As, fandom: Fandom, film: str, kettle: str) -> None:
    page = http(as_=fandom.bo).page(PATH)
    body = text(page)
    assert f'src="/media/{film}/film.mp4"' in body
    assert 'preload="metadata" playsinline controls' in body
    assert f'<track kind="subtitles" src="/media/{film}/0.vtt" srclang="en" label="English">' in body
    assert "data-clip-open" in body
    data = film_data(page)
    assert (data["show"], data["episode"], data["file_id"]) == (SLUG, "s01e04", film)
    assert data["sprite"]["url"] == f"/media/{film}/sprite.jpg"
    assert data["rights"]["max_clip_ms"] == 90_000
    assert f"{PATH}?t=61" in body


def test_a_visitor_is_asked_in_where_it_is_for_fans(
    http: As, fandom: Fandom, film: str, kettle: str, words: Words
) -> None:
    page = http().page(PATH)
    assert page.status_code == 200
    assert "Watch it here, with everybody’s moments beside it" in words(page)
    assert f'href="/sign-up?next={PATH.replace("/", "%2F")}"' in text(page) or f"/sign-up?next={PATH}" in text(page)
    assert film not in text(page)
    assert lines(page) == [kettle]


def test_a_visitor_watches_where_everybody_may(http: As, fandom: Fandom, film: str) -> None:
    allow(fandom, watching="everyone")
    page = http().page(PATH)
    assert film_data(page)["file_id"] == film
    assert player(page)["moves"] == ""


def test_where_nobody_may_nobody_hears_of_it(http: As, fandom: Fandom, film: str, words: Words) -> None:
    allow(fandom, watching="nobody")
    for who in (None, fandom.bo, make_fan("boss", is_admin=True)):
        page = http(as_=who).page(PATH)
        assert film not in text(page)
        assert "Watch it here" not in words(page)
    assert "/s01e04" not in text(http(as_=fandom.bo).page(f"/shows/{SLUG}"))


def test_a_film_that_browsers_cannot_play(http: As, fandom: Fandom, film: str, words: Words) -> None:
    with unit_of_work():
        db.session.execute(update(Film).values(playable=False))
    change(fandom, watch_template="https://films.example/{id}?t={seconds}")
    page = http(as_=fandom.bo).page(PATH)
    assert "Browsers can’t play this film" in words(page)
    assert f"https://films.example/{SLUG}-s01e04" in text(page)
    assert "<video" not in text(page)


def test_what_was_asked_for_goes_before_where_one_was(http: As, fandom: Fandom, film: str) -> None:
    stands(fandom, fandom.bo, Said("at", *HERE, 123_000))
    browser = http(as_=fandom.bo)
    assert player(browser.page(PATH)) == {"begins": "123000", "moves": "1", "from": "123000"}
    assert "film.mp4#t=123.0" in text(browser.page(PATH))
    assert player(browser.page(f"{PATH}?t=61"))["begins"] == "61000"
    assert player(browser.page(f"{PATH}?t=61.5"))["begins"] == "61500"
    assert player(browser.page(f"{PATH}?t=999999"))["begins"] == "400000"


@pytest.mark.parametrize("asked", ["-1", "now", "1e9", "1:01", "٣", "9" * 40])
def test_a_time_that_is_none_is_none(http: As, fandom: Fandom, film: str, asked: str) -> None:
    assert player(http(as_=fandom.bo).page(f"{PATH}?t={asked}"))["begins"] == ""


def test_whom_it_moves_and_from_where(http: As, fandom: Fandom, film: str) -> None:
    change(fandom, public_horizon="closed")
    browser = http(as_=fandom.bo)
    assert player(browser.page(PATH)) == {"begins": "", "moves": "1", "from": ""}
    fandom.place(fandom.bo, "s01e03")
    assert player(browser.page(PATH)) == {"begins": "", "moves": "1", "from": "0"}
    stands(fandom, fandom.bo, OPEN)
    assert player(browser.page(PATH))["moves"] == ""


def test_what_is_sealed_is_a_number(http: As, fandom: Fandom, film: str, words: Words) -> None:
    change(fandom, public_horizon="closed")
    sealed = [
        fandom.moment(fandom.ada, "The kettle sings.", episode=HERE, start_ms=at * 1000, end_ms=at * 1000 + 2000)
        for at in (61, 3000)
    ]
    visitor, fan = http().page(PATH), http(as_=fandom.bo).page(PATH)
    assert "2 more are not open to everyone yet." in words(visitor)
    assert "2 more ahead of you. They open as you watch." in words(fan)
    for page in (visitor, fan, http(as_=make_fan("mo", moderates=[fandom.show.id])).page(PATH)):
        assert "kettle" not in text(page)
        assert not any(each in text(page) for each in sealed)
        assert "1:01" not in words(page)
    assert lines(http(as_=fandom.ada).page(PATH)) == sealed


def test_the_list_alone_grows(http: As, fandom: Fandom, kettle: str) -> None:
    later = fandom.moment(fandom.ada, "The lamp.", episode=HERE, start_ms=161_000, end_ms=165_000)
    browser = http(as_=fandom.bo)
    assert lines(browser.page(f"{PATH}/minutes")) == [kettle, later]
    assert lines(browser.page(f"{PATH}/minutes?from=61001")) == [later]
    assert lines(browser.page(f"{PATH}/minutes?from=-5")) == [kettle, later]
    assert "<html" not in text(browser.page(f"{PATH}/minutes"))


def test_it_is_read_page_by_page(http: As, fandom: Fandom, kettle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("fandom.feed.minutes"), "PAGE", 1)
    later = fandom.moment(fandom.ada, "The lamp.", episode=HERE, start_ms=161_000, end_ms=165_000)
    browser = http(as_=fandom.bo)
    first = browser.page(PATH)
    (onwards,) = re.findall(r'href="([^"]*cursor=[^"]*)"', text(first))
    assert lines(first) == [kettle]
    assert lines(browser.page(onwards)) == [later]
    assert browser.page(f"{PATH}?cursor=wrong").status_code == 422


def test_muted_words_are_not_there(http: As, fandom: Fandom, kettle: str) -> None:
    bo = fandom.bo
    with unit_of_work():
        relations.mute(account_id=bo.id, kind="word", value="kettle")
    assert lines(http(as_=bo).page(PATH)) == []


def test_the_ones_before_and_after_are_named_as_far_as_one_may_know(http: As, fandom: Fandom) -> None:
    change(fandom, public_horizon="closed", withholds_titles=True)
    body = text(http(as_=fandom.bo).page(PATH))
    assert f"/shows/{SLUG}/s01e03" in body
    assert f"/shows/{SLUG}/s01e05" in body
    assert "Title of" not in body


def test_the_way_from_the_show(http: As, fandom: Fandom, film: str, words: Words) -> None:
    watched(fandom.show.id, (1, 5))
    browser = http(as_=fandom.bo)
    assert "Watch S1E4" in words(browser.page(f"/shows/{SLUG}"))
    fandom.place(fandom.bo, "s01e04")
    assert "Watch S1E5" in words(browser.page(f"/shows/{SLUG}"))
    assert "Watch S1E4" in words(http().page(f"/shows/{SLUG}"))


def test_a_film_reads_well(http: As, fandom: Fandom, words: Words) -> None:
    show = make_show("sintel", 1, kind="film")
    watched(show.id)
    page = http(as_=fandom.bo).page("/shows/sintel/s01e01")
    said = words(page)
    assert "Sintel" in said
    assert "S1E1" not in said
    assert "You’re {at} into it." in text(page)
    assert "See what people say" in said


def test_where_no_clips_are_cut_the_button_says_so(http: As, fandom: Fandom, film: str, words: Words) -> None:
    allow(fandom, clips=False)
    said = words(http(as_=fandom.bo).page(PATH))
    assert "No clips here" in said
    assert "Clip that" not in said


@pytest.mark.parametrize("path", ["s01e99", "S1E4", "nothing", "s00e01", "s01e04/more"])
def test_what_is_no_episode_is_404(http: As, fandom: Fandom, path: str) -> None:
    assert http(as_=fandom.bo).page(f"/shows/{SLUG}/{path}").status_code == 404
    assert http().page("/shows/none/s01e01").status_code == 404


def test_the_head_names_this_address(http: As, fandom: Fandom) -> None:
    body = text(http().page(f"{PATH}?t=61"))
    assert f'<link rel="canonical" href="http://localhost{PATH}">' in body
    assert "The Saltmarsh Line · S1E4" in body


def test_it_is_said_in_german(http: As, fandom: Fandom, film: str, kettle: str) -> None:
    page = http(as_=fandom.bo).page(PATH, headers={"Accept-Language": "de"})
    assert "Momente, nach Minuten" in text(page)


def test_whom_nothing_is_hidden_from_is_told_that_watching_moves_nothing(
    http: As, fandom: Fandom, film: str, words: Words
) -> None:
    said = "You chose to hide nothing here, so watching doesn’t move where you are."
    assert said not in words(http(as_=fandom.bo).page(PATH))
    stands(fandom, fandom.bo, OPEN)
    page = http(as_=fandom.bo).page(PATH)
    assert said in words(page)
    assert player(page)["moves"] == ""
    assert said not in words(http(as_=fandom.bo).page(f"/shows/{SLUG}/s01e05"))


def listed(page: Any) -> list[tuple[str, str]]:
    """Name and words of each episode in the list of all."""
    (found,) = re.findall(r'<ol class="episodes".*?</ol>', text(page), re.DOTALL)
    each = re.findall(r"<li>(.*?)</li>", found, re.DOTALL)
    names = [re.findall(r'href="[^"]*/(s\d+e\d+)"', one)[0] for one in each]
    return [(name, " ".join(re.sub(r"<[^>]*>", " ", one).split())) for name, one in zip(names, each, strict=True)]


def test_all_episodes_are_listed_and_which_can_be_watched(http: As, fandom: Fandom, film: str) -> None:
    page = http(as_=fandom.bo).page(PATH)
    found = listed(page)
    assert len(found) == 16
    assert found[3] == ("s01e04", "S1E4 Title of s01e04 can be watched here")
    assert found[4] == ("s01e05", "S1E5 Title of s01e05")
    assert re.findall(r'episodes".*?/(s\d+e\d+)" aria-current="page"', text(page), re.DOTALL) == ["s01e04"]


def test_their_titles_are_withheld_as_on_the_page_of_the_show(http: As, fandom: Fandom, film: str) -> None:
    change(fandom, public_horizon="closed", withholds_titles=True)
    fandom.place(fandom.bo, "s01e02")
    found = dict(listed(http(as_=fandom.bo).page(PATH)))
    assert found["s01e02"] == "S1E2 Title of s01e02"
    assert found["s01e04"] == "S1E4 not shown to you yet can be watched here"
    assert "Title of" not in text(http().page(PATH))


def test_nobody_hears_of_films_that_nobody_may_watch(http: As, fandom: Fandom, film: str) -> None:
    assert "can be watched here" in str(listed(http().page(PATH)))
    allow(fandom, watching="nobody")
    for who in (None, fandom.bo):
        assert "can be watched here" not in str(listed(http(as_=who).page(PATH)))
