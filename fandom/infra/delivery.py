"""Runs durable listeners: a lease per row, the effect and the row's end in one transaction, and the relay's sweep."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from sqlalchemy import delete, or_, select, update

from fandom.core import clock
from fandom.core.bus import bus
from fandom.infra import outbox, queue
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox

log = structlog.get_logger()

LEASE = timedelta(seconds=10)
HEARTBEAT_S = 3.0
ATTEMPTS = 8


class Lost(Exception):
    """Another worker has taken the row over; what we did is rolled back."""


def deliver(row_id: str) -> None:
    """Run one listener for one fact. Safe to call twice: whoever deletes the row has done the work."""
    row = _lease(row_id)
    if row is None:
        return
    with (
        structlog.contextvars.bound_contextvars(request_id=row.request_id, outbox=row_id),
        _heartbeat(row_id),
    ):
        try:
            _run(row)
        except Lost:
            log.warning("lease lost", listener=row.listener)
        except Exception as error:  # noqa: BLE001 - whatever a listener does, the row must be tried again
            log.exception("delivery failed", listener=row.listener, attempt=row.attempts)
            _retry_later(row, error)


def sweep(limit: int = 200) -> int:
    """Send what is due and not leased; each row is put off a little longer every time. Returns how many."""
    now = clock.now()
    free = or_(Outbox.leased_until.is_(None), Outbox.leased_until < now)
    due = (
        select(Outbox.id)
        .where(Outbox.failed_at.is_(None), Outbox.due_at <= now, free)
        .order_by(Outbox.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    put_off = update(Outbox).where(Outbox.id.in_(due)).values(due_at=now + LEASE).returning(Outbox.id, Outbox.queue)
    with unit_of_work():
        rows = [outbox.Kept(row.id, row.queue) for row in db.session.execute(put_off)]
    outbox.send(rows)
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
    fact = bus.thaw(row.fact, row.payload)
    with unit_of_work():
        bus.named(fact, row.listener).tell(fact)
        mine = delete(Outbox).where(Outbox.id == row.id, Outbox.attempts == row.attempts)
        if not db.session.execute(mine.returning(Outbox.id)).all():
            raise Lost


def _retry_later(row: Outbox, error: Exception) -> None:
    now = clock.now()
    over = now if row.attempts >= ATTEMPTS else None
    wait = timedelta(seconds=2**row.attempts)
    with unit_of_work():
        db.session.execute(
            update(Outbox)
            .where(Outbox.id == row.id, Outbox.attempts == row.attempts)
            .values(
                error=repr(error)[:500],
                leased_until=None,
                due_at=now + wait,
                failed_at=over,
            )
        )


@contextmanager
def _heartbeat(row_id: str) -> Iterator[None]:
    """Keeps the lease while the listener runs, on a connection of its own."""
    stop = threading.Event()
    engine = db.engine

    def beat() -> None:
        while not stop.wait(HEARTBEAT_S):
            with engine.begin() as connection:
                connection.execute(update(Outbox).where(Outbox.id == row_id).values(leased_until=clock.now() + LEASE))

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=HEARTBEAT_S)


def retry(row_id: str) -> None:
    """Bring back a row that was given up."""
    db.session.execute(
        update(Outbox).where(Outbox.id == row_id).values(failed_at=None, attempts=0, due_at=clock.now() + queue.SETTLE)
    )
