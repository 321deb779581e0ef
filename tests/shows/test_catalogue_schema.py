"""Catalogue files: every refusal names its field, every good field comes through in one form."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fandom.core.errors import Invalid
from fandom.shows.catalogue import Aired, CatalogueSeason
from fandom.shows.catalogue_schema import parsed
from tests.support.catalogue import PALETTE, episode, show_file


def refused(given: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as error:
        parsed(given, "lantern")
    return error.value.errors


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "The Lantern"),
        ("slug", "-lantern"),
        ("slug", "lantern\n"),
        ("slug", "a" * 81),
        ("slug", 7),
        ("kind", "book"),
        ("title", ""),
        ("title", "x" * 201),
        ("title", "La\u202entern"),
        ("title", None),
        ("year", 1800),
        ("year", "2020"),
        ("year", True),
        ("synopsis", "x" * 4001),
        ("synopsis", "nul\0"),
        ("hue", 45),
        ("hue", 360),
        ("palette", PALETTE[:5]),
        ("palette", [*PALETTE[:5], PALETTE[0]]),
        ("palette", [*PALETTE[:5], "fire"]),
        ("palette", "🔥"),
        ("public_horizon", "secret"),
        ("withholds_titles", "yes"),
        ("withholds_titles", 1),
        ("watch_template", "javascript:{id}"),
        ("external_ids", ["tt1"]),
        ("external_ids", {f"id_{each}": "x" for each in range(13)}),
        ("poster", "../../etc/passwd"),
        ("seasons", [{"number": 1}, {"number": 1}]),
        ("episodes", [episode(1, 1), episode(1, 1)]),
        ("episodes", {"s01e01": {}}),
        ("banner", "x.svg"),
    ],
)
def test_a_wrong_field_of_a_show_is_named(field: str, value: object) -> None:
    assert [name.split(".")[0] for name in refused(show_file() | {field: value})] == [f"lantern: {field}"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "1x02"),
        ("number", "s1e2"),
        ("number", 102),
        ("title", "x" * 201),
        ("duration_ms", 0),
        ("duration_ms", 86_400_001),
        ("duration_ms", 1.5),
        ("duration_ms", "60000"),
        ("air_date", "yesterday"),
        ("air_date", "2026-02-30"),
        ("air_date", 20260301),
        ("air_date", {"days_ago": "3"}),
        ("air_date", {"days_ago": True}),
        ("air_date", {"days_ago": 10**9}),
        ("air_date", {"months_ago": 1}),
        ("air_date", {"days_ago": 1, "weeks_ago": 1}),
        ("air_date", {}),
        ("air_date", ["2026-01-01"]),
        ("external_ids", {"IMDB": "tt1"}),
        ("external_ids", {"imdb": "tt 1"}),
        ("external_ids", {"imdb": ""}),
        ("external_ids", {"imdb": 1.5}),
        ("external_ids", {"imdb": None}),
        ("rating", 5),
    ],
)
def test_a_wrong_field_of_an_episode_is_named_with_its_place(field: str, value: object) -> None:
    found = refused(show_file(episodes=[episode(1, 1), episode(1, 2) | {field: value}]))
    assert [name.split(".")[:3] for name in found] == [["lantern: episodes", "1", field]]


@pytest.mark.parametrize("field", ["slug", "kind", "title", "palette"])
def test_what_must_be_there_is_asked_for(field: str) -> None:
    given = show_file()
    del given[field]
    assert list(refused(given)) == [f"lantern: {field}"]


@pytest.mark.parametrize("given", [None, [], "show", 7, [show_file()]])
def test_a_file_that_is_no_object_is_refused(given: object) -> None:
    assert list(refused(given)) == ["lantern: file"]


@pytest.mark.parametrize("episodes", [[], [episode(1, 2)], [episode(1, 1), episode(1, 2)]])
def test_a_film_is_one_episode(episodes: list[dict[str, Any]]) -> None:
    assert list(refused(show_file(kind="film", episodes=episodes))) == ["lantern: episodes"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert len(refused(show_file(hue=1, year=1, episodes=[episode(1, 1, title="x" * 999)]))) == 3


def test_a_good_file_comes_through_in_one_form() -> None:
    found = parsed(
        show_file(
            kind="film",
            title="  Cosmos   Laundromat ",
            palette=["❤️", *PALETTE[:5]],
            external_ids={"imdb": "tt1", "tvdb": 42},
            watch_template="https://tv.example/{id}",
            seasons=[{"number": 1, "title": None}],
            episodes=[{"number": "s01e01", "air_date": "2015-08-10"}],
        )
    )
    assert found.title == "Cosmos Laundromat"
    assert found.palette == ("❤", *PALETTE[:5])
    assert found.external_ids == {"imdb": "tt1", "tvdb": "42"}
    assert found.seasons == (CatalogueSeason(1),)
    (only,) = found.episodes
    assert (only.season, only.number, only.title, only.duration_ms) == (1, 1, "", None)
    assert only.aired == Aired(date(2015, 8, 10))


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({"days_ago": 1}, date(2026, 2, 28)),
        ({"weeks_ago": 2}, date(2026, 2, 15)),
        ({"weeks_ago": -1}, date(2026, 3, 8)),
        ({"days_ago": 0}, date(2026, 3, 1)),
    ],
)
def test_an_air_date_may_be_counted_from_today(given: object, day: date, frozen_clock: Callable[..., None]) -> None:
    (only,) = parsed(show_file(episodes=[episode(1, 1, air_date=given)])).episodes
    assert only.aired == Aired(day, fixed=False)
