"""Durable listeners: exactly one effect, tried again with back-off, given up where people see it."""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog
from flask import Flask
from sqlalchemy import select, update
from structlog.testing import LogCapture
from structlog.typing import Processor

from fandom.core import clock
from fandom.core.bus import bus
from fandom.infra import audit, breaker, delivery, doctor, queue
from fandom.infra.audit import AuditRow
from fandom.infra.breaker import Breaker
from fandom.infra.db import db, record, unit_of_work
from fandom.infra.outbox import Outbox
from tests.support.waiting import until

Freeze = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class BellRung:
    bell_id: str


class Behaviour:
    """What the listener does after its effect."""

    then: Callable[[], None] | None = None
    ran = 0


def toll(fact: BellRung) -> None:
    Behaviour.ran += 1
    audit.audit(None, "bell.tolled", ("bell", fact.bell_id))
    if Behaviour.then:
        Behaviour.then()


def fail() -> None:
    raise ZeroDivisionError("the rope tore")


@pytest.fixture(autouse=True)
def listeners(app: Flask) -> Iterator[None]:
    Behaviour.then, Behaviour.ran = None, 0
    bus.listen(BellRung, toll, queue="default")
    yield
    del bus.listeners[BellRung]


@pytest.fixture
def row_id(app: Flask) -> str:
    with unit_of_work():
        record(BellRung("b1"))
    return db.session.scalars(select(Outbox.id)).one()


def row() -> Outbox | None:
    return db.session.scalars(select(Outbox).execution_options(populate_existing=True)).one_or_none()


def effects() -> int:
    return len(db.session.scalars(select(AuditRow.id).where(AuditRow.action == "bell.tolled")).all())


def waiting() -> list[str]:
    return breaker.redis().call(lambda found: queue.queue_of("default", found).job_ids) or []


def forget_jobs() -> None:
    breaker.redis().call(lambda found: found.flushdb())


@contextmanager
def leased(row_id: str, until: datetime) -> Iterator[None]:
    """As if another worker had it."""
    with unit_of_work():
        taken = {"leased_until": until, "attempts": Outbox.attempts + 1}
        db.session.execute(update(Outbox).where(Outbox.id == row_id).values(taken))
    yield


def test_its_effect_and_its_end_are_one(row_id: str) -> None:
    delivery.deliver(row_id)
    assert (effects(), row()) == (1, None)


def test_delivering_twice_has_one_effect(row_id: str) -> None:
    delivery.deliver(row_id)
    delivery.deliver(row_id)
    assert (effects(), Behaviour.ran) == (1, 1)


def test_a_row_that_is_leased_is_left_alone(row_id: str) -> None:
    with leased(row_id, clock.now() + timedelta(seconds=5)):
        delivery.deliver(row_id)
        assert delivery.sweep() == 0
    assert (effects(), Behaviour.ran) == (0, 0)


def test_a_lease_that_is_over_is_taken(row_id: str) -> None:
    with leased(row_id, clock.now() - timedelta(seconds=1)):
        delivery.deliver(row_id)
    assert (effects(), row()) == (1, None)


def test_who_has_lost_the_lease_has_no_effect(row_id: str) -> None:
    """A worker that was stopped for long: by the time it ends, the row is another's."""

    def stolen() -> None:
        db.session.execute(update(Outbox).where(Outbox.id == row_id).values(attempts=Outbox.attempts + 1))

    Behaviour.then = stolen
    delivery.deliver(row_id)
    assert (effects(), Behaviour.ran) == (0, 1)
    kept = row()
    assert kept is not None
    assert kept.error is None


def test_a_failing_listener_is_tried_again_ever_later(row_id: str, frozen_clock: Freeze) -> None:
    Behaviour.then = fail
    waits = []
    for _ in range(delivery.ATTEMPTS - 1):
        delivery.deliver(row_id)
        kept = row()
        assert kept is not None
        assert (kept.failed_at, kept.leased_until, effects()) == (None, None, 0)
        waits.append((kept.due_at - clock.now()).total_seconds())
        frozen_clock(kept.due_at)
    assert waits == [2, 4, 8, 16, 32, 64, 128]
    Behaviour.then = None
    delivery.deliver(row_id)
    assert (effects(), row()) == (1, None)


def test_it_is_given_up_where_people_see_it(row_id: str, app: Flask) -> None:
    Behaviour.then = fail
    for _ in range(delivery.ATTEMPTS + 3):
        delivery.deliver(row_id)
    kept = row()
    assert kept is not None
    assert Behaviour.ran == delivery.ATTEMPTS
    assert kept.failed_at
    assert "the rope tore" in (kept.error or "")
    assert delivery.sweep() == 0
    assert [report.ok for report in doctor.examine() if report.what == "outbox"] == [False]
    assert "fandom_outbox_failed 1.0" in app.test_client().get("/metrics").text


def test_what_was_given_up_can_be_brought_back(row_id: str, frozen_clock: Freeze) -> None:
    Behaviour.then = fail
    for _ in range(delivery.ATTEMPTS):
        delivery.deliver(row_id)
    Behaviour.then = None
    with unit_of_work():
        delivery.retry(row_id)
    frozen_clock(clock.now() + queue.SETTLE)
    assert delivery.sweep() == 1
    delivery.deliver(row_id)
    assert (effects(), row()) == (1, None)


def test_who_dies_each_time_is_given_up_too(row_id: str) -> None:
    """Nobody is left to say what went wrong, so the number of leases says it."""
    for _ in range(delivery.ATTEMPTS):
        with leased(row_id, clock.now() - timedelta(seconds=1)):
            pass
    delivery.deliver(row_id)
    kept = row()
    assert kept is not None
    assert (Behaviour.ran, kept.failed_at is not None) == (0, True)
    assert "worker died" in (kept.error or "")


def test_a_listener_that_is_no_longer_there(row_id: str) -> None:
    with unit_of_work():
        db.session.execute(update(Outbox).values(listener="fandom.gone.listener"))
    delivery.deliver(row_id)
    kept = row()
    assert kept is not None
    assert kept.error
    assert kept.failed_at is None


def test_the_sweep_sends_what_is_due(row_id: str, frozen_clock: Freeze) -> None:
    forget_jobs()
    frozen_clock(datetime(2020, 1, 1, tzinfo=clock.now().tzinfo))
    assert delivery.sweep() == 0
    clock.thaw()
    frozen_clock(clock.now() + queue.SETTLE)
    assert delivery.sweep() == 1
    assert waiting() == [f"outbox-{row_id}"]
    assert delivery.sweep() == 0
    frozen_clock(clock.now() + delivery.LEASE)
    assert delivery.sweep() == 1
    assert waiting() == [f"outbox-{row_id}"]


def test_with_redis_away_nothing_is_lost(app: Flask, monkeypatch: pytest.MonkeyPatch, frozen_clock: Freeze) -> None:
    away = Breaker(breaker.connect("redis://127.0.0.1:1"))
    with monkeypatch.context() as outage:
        outage.setitem(app.extensions, "redis", away)
        with unit_of_work():
            record(BellRung("b1"))
        frozen_clock(clock.now() + queue.SETTLE)
        assert delivery.sweep() == 1
    frozen_clock(clock.now() + delivery.LEASE)
    assert delivery.sweep() == 1
    assert len(waiting()) == 1
    delivery.deliver(waiting()[0].removeprefix("outbox-"))
    assert (effects(), row()) == (1, None)


def test_a_long_listener_keeps_its_lease(row_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The heart beats on a connection of its own, so here only the wish to write is seen."""
    beats: list[object] = []

    class Engine:
        @contextmanager
        def begin(self) -> Iterator["Engine"]:
            yield self

        def execute(self, statement: object) -> None:
            beats.append(statement)

    class Database:
        session = db.session
        engine = Engine()

    monkeypatch.setattr(delivery, "HEARTBEAT_S", 0.01)
    monkeypatch.setattr(delivery, "db", Database())
    Behaviour.then = lambda: until(lambda: len(beats) > 1)
    delivery.deliver(row_id)
    assert effects() == 1
    assert "leased_until" in str(beats[0])
    assert "attempts = " in str(beats[0])


def test_a_request_id_reaches_the_job(app: Flask) -> None:
    seen: list[object] = []
    token = queue.request_id.set("req-7")
    with unit_of_work():
        record(BellRung("b1"))
    queue.request_id.reset(token)
    Behaviour.then = lambda: seen.append(structlog.contextvars.get_contextvars().get("request_id"))
    delivery.deliver(db.session.scalars(select(Outbox.id)).one())
    assert seen == ["req-7"]


def test_a_delivery_is_a_line_with_the_request_of_its_fact(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    token = queue.request_id.set("req-8")
    with unit_of_work():
        record(BellRung("b1"))
    queue.request_id.reset(token)
    [found] = [line for line in _logged(monkeypatch, _deliver_all) if line["event"] == "delivered"]
    assert (found["request_id"], found["fact"], found["log_level"]) == ("req-8", "BellRung", "info")
    assert found["listener"].endswith("toll")
    assert 0 <= found["took_s"] < 60


def test_only_a_sweep_that_sent_something_is_a_line(
    row_id: str, frozen_clock: Freeze, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.thaw()
    frozen_clock(clock.now() + queue.SETTLE)
    assert [(line["event"], line["rows"]) for line in _logged(monkeypatch, delivery.sweep)] == [("swept", 1)]
    assert _logged(monkeypatch, delivery.sweep) == []


def _deliver_all() -> None:
    for found in db.session.scalars(select(Outbox.id)).all():
        delivery.deliver(found)


def _logged(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> list[MutableMapping[str, Any]]:
    """A logger of its own: the module's may be bound to the stderr of another test."""
    kept = LogCapture()
    processors: list[Processor] = [structlog.contextvars.merge_contextvars, kept]
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "log", structlog.wrap_logger(None, processors=processors))
        do()
    return kept.entries
