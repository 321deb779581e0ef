"""Sessions and tokens that have ended: read from PostgreSQL twice a second, so that a ban needs no Redis."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from fandom.accounts.models import Ending
from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.infra.db import db

EVERY_S = 0.4
# A row is dated when it is written and seen when it is committed; this much may lie between.
LATE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Ended:
    kind: str
    ref: str
    reason: str

    def concerns(self, viewer: Viewer) -> bool:
        return self.ref == {"session": viewer.session_id, "token": viewer.token_id}.get(self.kind)


class Endings:
    """`recent` are those that somebody just let in by a cached viewer may still have missed."""

    def __init__(self, tell: Callable[[Ended], None]) -> None:
        self._tell = tell
        self._from = clock.now() - LATE
        self._seen: dict[int, Ended] = {}

    def poll(self) -> None:
        began = clock.now()
        found = _since(self._from)
        fresh = [ended for number, ended in found.items() if number not in self._seen]
        self._seen = found
        self._from = began - LATE
        for ended in fresh:
            self._tell(ended)

    def recent(self, viewer: Viewer) -> bool:
        return any(ended.concerns(viewer) for ended in self._seen.values())


def reason_of(viewer: Viewer) -> str:
    """Why this session or token has just ended; it may have come to its own end."""
    found = _since(clock.now() - LATE).values()
    return next((ended.reason for ended in found if ended.concerns(viewer)), "ended")


def _since(at: datetime) -> dict[int, Ended]:
    asked = select(Ending.id, Ending.kind, Ending.ref, Ending.reason).where(Ending.at > at).order_by(Ending.id)
    return {row.id: Ended(row.kind, row.ref, row.reason) for row in db.session.execute(asked)}
