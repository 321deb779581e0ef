"""Horizons of many shows at once, failing closed, and the other reads of the catalogue."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from fandom.core.horizon import UNKNOWN_LENGTH_MS, Horizon, Position
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.infra.db import db, unit_of_work
from fandom.shows import access, actions, public, queries
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.support.catalogue import HOUR_MS, episode, make_show, season
from tests.support.people import Person, make_fan

Counting = Callable[..., Any]


def say(fan: Person, show: ShowView, season: int, number: int, ms: int | None = None) -> None:
    with unit_of_work():
        actions.set_progress(viewer=fan.viewer, show_id=show.id, word=access.word_about(show, (season, number), ms))


def test_a_show_that_is_not_there_reaches_nothing(app: Flask) -> None:
    for viewer in (VISITOR, make_fan().viewer, Viewer(account_id="nobody")):
        assert queries.horizons(viewer, ["nowhere"]) == {"nowhere": Horizon.nothing()}


@pytest.mark.parametrize("setting", ["closed", "aired"])
def test_what_has_not_aired_long_enough_is_closed_to_visitors(app: Flask, setting: str) -> None:
    show = make_show(episodes=[episode(1, 1, air_date={"days_ago": 28})], public_horizon=setting)
    assert queries.horizon(VISITOR, show.id) == Horizon.nothing()


def test_moderators_and_admins_have_the_horizon_of_anybody(app: Flask) -> None:
    show = make_show(public_horizon="closed")
    for fan in (make_fan(moderates=[show.id]), make_fan(is_admin=True)):
        assert queries.horizon(fan.viewer, show.id) == Horizon.nothing()


def test_who_looks_like_the_system_but_is_not_sees_nothing_more(app: Flask) -> None:
    show = make_show(public_horizon="closed")
    assert queries.horizon(Viewer(handle="system", is_admin=True), show.id) == Horizon.nothing()
    assert queries.horizon(SYSTEM, show.id).everything


def test_an_open_show_is_open(app: Flask) -> None:
    assert queries.horizon(VISITOR, make_show(public_horizon="open").id).everything


def test_progress_in_one_show_says_nothing_about_another(app: Flask) -> None:
    fan = make_fan()
    one, other = make_show(episodes=season(1, 3)), make_show(episodes=season(1, 2))
    say(fan, one, 1, 2, 500)
    found = queries.horizons(fan.viewer, [one.id, other.id])
    assert found == {one.id: Horizon(upto=Position(1, 2, 500)), other.id: Horizon(upto=Position(1, 2, HOUR_MS))}


def test_one_fans_progress_is_not_anothers(app: Flask) -> None:
    ahead, behind, show = make_fan(), make_fan(), make_show(episodes=season(1, 3), public_horizon="closed")
    say(ahead, show, 1, 3)
    found = queries.horizons_in(show.id, [ahead.id, behind.id])
    assert found[ahead.id].upto == Position(1, 3, UNKNOWN_LENGTH_MS)
    assert found[behind.id] == Horizon.nothing()


def test_a_special_stands_beside_the_line(app: Flask) -> None:
    fan, show = make_fan(), make_show(episodes=[episode(0, 1), *season(1, 2)], public_horizon="closed")
    say(fan, show, 0, 1, 7)
    assert queries.horizon(fan.viewer, show.id) == Horizon(specials={1: 7})


def test_many_shows_cost_one_query_for_a_fan_and_none_for_a_visitor(app: Flask, count_queries: Counting) -> None:
    fan, shows = make_fan().viewer, [make_show().id for _ in range(5)]
    queries.horizons(VISITOR, shows)
    with count_queries() as asked:
        queries.horizons(fan, shows)
    assert len(asked) == 1
    with count_queries() as asked:
        queries.horizons(VISITOR, shows)
    assert asked == []


def test_nothing_asked_costs_nothing(app: Flask, count_queries: Counting) -> None:
    with count_queries() as asked:
        assert queries.horizons(Viewer(account_id="nobody"), []) == {}
        assert queries.show_refs([]) == {}
        assert queries.episodes_at([]) == {}
    assert asked == []


def test_what_was_remembered_is_forgotten_with_a_change_of_settings(app: Flask) -> None:
    show = make_show(public_horizon="open")
    assert queries.horizon(VISITOR, show.id).everything
    with unit_of_work():
        actions.change_settings(viewer=SYSTEM, show_id=show.id, changes={"public_horizon": "closed"})
    assert queries.horizon(VISITOR, show.id) == Horizon.nothing()


def test_what_was_remembered_is_forgotten_soon(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    show = make_show(public_horizon="open")
    queries.horizon(VISITOR, show.id)
    db.session.execute(update(Show).values(public_horizon="closed"))
    assert queries.horizon(VISITOR, show.id).everything, "another process has not heard yet"
    monkeypatch.setattr(public, "monotonic", lambda: float("inf"))
    assert queries.horizon(VISITOR, show.id) == Horizon.nothing()


def test_a_new_day_opens_what_it_opens_at_once(app: Flask, frozen_clock: Callable[..., None]) -> None:
    show = make_show(episodes=[episode(1, 1, air_date="2026-02-01")])
    frozen_clock(datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    assert queries.horizon(VISITOR, show.id) == Horizon.nothing()
    frozen_clock(datetime(2026, 3, 2, 0, 0, tzinfo=UTC))
    assert queries.horizon(VISITOR, show.id).upto == Position(1, 1, HOUR_MS)


def test_memory_is_bounded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "MOST", 2)
    for _ in range(9):
        queries.horizon(VISITOR, make_show().id)
    assert len(public._kept) <= 3


def test_shows_and_episodes_by_name(app: Flask) -> None:
    show = make_show("lantern", [episode(1, 1), episode(1, 2, title="Dusk")], hue=30)
    assert queries.by_slug("Lantern") is None
    assert queries.by_slug("lantern") == queries.by_id(show.id) == show
    assert queries.show_refs([show.id, "nowhere"]) == {show.id: show.ref}
    found = queries.episode(show.id, 1, 2)
    assert found is not None
    assert (found.name, found.title) == ("s01e02", "Dusk")
    assert queries.episode(show.id, 1, 3) is None
    assert set(queries.episodes_at([(show.id, 1, 1), (show.id, 9, 9)])) == {(show.id, 1, 1)}


def test_who_moderates_what(app: Flask) -> None:
    one, other = make_show(), make_show()
    fan = make_fan(moderates=[one.id])
    with unit_of_work():
        actions.join(viewer=fan.viewer, show_id=other.id)
    assert queries.moderated_by(fan.id) == {one.id}
    assert queries.moderators_of(one.id) == {fan.id}
    assert queries.memberships_of(fan.id) == {one.id, other.id}
    assert [queries.role_of(fan.id, show.id) for show in (one, other)] == ["moderator", "fan"]
    assert queries.role_of(None, one.id) is None
