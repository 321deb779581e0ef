"""Idempotency-Key: the first answer is kept in the transaction of its effect and given again for 24 hours."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Index, cast, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.infra.db import Model, db

KEPT_FOR = timedelta(hours=24)


class IdempotencyKey(Model):
    """`status` is null only inside the transaction that is making the effect, so nobody else ever reads that."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_created_at", "created_at"),)

    account_id: Mapped[str] = mapped_column(primary_key=True)
    call: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body_hash: Mapped[str]
    status: Mapped[int | None]
    location: Mapped[str | None]
    etag: Mapped[str | None]
    body: Mapped[bytes | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Claim:
    account_id: str
    call: str
    key: str
    body_hash: str

    @classmethod
    def of(cls, account_id: str, call: str, key: str, body: bytes) -> "Claim":
        return cls(account_id, call, key, hashlib.sha256(body).hexdigest())

    @property
    def _row(self) -> tuple[str, str, str]:
        return (self.account_id, self.call, self.key)

    def take(self) -> IdempotencyKey | None:
        """The answer given before, or None: then the effect is ours to make, in this transaction.

        Another transaction that is making it holds the row: that is a Conflict with `retry_after`.
        """
        expired = clock.now() - KEPT_FOR
        mine = IdempotencyKey
        where = (
            mine.account_id == self.account_id,
            mine.call == self.call,
            mine.key == self.key,
        )
        db.session.execute(delete(mine).where(*where, mine.created_at < expired))
        self._lock()
        kept = db.session.scalars(select(mine).where(*where)).one_or_none()
        if kept is None:
            db.session.execute(
                insert(mine).values(
                    account_id=self.account_id,
                    call=self.call,
                    key=self.key,
                    body_hash=self.body_hash,
                    created_at=clock.now(),
                )
            )
            return None
        if kept.body_hash != self.body_hash:
            raise Conflict(
                "This Idempotency-Key came with another body.",
                code="idempotency-key-reused",
            )
        return kept

    def keep(self, *, status: int, body: bytes, headers: dict[str, str | None]) -> None:
        row = db.session.get_one(IdempotencyKey, self._row)
        row.status, row.body = status, body
        row.location, row.etag = headers.get("Location"), headers.get("ETag")
        db.session.flush()

    @property
    def lock_number(self) -> int:
        digest = hashlib.sha256("\0".join(self._row).encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)

    def _lock(self) -> None:
        free = db.session.scalar(select(func.pg_try_advisory_xact_lock(cast(self.lock_number, BigInteger))))
        if not free:
            raise Conflict(
                "The same request is still running.",
                code="idempotency-key-running",
                retry_after=1,
            )


def forget_old() -> int:
    found = db.session.execute(
        delete(IdempotencyKey).where(IdempotencyKey.created_at < clock.now() - KEPT_FOR).returning(IdempotencyKey.key)
    )
    return len(found.all())
