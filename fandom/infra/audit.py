"""The audit log: who did what to what, each row chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from fandom.core import clock
from fandom.infra.db import Model, db

CHAIN = 4_207_001


class AuditRow(Model):
    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_target", "target_kind", "target_id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[str | None]
    action: Mapped[str]
    target_kind: Mapped[str]
    target_id: Mapped[str]
    detail: Mapped[dict[str, Any]]
    previous: Mapped[str]
    hash: Mapped[str]


def audit(actor_id: str | None, action: str, target: tuple[str, str], **detail: Any) -> None:
    """Write one row in the caller's transaction. Writers queue behind one another until they commit."""
    db.session.execute(select(func.pg_advisory_xact_lock(CHAIN)))
    previous = db.session.scalar(select(AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)) or ""
    row = AuditRow(
        at=clock.now(),
        actor_id=actor_id,
        action=action,
        target_kind=target[0],
        target_id=target[1],
        detail=detail,
    )
    row.previous, row.hash = previous, _digest(previous, row)
    db.session.add(row)
    db.session.flush()


def first_broken() -> int | None:
    """The id of the first row that does not follow from the one before, or None."""
    rows: Iterable[AuditRow] = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).yield_per(500)
    previous = ""
    for row in rows:
        if row.previous != previous or row.hash != _digest(previous, row):
            return row.id
        previous = row.hash
    return None


def _digest(previous: str, row: AuditRow) -> str:
    said = [
        row.at.astimezone(UTC).isoformat(),
        row.actor_id,
        row.action,
        row.target_kind,
        row.target_id,
        row.detail,
    ]
    return hashlib.sha256((previous + json.dumps(said, sort_keys=True)).encode()).hexdigest()
