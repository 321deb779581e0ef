"""The door of one notification."""

from sqlalchemy import select

from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.notifications.models import Notification


def notification_to_read(viewer: Viewer, notification_id: str) -> str:
    """The id of one of the viewer's own."""
    if viewer.account_id is None:
        raise Unauthenticated
    mine = (Notification.id == notification_id, Notification.account_id == viewer.account_id)
    found = db.session.scalar(select(Notification.id).where(*mine))
    if found is None:
        raise NotFound
    return found
