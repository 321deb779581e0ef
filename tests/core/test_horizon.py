"""What lies past a horizon: refusals first, then the public one, then names and ways."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core.horizon import (
    UNKNOWN_LENGTH_MS,
    Airing,
    Distance,
    Horizon,
    Position,
    distance,
    episode_end,
    episode_name,
    parse_episode_name,
    public_horizon,
)

TODAY = date(2026, 11, 21)
LONG_AGO = TODAY - timedelta(days=400)
positions = st.builds(Position, st.integers(1, 999), st.integers(0, 9999), st.integers(0, 10**7))


def airing(season: int, number: int, aired: date | None = LONG_AGO) -> Airing:
    return Airing(season, number, 1000, aired)


@pytest.mark.parametrize(
    "reveals",
    [Position(1, 2, 501), Position(1, 3, 0), Position(2, 1, 0), Position(0, 1, 101), Position(0, 2, 0)],
)
def test_past_the_horizon_is_sealed(reveals: Position) -> None:
    assert not Horizon(upto=Position(1, 2, 500), specials={1: 100}).reaches(reveals)


@pytest.mark.parametrize(
    "reveals", [None, Position(1, 2, 500), Position(1, 2, 0), Position(1, 1, 99_999), Position(0, 1, 100)]
)
def test_up_to_the_horizon_is_open(reveals: Position | None) -> None:
    assert Horizon(upto=Position(1, 2, 500), specials={1: 100}).reaches(reveals)


def test_nothing_reaches_only_what_spoils_nothing() -> None:
    assert Horizon.nothing().reaches(None)
    assert not Horizon.nothing().reaches(Position(1, 1, 0))
    assert not Horizon.nothing().reaches(Position(0, 1, 0))


@given(st.one_of(st.none(), positions))
def test_everything_reaches_everything(reveals: Position | None) -> None:
    assert Horizon.all().reaches(reveals)


def test_having_seen_all_seasons_opens_no_special() -> None:
    assert not Horizon(upto=Position(999, 9999, 10**7)).reaches(Position(0, 1, 0))


@given(positions, positions, positions)
def test_going_further_never_seals_what_was_open(one: Position, other: Position, reveals: Position) -> None:
    near, far = sorted([one, other])
    assert not Horizon(upto=near).reaches(reveals) or Horizon(upto=far).reaches(reveals)


@given(positions, positions)
def test_of_two_positions_one_reaches_the_other(one: Position, other: Position) -> None:
    assert Horizon(upto=one).reaches(other) or Horizon(upto=other).reaches(one)


def test_nothing_has_aired() -> None:
    assert public_horizon([], TODAY) == Horizon.nothing()
    assert public_horizon([airing(1, 1, None)], TODAY) == Horizon.nothing()
    assert public_horizon([airing(1, 1, TODAY + timedelta(days=1))], TODAY) == Horizon.nothing()


def test_twenty_eight_days_are_not_more_than_twenty_eight() -> None:
    aired = TODAY - timedelta(days=28)
    assert public_horizon([airing(1, 1, aired)], TODAY).upto is None
    assert public_horizon([airing(1, 1, aired)], TODAY + timedelta(days=1)).upto == Position(1, 1, 1000)


def test_it_stops_before_an_episode_that_was_shown_late() -> None:
    late = [airing(1, 3), airing(1, 1), airing(1, 2, TODAY - timedelta(days=3))]
    assert public_horizon(late, TODAY).upto == Position(1, 1, 1000)


def test_it_stops_before_an_episode_without_a_date() -> None:
    assert public_horizon([airing(1, 1), airing(1, 2, None), airing(2, 1)], TODAY).upto == Position(1, 1, 1000)


def test_a_special_opens_by_its_own_date_and_holds_nothing_back() -> None:
    shown = [airing(0, 1), airing(0, 2, TODAY), airing(1, 1), airing(1, 2)]
    assert public_horizon(shown, TODAY) == Horizon(upto=Position(1, 2, 1000), specials={1: 1000})


def test_a_shorter_wait_may_be_asked_for() -> None:
    assert public_horizon([airing(1, 1, TODAY - timedelta(days=2))], TODAY, timedelta(days=1)).upto is not None


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5), st.integers(-60, 60)), unique_by=lambda row: row[:2]))
def test_nothing_not_yet_open_is_ever_reached(rows: list[tuple[int, int, int]]) -> None:
    shown = [airing(season, number, TODAY - timedelta(days=days)) for season, number, days in rows]
    horizon = public_horizon(shown, TODAY)
    for each in shown:
        if not each.open_on(TODAY, timedelta(days=28)):
            assert not horizon.reaches(Position(each.season, each.number, 0))


def test_an_unknown_length_ends_after_any_moment_in_it() -> None:
    assert episode_end(1, 2, None) == Position(1, 2, UNKNOWN_LENGTH_MS)
    assert episode_end(1, 2, 7) == Position(1, 2, 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "s1e1",
        "s01",
        "e01",
        "S01E01",
        "s01e1",
        "s001e01",
        "s01e001",
        "s1000e01",
        "s01e10000",
        "s01e02 ",
        "s01e02\n",
        "s٠١e٠٢",
        "s-1e01",
    ],
)
def test_what_names_no_episode(text: str) -> None:
    assert parse_episode_name(text) is None


@given(st.integers(0, 999), st.integers(0, 9999))
def test_names_are_read_as_they_were_written(season: int, number: int) -> None:
    assert parse_episode_name(episode_name(season, number)) == (season, number)


def test_names() -> None:
    assert episode_name(1, 2) == Position(1, 2, 3).episode == "s01e02"
    assert episode_name(0, 1) == "s00e01"
    assert episode_name(999, 9999) == "s999e9999"


EPISODES = [(season, number) for season in (0, 1, 2) for number in range(1, 9)]


def test_the_way_to_the_next_episode_is_empty() -> None:
    here = Horizon(upto=Position(1, 8, 10))
    assert distance(here, Position(2, 1, 0), EPISODES) == Distance("s01e08", (), 0, "s02e01")


def test_the_way_names_what_lies_between_and_counts_the_rest() -> None:
    here = Horizon(upto=Position(1, 7, 10))
    assert distance(here, Position(2, 2, 5), EPISODES) == Distance("s01e07", ("s01e08", "s02e01"), 0, "s02e02")
    assert distance(here, Position(2, 8, 5), EPISODES) == Distance(
        "s01e07", ("s01e08", "s02e01", "s02e02"), 5, "s02e08"
    )


def test_the_way_within_an_episode_and_to_a_special_is_a_step() -> None:
    here = Horizon(upto=Position(1, 7, 10))
    assert distance(here, Position(1, 7, 99), EPISODES) == Distance("s01e07", (), 0, "s01e07")
    assert distance(here, Position(0, 2, 99), EPISODES) == Distance("s01e07", (), 0, "s00e02")


def test_from_nowhere_the_way_begins_with_the_first_episode() -> None:
    assert distance(Horizon.nothing(), Position(1, 3, 0), EPISODES) == Distance(None, ("s01e01", "s01e02"), 0, "s01e03")


@given(st.builds(Position, st.integers(0, 999), st.integers(0, 9999), st.integers(0, UNKNOWN_LENGTH_MS)))
def test_a_key_has_one_place(place: Position) -> None:
    assert Position.of_key(place.key) == place
