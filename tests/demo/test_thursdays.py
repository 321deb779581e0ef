"""The demo's series is in mid-season on whatever day it is seeded."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from fandom.core import clock
from fandom.demo import thursdays
from fandom.shows.catalogue import CatalogueShow

Freeze = Callable[[datetime], None]
LINE = "the-saltmarsh-line"
WEEK = [date(2026, 3, 2) + timedelta(days=day) for day in range(7)]


def shown(slug: str) -> CatalogueShow:
    return next(show for show in thursdays.catalogue() if show.slug == slug)


def air_dates(season: int) -> list[date]:
    return [each.aired.day for each in shown(LINE).episodes if each.season == season and each.aired]


@pytest.mark.parametrize("today", WEEK)
def test_since_the_last_thursday_that_is_over(today: date) -> None:
    since = thursdays.days_since_thursday(today)
    assert timedelta(days=1) <= since <= timedelta(days=7)
    assert (today - since).weekday() == thursdays.THURSDAY


@pytest.mark.parametrize("today", WEEK)
def test_a_season_is_on(today: date, frozen_clock: Freeze) -> None:
    frozen_clock(datetime(today.year, today.month, today.day, 9, tzinfo=UTC))
    dates = air_dates(3)
    assert all(day.weekday() == thursdays.THURSDAY for day in dates)
    assert [day < today for day in dates] == [True] * 5 + [False] * 3


def test_it_airs_weekly() -> None:
    dates = air_dates(3)
    assert {later - earlier for earlier, later in itertools.pairwise(dates)} == {timedelta(days=7)}


def test_dates_counted_from_today_hold_from_the_first_import_on() -> None:
    assert {each.aired.fixed for each in shown(LINE).episodes if each.aired} == {False}


def test_dates_of_films_stand() -> None:
    (film,) = shown("sintel").episodes
    assert film.aired
    assert (film.aired.day, film.aired.fixed) == (date(2010, 9, 30), True)


def test_catalogue_is_whole() -> None:
    shows = thursdays.catalogue()
    assert len({show.slug for show in shows}) == len(shows) >= 15
    assert all(show.synopsis for show in shows)
    today = clock.now().date()
    for show in shows:
        out = [each for each in show.episodes if each.aired and each.aired.day < today]
        assert all(each.title and each.synopsis and each.duration_ms for each in out)


def test_one_show_has_a_special() -> None:
    assert [each.title for each in shown(LINE).episodes if each.season == 0] == ["Night Mail"]
