"""This slice's part of an account: what it was told, what others were told of it, and what it wants to be told."""

from collections.abc import Iterable

from sqlalchemy import delete, or_, select, update

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.infra.db import db
from fandom.notifications.models import Digest, Notification, NotificationPart, NotificationSettings

_LINE = (
    *(Notification.kind, Notification.subject_kind, Notification.subject_id, Notification.data),
    *(Notification.at, Notification.read_at),
)


def export(account_id: str) -> Iterable[Piece]:
    told = select(*_LINE).where(Notification.account_id == account_id).order_by(Notification.id)
    wishes = select(NotificationSettings.choices, NotificationSettings.digest, NotificationSettings.updated_at)
    mine = wishes.where(NotificationSettings.account_id == account_id)
    return extracts.rows("notifications.json", told), extracts.row("notification_settings.json", mine)


def erase(account_id: str) -> bool:
    part, line = NotificationPart, Notification
    db.session.execute(delete(part).where(or_(part.account_id == account_id, part.actor_id == account_id)))
    db.session.execute(delete(line).where(line.account_id == account_id))
    _pass_on(account_id)
    for model in (Digest, NotificationSettings):
        db.session.execute(delete(model).where(model.account_id == account_id))
    return False


def _pass_on(account_id: str) -> None:
    """Lines that told of somebody else, too, tell of them alone; the others go."""
    part, line = NotificationPart, Notification
    others = (part.account_id == line.account_id, part.line == line.key, part.actor_id.is_not(None))
    last = select(part.actor_id).where(*others).order_by(part.at.desc()).limit(1).scalar_subquery()
    by_rows = {"synchronize_session": False}
    changed = update(line).where(line.actor_id == account_id).values(actor_id=last).returning(line.id)
    ids = db.session.scalars(changed, execution_options=by_rows).all()
    db.session.execute(delete(line).where(line.id.in_(ids), line.actor_id.is_(None)), execution_options=by_rows)


def listen() -> None:
    personal.answer("notifications", export=export, erase=erase)
