"""Runs durable listeners: a lease per row, the effect and the row's end in one transaction, and the relay's sweep."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import structlog
from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from fandom.core import clock
from fandom.core.bus import bus
from fandom.infra import outbox, queue
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox

log = structlog.get_logger()

LEASE = timedelta(seconds=8)
HEARTBEAT_S = 2.0
ATTEMPTS = 8
# A mail server may be away, or want to be asked again later, for hours.
PATIENT = {"mail": 14}
ERROR_MAX = 500


class Lost(Exception):
    """Another worker has taken the row over; what we did is rolled back."""


class GivenUp(Exception):
    """Tried as often as we try."""


def deliver(row_id: str) -> None:
    """Run one listener for one fact. Safe to call twice: whoever deletes the row has done the work."""
    row = _lease(row_id)
    if row is None:
        return
    with structlog.contextvars.bound_contextvars(request_id=row.request_id, outbox=row_id), _heartbeat(row):
        began = time.perf_counter()
        try:
            _run(row)
            log.info("delivered", listener=row.listener, fact=row.fact, took_s=round(time.perf_counter() - began, 6))
        except Lost:
            log.warning("lease lost", listener=row.listener)
        except Exception as error:
            log.exception("delivery failed", listener=row.listener, attempt=row.attempts)
            _retry_later(row, error)


def sweep(limit: int = 200) -> int:
    """Send what is due and not leased; each row is put off, for its worker to come to it. Returns how many."""
    now = clock.now()
    free = or_(Outbox.leased_until.is_(None), Outbox.leased_until < now)
    due = (
        select(Outbox.id)
        .where(Outbox.failed_at.is_(None), Outbox.due_at <= now, free)
        .order_by(Outbox.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    put_off = (
        update(Outbox)
        .where(Outbox.id.in_(select(due.c.id)))
        .values(due_at=now + LEASE)
        .returning(Outbox.id, Outbox.queue)
    )
    with unit_of_work():
        rows = [outbox.Kept(row.id, row.queue) for row in db.session.execute(put_off)]
    outbox.send(rows, again=True)
    if rows:
        log.info("swept", rows=len(rows))
    return len(rows)


def _lease(row_id: str) -> Outbox | None:
    now = clock.now()
    free = or_(Outbox.leased_until.is_(None), Outbox.leased_until < now)
    take = (
        update(Outbox)
        .where(Outbox.id == row_id, Outbox.failed_at.is_(None), free)
        .values(leased_until=now + LEASE, attempts=Outbox.attempts + 1)
        .returning(Outbox)
    )
    with unit_of_work():
        row = db.session.scalars(take).one_or_none()
        if row is not None:
            db.session.expunge(row)
    return row


def _run(row: Outbox) -> None:
    if row.attempts > _most(row):
        raise GivenUp("it never came to an end: its worker died each time")
    fact = bus.thaw(row.fact, row.payload)
    pace = queue.unhurried() if row.queue == queue.LATER else nullcontext()
    with pace, unit_of_work():
        bus.named(fact, row.listener).tell(fact)
        if not db.session.execute(delete(Outbox).where(_ours(row)).returning(Outbox.id)).all():
            raise Lost


def _retry_later(row: Outbox, error: Exception) -> None:
    """Twice as late each time, and after the last attempt not at all: then a person has to look."""
    now = clock.now()
    later = {
        "error": repr(error)[:ERROR_MAX],
        "leased_until": None,
        "due_at": now + timedelta(seconds=2**row.attempts),
        "failed_at": now if row.attempts >= _most(row) else None,
    }
    with unit_of_work():
        db.session.execute(update(Outbox).where(_ours(row)).values(later))


def _most(row: Outbox) -> int:
    return PATIENT.get(row.queue, ATTEMPTS)


def _ours(row: Outbox) -> ColumnElement[bool]:
    """Each lease counts as an attempt, so the number says whose lease it is."""
    return and_(Outbox.id == row.id, Outbox.attempts == row.attempts)


@contextmanager
def _heartbeat(row: Outbox) -> Iterator[None]:
    """Keeps the lease while the listener runs, on a connection of its own."""
    stop = threading.Event()
    engine = db.engine

    def beat() -> None:
        while not stop.wait(HEARTBEAT_S):
            try:
                with engine.begin() as connection:
                    connection.execute(update(Outbox).where(_ours(row)).values(leased_until=clock.now() + LEASE))
            except SQLAlchemyError as error:
                log.warning("the database is away", error=str(error))

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=HEARTBEAT_S)


def given_up(limit: int = 100) -> list[Outbox]:
    """Oldest first."""
    return list(
        db.session.scalars(select(Outbox).where(Outbox.failed_at.is_not(None)).order_by(Outbox.failed_at).limit(limit))
    )


def retry(row_id: str) -> bool:
    """Bring back a row that was given up. False when there is none."""
    again = (
        update(Outbox)
        .where(Outbox.id == row_id, Outbox.failed_at.is_not(None))
        .values(failed_at=None, attempts=0, due_at=clock.now() + queue.SETTLE)
    )
    return db.session.scalar(again.returning(Outbox.id)) is not None
