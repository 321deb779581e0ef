"""The unit of work: what commits, and when facts are told."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core import clock
from fandom.core.bus import bus
from fandom.infra.db import commit_so_far, db, record, unit_of_work
from fandom.infra.idempotency import IdempotencyKey
from fandom.infra.outbox import Outbox


@dataclass(frozen=True, slots=True)
class DoorOpened:
    door_id: str


heard: list[tuple[str, bool]] = []


def listens(fact: DoorOpened) -> None:
    heard.append((fact.door_id, bool(db.session.scalar(select(IdempotencyKey.key)))))


def breaks(_fact: DoorOpened) -> None:
    raise ZeroDivisionError


def lasts(_fact: DoorOpened) -> None:
    """Durable; never run here."""


@pytest.fixture(autouse=True)
def listeners(app: Flask) -> Iterator[None]:
    heard.clear()
    bus.listen(DoorOpened, breaks)
    bus.listen(DoorOpened, listens)
    bus.listen(DoorOpened, lasts, queue="default")
    yield
    del bus.listeners[DoorOpened]


def keep_something() -> None:
    row = IdempotencyKey(account_id="a", call="POST /x", key="k", body_hash="h", created_at=clock.now())
    db.session.add(row)


def kept() -> list[str]:
    return list(db.session.scalars(select(IdempotencyKey.key)))


def test_it_commits_then_tells() -> None:
    with unit_of_work():
        keep_something()
        record(DoorOpened("d"))
        assert heard == []
    assert heard == [("d", True)]


def test_one_listener_that_breaks_does_not_keep_the_next_from_hearing() -> None:
    with unit_of_work():
        record(DoorOpened("d"))
    assert [door for door, _ in heard] == ["d"]


def test_an_error_undoes_everything_and_tells_nobody() -> None:
    with pytest.raises(KeyError), unit_of_work():  # noqa: PT012 - what comes before the error is what is undone
        keep_something()
        record(DoorOpened("d"))
        raise KeyError
    assert kept() == []
    assert heard == []
    assert db.session.scalars(select(Outbox.id)).all() == []


def test_facts_of_a_failed_unit_do_not_show_up_in_the_next() -> None:
    with pytest.raises(KeyError), unit_of_work():  # noqa: PT012 - what comes before the error is what is undone
        record(DoorOpened("lost"))
        raise KeyError
    with unit_of_work():
        record(DoorOpened("found"))
    assert [door for door, _ in heard] == ["found"]


def test_a_durable_listener_gets_its_row_in_the_same_transaction() -> None:
    with unit_of_work():
        record(DoorOpened("d"))
    row = db.session.scalars(select(Outbox)).one()
    assert (row.fact, row.payload, row.queue, row.attempts) == ("DoorOpened", {"door_id": "d"}, "default", 0)


def test_it_does_not_nest() -> None:
    with pytest.raises(RuntimeError), unit_of_work(), unit_of_work():
        pass
    with unit_of_work():
        keep_something()
    assert kept() == ["k"]


def half_way() -> None:
    with unit_of_work():
        keep_something()
        record(DoorOpened("first"))
        commit_so_far()
        assert heard == [("first", True)]
        record(DoorOpened("second"))
        raise ZeroDivisionError


def test_what_was_committed_so_far_stays_and_was_told_whatever_follows() -> None:
    with pytest.raises(ZeroDivisionError):
        half_way()
    assert kept() == ["k"]
    assert [door for door, _ in heard] == ["first"]


def nested() -> None:
    with unit_of_work():
        commit_so_far()
        with unit_of_work():
            pass


def test_after_that_the_unit_still_does_not_nest() -> None:
    with pytest.raises(RuntimeError, match="already open"):
        nested()
