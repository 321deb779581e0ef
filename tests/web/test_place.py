"""Where somebody is, in words; and which titles they may read while choosing."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from fandom.core.viewer import VISITOR
from fandom.infra.db import unit_of_work
from fandom.shows.actions import set_progress
from fandom.shows.progress import NOTHING, OPEN, seen_all
from fandom.shows.queries import episodes
from fandom.web.place import here
from fandom.web.seasons import seasons
from tests.support.catalogue import episode, make_show, season
from tests.web.conftest import Fandom


@pytest.fixture
def asked(app: Flask) -> Any:
    with app.test_request_context():
        yield


def test_a_visitor_has_said_nothing(asked: None, fandom: Fandom) -> None:
    assert here(VISITOR, fandom.show).chosen == ""
    assert here(VISITOR, fandom.show).words == "Where are you in it?"
    assert here(VISITOR, fandom.show).public == "Open to everyone up to S2E8."


def test_what_has_not_been_out_for_long_is_not_open(asked: None) -> None:
    show = make_show("odd", [episode(1, 1, air_date="2999-01-01")])
    assert here(VISITOR, show).public == "Nothing of it is open to everyone yet."


def test_a_film_is_open_or_not(asked: None) -> None:
    film = make_show("film", [episode(1, 1)], kind="film")
    assert here(VISITOR, film).public == "Open to everyone."


def test_an_episode_is_a_place(asked: None, fandom: Fandom) -> None:
    fandom.place(fandom.bo, "s02e04")
    found = here(fandom.bo.viewer, fandom.show)
    assert (found.words, found.chosen, found.episode) == ("You’re at S2E4.", "s02e04", "s02e04")


@pytest.mark.parametrize(("word", "chosen"), [(NOTHING, "none"), (OPEN, "open")])
def test_a_word_is_a_place(asked: None, fandom: Fandom, word: Any, chosen: str) -> None:
    bo = fandom.bo.viewer
    with unit_of_work():
        set_progress(viewer=bo, show_id=fandom.show.id, word=word)
    assert here(bo, fandom.show).chosen == chosen


def test_all_of_it(asked: None, fandom: Fandom, frozen_clock: Callable[[datetime], None]) -> None:
    today = date(2026, 3, 1)
    bo, word = fandom.bo.viewer, seen_all(episodes(fandom.show.id), today)
    with unit_of_work():
        set_progress(viewer=bo, show_id=fandom.show.id, word=word)
    found = here(bo, fandom.show)
    assert (found.chosen, found.episode) == ("all", "s02e08")


def test_specials_come_last_and_the_future_is_marked(asked: None) -> None:
    future = episode(1, 3, air_date="2999-01-01")
    show = make_show("odd", [*season(0, 1), *season(1, 2), future])
    found = seasons(VISITOR, show)
    assert [each.number for each in found] == [1, 0]
    assert [each.aired for each in found[0].episodes] == [True, True, False]


def test_titles_are_withheld_where_the_show_says_so(asked: None) -> None:
    show = make_show("secretive", season(1, 2), withholds_titles=True, public_horizon="closed")
    assert [each.title for each in seasons(VISITOR, show)[0].episodes] == ["", ""]
    open_show = make_show("chatty", season(1, 1))
    assert seasons(VISITOR, open_show)[0].episodes[0].title == "Title of s01e01"
