"""Durable facts are rows of the transaction that records them, and are sent when Redis takes them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core import clock
from fandom.core.bus import bus
from fandom.infra import breaker, outbox, queue
from fandom.infra.breaker import Breaker
from fandom.infra.db import db, record, unit_of_work
from fandom.infra.outbox import Outbox


@dataclass(frozen=True, slots=True)
class LampLit:
    lamp_id: str
    colours: tuple[str, ...] = ()


def dusk(_fact: LampLit) -> None:
    """Durable."""


def night(_fact: LampLit) -> None:
    """Durable, elsewhere."""


def glimpse(_fact: LampLit) -> None:
    """Told at once."""


@pytest.fixture(autouse=True)
def listeners(app: Flask) -> Iterator[None]:
    bus.listen(LampLit, dusk, queue="default")
    bus.listen(LampLit, night, queue="screening")
    bus.listen(LampLit, glimpse)
    yield
    del bus.listeners[LampLit]


def light(lamp_id: str = "l1") -> None:
    with unit_of_work():
        record(LampLit(lamp_id, ("amber", "red")))


def light_and_fail() -> None:
    with unit_of_work():
        record(LampLit("l1"))
        raise ZeroDivisionError


def rows() -> list[Outbox]:
    return list(db.session.scalars(select(Outbox).where(Outbox.fact == "LampLit").order_by(Outbox.listener)))


def waiting(name: str) -> list[str]:
    return breaker.redis().call(lambda found: queue.queue_of(name, found).job_ids) or []


def test_a_row_for_each_durable_listener() -> None:
    light()
    assert [(row.listener.rpartition(".")[2], row.queue) for row in rows()] == [
        ("dusk", "default"),
        ("night", "screening"),
    ]
    assert rows()[0].payload == {"lamp_id": "l1", "colours": ["amber", "red"]}
    assert rows()[0].due_at - rows()[0].created_at == queue.SETTLE


def test_no_row_without_its_effect() -> None:
    with pytest.raises(ZeroDivisionError):
        light_and_fail()
    assert rows() == []
    assert waiting("default") == []


def test_each_is_sent_to_its_queue_after_the_commit() -> None:
    with unit_of_work():
        record(LampLit("l1"))
        assert waiting("default") == []
    dusk_row, night_row = rows()
    assert waiting("default") == [f"outbox-{dusk_row.id}"]
    assert waiting("screening") == [f"outbox-{night_row.id}"]


def test_without_redis_the_row_waits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "redis", Breaker(breaker.connect("redis://127.0.0.1:1")))
    light()
    assert len(rows()) == 2
    assert all(row.leased_until is None and row.failed_at is None for row in rows())


def test_the_request_travels_with_the_fact() -> None:
    token = queue.request_id.set("req-1")
    light()
    queue.request_id.reset(token)
    assert {row.request_id for row in rows()} == {"req-1"}


def test_many_facts_are_one_statement(count_queries) -> None:  # type: ignore[no-untyped-def]
    with count_queries() as said, unit_of_work():
        for number in range(20):
            record(LampLit(f"l{number}"))
    assert len([statement for statement in said if statement.startswith("INSERT INTO outbox")]) == 1
    assert len(rows()) == 40


def test_what_comes_back_is_the_fact() -> None:
    light()
    row = rows()[0]
    thawed = bus.thaw(row.fact, row.payload)
    assert replace(thawed, colours=tuple(thawed.colours)) == LampLit("l1", ("amber", "red"))  # type: ignore[attr-defined,type-var]


def test_sending_is_not_keeping() -> None:
    outbox.send([outbox.Kept("no-such-row", "default")])
    assert rows() == []
    assert waiting("default") == ["outbox-no-such-row"]
    assert clock.now().tzinfo


def test_what_is_asked_for_without_hurry_gives_way_to_people() -> None:
    assert [queue.lane(name) for name in queue.QUEUES] == list(queue.QUEUES)
    with queue.unhurried():
        assert [queue.lane(name) for name in ("pictures", "clips", "mail")] == ["rerender", "rerender", "mail"]
    assert queue.lane("clips") == "clips"
