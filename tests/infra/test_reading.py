"""Fast reads: they see what they should, in tests, in a unit of work and outside one, and outlive a cut connection."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, bindparam, create_engine, literal, select, text

from fandom.core.errors import Unavailable
from fandom.infra import reading
from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Show
from tests.support.catalogue import make_show

SLUG = reading.sql_of(select(Show.slug).where(Show.slug == bindparam("slug")))


@pytest.fixture
def house(committed: Flask) -> Flask:
    return committed


def test_the_text_of_a_statement_binds_by_name() -> None:
    assert reading.sql_of(select(literal(1)).where(bindparam("x") == 1)).count("%(x)s") == 1


def test_on_a_savepoint_its_rows_are_seen(app: Flask) -> None:
    make_show("saltmarsh")
    assert reading.rows(SLUG, {"slug": "saltmarsh"}) == [("saltmarsh",)]


@pytest.mark.live
def test_in_a_unit_of_work_its_own_rows_are_seen_and_nobody_elses(house: Flask) -> None:
    with unit_of_work():
        make_show("saltmarsh")
        assert reading.rows(SLUG, {"slug": "saltmarsh"}) == [("saltmarsh",)]
        with house.app_context():
            assert reading.rows(SLUG, {"slug": "saltmarsh"}) == []
    assert reading.rows(SLUG, {"slug": "saltmarsh"}) == [("saltmarsh",)]


@pytest.mark.live
def test_after_a_cut_the_next_read_connects_anew(house: Flask) -> None:
    (mine,) = reading.rows("SELECT pg_backend_pid()", {})[0]
    with db.engine.begin() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
    with pytest.raises(Unavailable):
        reading.rows("SELECT 1", {})
    assert reading.rows("SELECT 1", {}) == [(1,)]


@pytest.mark.live
def test_what_takes_too_long_is_given_up_and_keeps_its_connection(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST_MS", 50)
    mine = reading.rows("SELECT pg_backend_pid()", {})
    with pytest.raises(Unavailable):
        reading.rows("SELECT pg_sleep(60)", {})
    assert reading.rows("SELECT pg_backend_pid()", {}) == mine


@pytest.mark.live
def test_a_restart_costs_one_read_not_one_for_each_connection(house: Flask) -> None:
    twin = reading._autocommit(db.engine)
    for connection in [twin.raw_connection() for _ in range(4)]:
        connection.close()
    with db.engine.begin() as other:
        ours = "application_name = 'fandom-reads' AND datname = current_database()"
        cut = text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")
        assert len(other.execute(cut).all()) == 4
    with pytest.raises(Unavailable):
        reading.rows("SELECT 1", {})
    assert [reading.rows("SELECT 1", {}) for _ in range(5)] == [[(1,)]] * 5


@pytest.mark.live
def test_it_holds_no_transaction(house: Flask) -> None:
    (before,) = reading.rows("SELECT now()::text", {})[0]
    (after,) = reading.rows("SELECT now()::text", {})[0]
    assert before != after


@pytest.mark.live
def test_those_who_read_first_at_once_share_a_pool(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    made, start, meeting = [], threading.Barrier(6), threading.Barrier(6)

    def slowly(*args: Any, **options: Any) -> Engine:
        # Whoever could make one beside another would meet them here.
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=0.5)
        made.append(create_engine(*args, **options))
        return made[-1]

    def read(_: int) -> list[Any]:
        with house.app_context():
            start.wait(timeout=30)
            return reading.rows("SELECT 1", {})

    monkeypatch.setattr(reading, "create_engine", slowly)
    db.engine.dispose()
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(read, range(6))) == [[(1,)]] * 6
    assert len(made) == 1


def test_where_there_is_no_database_to_connect_to() -> None:
    with pytest.raises(Unavailable):
        reading._read(create_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing"), "SELECT 1", {})
