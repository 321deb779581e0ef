"""Durable facts: one row per (fact, listener), written in the transaction that records the fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, insert, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from fandom.core import clock
from fandom.core.bus import Bus, Fact, bus
from fandom.core.ids import new_id
from fandom.infra import queue
from fandom.infra.model import Id, Model


class Outbox(Model):
    """`leased_until` in the future: a worker has it. `failed_at`: given up, kept for a person to look at."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "due_at", postgresql_where=text("failed_at IS NULL")),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    fact: Mapped[str]
    payload: Mapped[dict[str, Any]]
    listener: Mapped[str]
    queue: Mapped[str]
    request_id: Mapped[str | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    failed_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Kept:
    id: str
    queue: str


def keep(session: Session, facts: Iterable[Fact]) -> list[Kept]:
    rows = [_row(fact, listener.name, str(listener.queue)) for fact in facts for listener in bus.durable(fact)]
    if rows:
        session.execute(insert(Outbox), rows)
    return [Kept(row["id"], row["queue"]) for row in rows]


def send(kept: Iterable[Kept], *, again: bool = False) -> None:
    """Hand the rows to their workers now. What Redis does not take, the relay sends when the row is due."""
    for row in kept:
        queue.enqueue(row.queue, "fandom.infra.delivery.deliver", row.id, job_id=f"outbox-{row.id}", again=again)


def _row(fact: Fact, listener: str, queue_name: str) -> dict[str, Any]:
    kind, payload = Bus.freeze(fact)
    now = clock.now()
    return {
        "id": new_id(),
        "fact": kind,
        "payload": payload,
        "listener": listener,
        "queue": queue.lane(queue_name),
        "request_id": queue.request_id.get(),
        "created_at": now,
        "due_at": now + queue.SETTLE,
        "attempts": 0,
    }
