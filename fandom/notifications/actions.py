"""Writes of notifications: telling somebody once, and reading up to a point."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, record
from fandom.notifications.events import NotificationCreated
from fandom.notifications.models import Notification


@dataclass(frozen=True, slots=True)
class News:
    """What somebody is told. `key` names the occasion: each account hears of it once. `data`: ids, our own words."""

    kind: str
    key: str
    subject: tuple[str, str]
    actor_id: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)


def tell(*, account_id: str, news: News) -> None:
    """Nobody is told of what they did themselves, and nobody twice."""
    if account_id == news.actor_id:
        return
    subject_kind, subject_id = news.subject
    row = insert(Notification).values(
        id=new_id(),
        account_id=account_id,
        key=news.key,
        kind=news.kind,
        actor_id=news.actor_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        data=dict(news.data),
        at=clock.now(),
    )
    once = row.on_conflict_do_nothing(index_elements=[Notification.account_id, Notification.key])
    told = db.session.execute(once.returning(Notification.id)).scalar_one_or_none()
    if told is not None:
        record(NotificationCreated(told, account_id))


def read_up_to(*, account_id: str, notification_id: str) -> None:
    """That one and all before it."""
    mine = (Notification.account_id == account_id, Notification.id <= notification_id, Notification.read_at.is_(None))
    db.session.execute(update(Notification).where(*mine).values(read_at=clock.now()))
