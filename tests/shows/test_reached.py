"""What PostgreSQL knows of horizons is what the arithmetic says."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from fandom.core import clock
from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import VISITOR
from fandom.infra.db import db, unit_of_work
from fandom.shows import public, queries, reached
from fandom.shows.actions import advance_progress, change_settings, set_progress
from fandom.shows.progress import NOTHING, OPEN
from fandom.shows.progress import reached as word
from tests.support.catalogue import episode, make_show, season
from tests.support.people import make_admin, make_fan

pytestmark = pytest.mark.usefixtures("app")


def kept(show_id: str) -> str:
    return str(db.session.scalar(text("SELECT public_reached::text FROM shows WHERE id = :id"), {"id": show_id}))


def normal(written: str) -> str:
    return str(db.session.scalar(text("SELECT CAST(:written AS int8multirange)::text"), {"written": written}))


def public_of(show_id: str) -> str:
    public.forget_all()
    return normal(reached.multirange(queries.horizon(VISITOR, show_id)))


def asked(horizon: Horizon, position: Position) -> bool:
    query = text("SELECT CAST(:reached AS int8multirange) @> CAST(:key AS int8)")
    return bool(db.session.scalar(query, {"reached": reached.multirange(horizon), "key": position.key}))


def test_postgresql_answers_as_the_arithmetic_does() -> None:
    horizon = Horizon(upto=Position(2, 3, 1000), specials={1: 500, 7: 0})
    for position in (
        Position(1, 9999, 86_400_000),
        Position(2, 3, 1000),
        Position(2, 3, 1001),
        Position(0, 1, 500),
        Position(0, 1, 501),
        Position(0, 7, 0),
        Position(0, 2, 0),
    ):
        assert asked(horizon, position) == horizon.reaches(position), position
        assert not asked(Horizon.nothing(), position)
        assert asked(Horizon.all(), position)


def test_an_import_keeps_what_everybody_has_reached() -> None:
    soon = (clock.now() - timedelta(days=3)).date().isoformat()
    show = make_show(episodes=[*season(1, 2), episode(1, 3, air_date=soon), episode(0, 1)])
    assert kept(show.id) == public_of(show.id) != "{}"


def test_a_closed_show_is_closed_in_the_same_moment() -> None:
    show, admin = make_show(), make_admin()
    with unit_of_work():
        change_settings(viewer=admin.viewer, show_id=show.id, changes={"public_horizon": "closed"})
        assert kept(show.id) == "{}"
    assert kept(show.id) == "{}"


def test_time_opens_more_and_the_scheduler_notices(frozen_clock: Any) -> None:
    soon = (clock.now() - timedelta(days=27)).date().isoformat()
    show, other = make_show(episodes=[episode(1, 1), episode(1, 2, air_date=soon)]), make_show()
    before, others = kept(show.id), kept(other.id)
    frozen_clock(clock.now() + timedelta(days=3))
    with unit_of_work():
        reached.refresh_old()
    assert kept(show.id) == public_of(show.id) != before
    assert kept(other.id) == others


def test_what_a_fan_has_said_is_told_by_show() -> None:
    fan, one, two, three = make_fan(), make_show(), make_show(), make_show()
    first = queries.episode(one.id, 1, 1)
    assert first
    with unit_of_work():
        advance_progress(viewer=fan.viewer, show_id=one.id, word=word(first, 1000))
        set_progress(viewer=fan.viewer, show_id=two.id, word=NOTHING)
        set_progress(viewer=fan.viewer, show_id=three.id, word=OPEN)
    found = {show_id: normal(ranges) for show_id, ranges in reached.said(fan.viewer).items()}
    assert found == {
        one.id: normal(f"{{[{Position(1, 0, 0).key},{Position(1, 1, 1000).key}]}}"),
        two.id: "{}",
        three.id: normal(reached.EVERYTHING),
    }
    assert reached.said(VISITOR) == {}
