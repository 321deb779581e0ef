"""What one word about progress does to another, and the horizon that comes of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core.horizon import UNKNOWN_LENGTH_MS, Horizon, Position
from fandom.shows.progress import NOTHING, OPEN, UNSAID, Said, advance, horizon_of, put, reached, seen_all
from fandom.shows.values import EpisodeView

PUBLIC = Horizon(upto=Position(1, 9, 500), specials={1: 100, 2: 100})
TODAY = date(2026, 3, 1)


def view(season: int, number: int, *, duration_ms: int | None = 1000, air_date: date | None = None) -> EpisodeView:
    return EpisodeView("show", season, number, "", "", duration_ms, air_date, {})


def at(season: int, number: int, ms: int | None = None, **specials: int) -> Said:
    return Said("at", season, number, ms, {int(name[1:]): value for name, value in specials.items()})


positions = st.builds(at, st.integers(1, 3), st.integers(1, 3), st.none() | st.integers(0, 2000))
specials = st.builds(lambda found: Said(specials=found), st.dictionaries(st.integers(1, 3), st.integers(0, 9)))
words = st.one_of(positions, specials, st.just(NOTHING), st.just(OPEN))


def test_a_mode_that_nobody_foresaw_reaches_nothing() -> None:
    assert horizon_of(Said("tomorrow", 1, 1, None, {1: 5}), PUBLIC) == Horizon.nothing()


def test_who_has_said_nothing_has_the_public_horizon() -> None:
    assert horizon_of(UNSAID, PUBLIC) == PUBLIC


def test_who_has_not_started_reaches_nothing() -> None:
    assert horizon_of(NOTHING, PUBLIC) == Horizon.nothing()


@pytest.mark.parametrize("said", [OPEN, Said("all")])
def test_nothing_is_hidden_from_who_wants_it_so(said: Said) -> None:
    assert horizon_of(said, PUBLIC).everything


def test_a_position_is_the_horizon_whatever_is_public() -> None:
    assert horizon_of(at(1, 2, 30), PUBLIC) == Horizon(upto=Position(1, 2, 30))


def test_no_position_in_the_episode_is_its_end_whatever_its_length() -> None:
    horizon = horizon_of(at(1, 2), PUBLIC)
    assert horizon.reaches(Position(1, 2, UNKNOWN_LENGTH_MS))
    assert not horizon.reaches(Position(1, 3, 0))


def test_a_word_about_a_special_leaves_the_line_public() -> None:
    horizon = horizon_of(put(UNSAID, Said(specials={2: 5, 7: 9})), PUBLIC)
    assert horizon.upto == PUBLIC.upto
    assert horizon.specials == {1: 100, 2: 5, 7: 9}


def test_the_last_millisecond_is_the_end() -> None:
    assert reached(view(1, 2), 1000) == reached(view(1, 2), None) == at(1, 2)
    assert reached(view(1, 2), 999) == at(1, 2, 999)
    assert reached(view(0, 2), 1000) == Said(specials={2: UNKNOWN_LENGTH_MS})
    assert reached(view(0, 2), 7) == Said(specials={2: 7})


def test_put_goes_back_and_keeps_specials() -> None:
    assert put(at(2, 1, s3=5), at(1, 1)) == at(1, 1, s3=5)
    assert put(at(2, 1, s3=5), Said(specials={3: 1})) == at(2, 1, s3=1)
    assert put(at(2, 1, s3=5), OPEN) == Said("open", specials={3: 5})
    assert put(OPEN, at(1, 1)) == at(1, 1)


def test_put_none_forgets_everything() -> None:
    assert put(at(2, 1, s3=5), NOTHING) == NOTHING


@given(words, words)
def test_after_put_the_word_holds(old: Said, word: Said) -> None:
    new = put(put(UNSAID, old), word)
    if word.mode != "unsaid":
        assert (new.mode, new.upto) == (word.mode, word.upto)
    assert word.specials.items() <= new.specials.items()


@given(words, words)
def test_advance_does_not_mind_the_order(one: Said, other: Said) -> None:
    assert advance(advance(UNSAID, one), other) == advance(advance(UNSAID, other), one)


@given(words, words)
def test_advance_twice_is_advance_once(old: Said, word: Said) -> None:
    once = advance(old, word)
    assert advance(once, word) == once


@given(words, words, st.integers(0, 4), st.integers(1, 4), st.integers(0, 2500))
def test_advance_takes_nothing_away(old: Said, word: Said, season: int, number: int, ms: int) -> None:
    place = Position(season, number, ms)
    before, after = (horizon_of(said, Horizon.nothing()) for said in (old, advance(old, word)))
    assert after.reaches(place) or not before.reaches(place)


def test_seen_all_is_what_has_aired() -> None:
    episodes = [
        view(0, 1, air_date=date(2026, 3, 1)),
        view(0, 2, air_date=date(2026, 3, 2)),
        view(1, 1, air_date=date(2020, 1, 1)),
        view(1, 2),
        view(1, 3, air_date=date(2026, 3, 2)),
    ]
    assert seen_all(episodes, TODAY) == at(1, 2, s1=UNKNOWN_LENGTH_MS)


def test_of_a_show_that_has_not_begun_all_is_none() -> None:
    assert seen_all([view(1, 1, air_date=date(2027, 1, 1))], TODAY) == NOTHING
