"""Bringing shows in: refusals first, all or nothing, and nothing the second time."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from fandom.core.bus import bus
from fandom.core.errors import Invalid
from fandom.core.horizon import Position
from fandom.core.viewer import SYSTEM
from fandom.infra.db import db, unit_of_work
from fandom.shows import access, actions, importing, queries
from fandom.shows.events import ShowImported
from fandom.shows.models import Episode, Season, Show
from tests.support.catalogue import episode, make_show, season, show_file
from tests.support.people import make_fan

Facts = list[object]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, app: Flask) -> Facts:
    """The ShowImported facts that were told."""
    heard: Facts = []
    monkeypatch.setitem(bus.listeners, ShowImported, [*bus.listeners[ShowImported]])

    def hear(fact: ShowImported) -> None:
        heard.append(fact)

    bus.listen(ShowImported, hear)
    return heard


def write(folder: Path, *shows: Any) -> Path:
    for number, show in enumerate(shows):
        (folder / f"{number}.json").write_text(show if isinstance(show, str) else json.dumps(show), "utf-8")
    return folder


def again(show: dict[str, Any]) -> str:
    with unit_of_work():
        return actions.import_show(show=importing.parsed(show))


def shows() -> int:
    return db.session.scalar(select(func.count()).select_from(Show)) or 0


@pytest.mark.parametrize("text", ["", "{", "\ufeff{}", "[" * 100_000, "NaN", "nothing"])
def test_what_is_not_json_is_refused_by_its_name(app: Flask, tmp_path: Path, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        list(importing.from_path(write(tmp_path, text)))
    assert all(name.startswith("0.json") for name in refused.value.errors)


def test_bytes_that_are_no_text_are_refused(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid):
        list(importing.from_path(tmp_path))


def test_a_file_that_is_too_large_is_refused(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MAX_BYTES", 10)
    with pytest.raises(Invalid) as refused:
        list(importing.from_path(write(tmp_path, show_file())))
    assert list(refused.value.errors) == ["0.json"]


def test_a_folder_without_files_and_a_folder_as_a_file_are_refused(app: Flask, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "0.json"):
        with pytest.raises(Invalid):
            list(importing.from_path(path))
        (tmp_path / "0.json").mkdir(exist_ok=True)


def test_one_bad_file_stops_all_before_anything_has_changed(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        list(importing.from_path(write(tmp_path, show_file("one"), show_file("two", hue=1))))
    assert list(refused.value.errors) == ["1.json: hue"]
    assert shows() == 0


def test_two_files_with_one_slug_are_refused(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        list(importing.from_path(write(tmp_path, show_file("one"), show_file("one"))))
    assert list(refused.value.errors) == ["1.json: slug"]


def test_a_show_comes_whole_or_not_at_all(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr("fandom.shows.actions.catalogue._merge_episodes", fail)
    with pytest.raises(RuntimeError):
        again(show_file())
    assert shows() == 0


def test_a_folder_comes_in_and_the_second_time_nothing_is_written_or_told(
    tmp_path: Path, told: Facts, count_queries: Callable[..., Any]
) -> None:
    folder = write(tmp_path, show_file("one", kind="film", episodes=1), show_file("two", season(2, 4)))
    assert list(importing.from_path(folder)) == ["one: added", "two: added"]
    assert len(told) == 2
    with count_queries() as said:
        assert list(importing.from_path(folder)) == ["one: unchanged", "two: unchanged"]
    assert len(told) == 2
    assert not [each for each in said if each.startswith(("UPDATE", "DELETE"))]


def test_the_catalogue_of_the_demo_comes_in_twice(app: Flask) -> None:
    folder = Path(importing.__file__).parents[1] / "demo" / "catalogue"
    assert all(line.endswith(": added") for line in importing.from_path(folder))
    assert all(line.endswith(": unchanged") for line in importing.from_path(folder))


def test_what_changed_is_changed_and_told(told: Facts) -> None:
    show = make_show("lantern")
    assert again(show_file("lantern", title="Lanterns", year=2020)) == "changed"
    found = queries.by_slug("lantern")
    assert found is not None
    assert (found.id, found.title, found.year, found.version) == (show.id, "Lanterns", 2020, 2)
    assert told == [ShowImported(show.id)] * 2


def test_seasons_get_their_titles_and_those_only_spoken_of_come_too(app: Flask) -> None:
    file = show_file("lantern", [*season(1, 2), *season(2, 1)], seasons=[{"number": 2, "title": "Dusk"}])
    again(file)
    assert [(each.number, each.title) for each in queries.seasons(_id("lantern"))] == [(1, None), (2, "Dusk")]
    assert again(file | {"seasons": [{"number": 2, "title": "Dawn"}]}) == "changed"
    assert db.session.scalar(select(Season.title).where(Season.number == 2)) == "Dawn"


def test_an_episode_that_is_put_in_moves_nobody(app: Flask) -> None:
    show = make_show("lantern", [episode(1, 1), episode(1, 3)])
    fan = make_fan().viewer
    with unit_of_work():
        actions.set_progress(viewer=fan, show_id=show.id, word=access.word_about(show, (1, 3), 500))
    assert again(show_file("lantern", season(1, 4))) == "changed"
    assert queries.horizon(fan, show.id).upto == Position(1, 3, 500)
    assert [each.name for each in queries.episodes(show.id)] == ["s01e01", "s01e02", "s01e03", "s01e04"]


def test_an_episode_that_the_file_no_longer_has_stays(app: Flask) -> None:
    show = make_show("lantern", 3)
    assert again(show_file("lantern", 2)) == "unchanged"
    assert len(queries.episodes(show.id)) == 3


def test_a_corrected_length_takes_nothing_from_who_had_finished(app: Flask) -> None:
    show = make_show("lantern", [episode(1, 1, duration_ms=1000)])
    fan = make_fan().viewer
    with unit_of_work():
        actions.set_progress(viewer=fan, show_id=show.id, word=access.word_about(show, (1, 1), 1000))
    again(show_file("lantern", [episode(1, 1, duration_ms=2000)]))
    assert queries.horizon(fan, show.id).reaches(Position(1, 1, 2000))


def test_a_date_counted_from_the_first_import_stands(app: Flask, frozen_clock: Callable[..., None]) -> None:
    file = show_file("lantern", [episode(1, 1, air_date={"days_ago": 1})])
    again(file)
    frozen_clock(datetime(2026, 3, 9, tzinfo=UTC))
    assert again(file) == "unchanged"
    assert db.session.scalar(select(Episode.air_date)) == date(2026, 2, 28)
    assert again(show_file("lantern", [episode(1, 1, air_date="2026-01-01")])) == "changed"
    assert db.session.scalar(select(Episode.air_date)) == date(2026, 1, 1)


def test_what_moderators_decided_outlives_an_import_that_says_the_same(app: Flask) -> None:
    show = make_show("lantern", withholds_titles=False)
    with unit_of_work():
        actions.change_settings(viewer=SYSTEM, show_id=show.id, changes={"withholds_titles": True})
    assert again(show_file("lantern", withholds_titles=False)) == "unchanged"
    assert again(show_file("lantern", withholds_titles=False, year=2001)) == "changed"
    found = queries.by_slug("lantern")
    assert found is not None
    assert found.withholds_titles


def test_a_setting_that_the_file_itself_changes_counts(app: Flask) -> None:
    make_show("lantern", public_horizon="aired")
    assert again(show_file("lantern", public_horizon="closed")) == "changed"
    found = queries.by_slug("lantern")
    assert found is not None
    assert found.public_horizon == "closed"


def _id(slug: str) -> str:
    found = queries.by_slug(slug)
    assert found is not None
    return found.id


def test_a_new_palette_leaves_what_a_fandom_added(app: Flask) -> None:
    show = make_show("the-lantern")
    with unit_of_work():
        change = {"palette": (*show.palette, "🌊")}
        actions.change_settings(viewer=SYSTEM, show_id=show.id, changes=change)
    other = [*reversed(show.palette)]
    again(show_file(palette=other))
    found = queries.by_slug("the-lantern")
    assert found is not None
    assert found.palette == (*other, "🌊")
