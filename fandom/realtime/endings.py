"""Sessions and tokens that have ended: their sockets are cut, even while Redis is away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fandom.accounts.models import Ending
from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.realtime.polling import LATE, Polled


@dataclass(frozen=True, slots=True)
class Ended:
    kind: str
    ref: str
    reason: str

    def concerns(self, viewer: Viewer) -> bool:
        return self.ref == {"session": viewer.session_id, "token": viewer.token_id}.get(self.kind)


class Endings(Polled[Ended]):
    def __init__(self, tell: Callable[[Ended], None]) -> None:
        super().__init__(_since, tell)


def reason_of(viewer: Viewer) -> str:
    """Why this session or token has just ended; it may have come to its own end."""
    found = _since(clock.now() - LATE).values()
    return next((ended.reason for ended in found if ended.concerns(viewer)), "ended")


def _since(at: datetime) -> dict[int, Ended]:
    asked = select(Ending.id, Ending.kind, Ending.ref, Ending.reason).where(Ending.at > at).order_by(Ending.id)
    return {row.id: Ended(row.kind, row.ref, row.reason) for row in db.session.execute(asked)}
