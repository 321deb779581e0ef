"""Where a fan stands, as people name places."""

from datetime import date

from fandom.core.horizon import UNKNOWN_LENGTH_MS, Horizon, Position
from fandom.shows.progress import NOTHING, OPEN, UNSAID, Said, horizon_of, seen_all
from fandom.shows.standing import Place, Standing, standing
from fandom.shows.values import EpisodeView

TODAY = date(2026, 3, 1)
NOWHERE = Horizon.nothing()


def view(season: int, number: int, *, duration_ms: int | None = 1000, air_date: date | None = None) -> EpisodeView:
    return EpisodeView("show", season, number, "", "", duration_ms, air_date, {})


EPISODES = (view(0, 1), view(1, 1), view(1, 2, duration_ms=None), view(1, 3, air_date=date(2026, 9, 1)))


def stand(said: Said, public: Horizon = NOWHERE) -> Standing:
    return standing(said, horizon_of(said, public), EPISODES, TODAY)


def test_who_has_said_nothing_stands_nowhere_but_sees_what_is_public() -> None:
    found = stand(UNSAID, Horizon(upto=Position(1, 1, 1000)))
    assert (found.said, found.seen, found.at) == (False, None, None)
    assert found.upto == Place(1, 1, 1000, finished=True)


def test_the_end_of_an_episode_is_its_length_where_that_is_known() -> None:
    assert stand(Said("at", 1, 1)).at == Place(1, 1, 1000, finished=True)
    assert stand(Said("at", 1, 2)).at == Place(1, 2, None, finished=True)
    assert stand(Said("at", 9, 9)).at == Place(9, 9, None, finished=True)


def test_a_position_inside_is_not_finished() -> None:
    assert stand(Said("at", 1, 1, 999)).at == Place(1, 1, 999, finished=False)


def test_a_position_past_a_length_that_was_corrected_is_the_end() -> None:
    assert stand(Said("at", 1, 1, 5000)).at == Place(1, 1, 1000, finished=True)


def test_specials_stand_in_order() -> None:
    found = stand(Said(specials={2: 5, 1: UNKNOWN_LENGTH_MS}))
    assert found.specials == (Place(0, 1, 1000, finished=True), Place(0, 2, 5, finished=False))
    assert found.said


def test_none_and_open_are_said_so() -> None:
    assert stand(NOTHING).seen == "none"
    assert stand(OPEN).seen == "open"
    assert stand(OPEN).everything


def test_all_is_all_that_has_aired() -> None:
    assert stand(seen_all(EPISODES, TODAY)).seen == "all"
    assert stand(Said("at", 1, 2)).seen is None, "the special is still to be seen"
    assert standing(Said("at", 1, 2, None, {1: UNKNOWN_LENGTH_MS}), NOWHERE, EPISODES, date(2026, 9, 1)).seen is None
