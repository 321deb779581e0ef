"""Who is not to be shown something they were shown before, or is again: a block, a mute, and their ends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fandom.accounts.relations.models import HidingChange
from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.realtime.polling import Polled
from fandom.realtime.sockets import Listener


@dataclass(frozen=True, slots=True)
class Rehidden:
    account_id: str

    def concerns(self, viewer: Viewer) -> bool:
        return self.account_id == viewer.account_id


class Rehiding(Polled[Rehidden]):
    def __init__(self, tell: Callable[[Rehidden], None]) -> None:
        super().__init__(_since, tell)


def over(listeners: Iterable[Listener]) -> list[Listener]:
    """Those of whose mutes one has come to its end."""
    now = clock.now()
    return [each for each in listeners if each.viewer.hidden.until and each.viewer.hidden.until <= now]


def _since(at: datetime) -> dict[int, Rehidden]:
    asked = select(HidingChange.id, HidingChange.account_id).where(HidingChange.at > at).order_by(HidingChange.id)
    return {row.id: Rehidden(row.account_id) for row in db.session.execute(asked)}
