"""From where on playing counts, and where it goes on."""

from dataclasses import replace
from datetime import date

import pytest

from fandom.core.horizon import UNKNOWN_LENGTH_MS, Horizon
from fandom.shows.progress import NOTHING, OPEN, UNSAID, Said, horizon_of
from fandom.shows.values import EpisodeView
from fandom.shows.watched import CREDITS_MS, OVER_MS, Watched, watched

HOUR_MS = 3_600_000
CLOSED = Horizon.nothing()


def episode(season: int, number: int, duration_ms: int | None = HOUR_MS) -> EpisodeView:
    return EpisodeView("show", season, number, "", "", duration_ms, date(2020, 1, 1), {})


EPISODES = (episode(0, 1), episode(1, 1), episode(1, 2), episode(2, 1))
FIRST, SECOND, THIRD = EPISODES[1:]
SPECIAL = EPISODES[0]


def at(season: int, number: int, ms: int | None = None) -> Said:
    return Said("at", season, number, ms)


def seen(said: Said | None, of: EpisodeView, public: Horizon = CLOSED) -> Watched:
    return watched(said, horizon_of(said or UNSAID, public), of, EPISODES)


@pytest.mark.parametrize(
    ("said", "of", "from_ms"),
    [
        (UNSAID, FIRST, 0),
        (UNSAID, SECOND, None),
        (NOTHING, FIRST, 0),
        (at(1, 1), SECOND, 0),
        (at(1, 1, HOUR_MS - CREDITS_MS), SECOND, 0),
        (at(1, 1, HOUR_MS - CREDITS_MS - 1), SECOND, None),
        (at(1, 1), THIRD, None),
        (at(1, 2), THIRD, 0),
        (at(1, 2, 90_000), SECOND, 90_000),
        (at(1, 2, 90_000), FIRST, HOUR_MS),
        (OPEN, THIRD, HOUR_MS),
        (at(2, 1), SPECIAL, 0),
        (Said(specials={1: 5_000}), SPECIAL, 5_000),
    ],
)
def test_playing_counts_from_what_was_reached_on(said: Said, of: EpisodeView, from_ms: int | None) -> None:
    assert seen(said, of).from_ms == from_ms


def test_what_is_open_to_all_is_reached() -> None:
    assert seen(UNSAID, SECOND, Horizon(upto=FIRST.end)).from_ms == 0
    assert seen(None, SECOND, Horizon(upto=SECOND.end)).from_ms == HOUR_MS


def test_an_episode_of_unknown_length_is_led_up_to_by_its_own_end_only() -> None:
    known = (replace(FIRST, duration_ms=None), SECOND)
    said = at(1, 1, HOUR_MS)
    assert watched(said, horizon_of(said, CLOSED), SECOND, known).from_ms is None
    assert watched(at(1, 1), Horizon(upto=known[0].end), SECOND, known).from_ms == 0
    assert known[0].end.ms == UNKNOWN_LENGTH_MS


@pytest.mark.parametrize(("said", "moves"), [(None, False), (OPEN, False), (Said("all"), False), (NOTHING, True)])
def test_whom_it_moves(said: Said | None, moves: bool) -> None:
    assert seen(said, FIRST).moves is moves


@pytest.mark.parametrize(
    ("said", "of", "ms"),
    [
        (None, FIRST, None),
        (UNSAID, FIRST, None),
        (at(1, 1, 90_000), FIRST, 90_000),
        (at(1, 1, 0), FIRST, None),
        (at(1, 1, HOUR_MS - OVER_MS + 1), FIRST, None),
        (at(1, 1), FIRST, None),
        (at(1, 2, 90_000), FIRST, None),
        (Said(specials={1: 5_000}), SPECIAL, 5_000),
        (Said(specials={1: UNKNOWN_LENGTH_MS}), SPECIAL, None),
    ],
)
def test_it_goes_on_where_they_stopped(said: Said | None, of: EpisodeView, ms: int | None) -> None:
    assert seen(said, of).resumes_ms == ms
