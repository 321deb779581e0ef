"""Doors to uploads on their way: only their owner knows of them."""

from sqlalchemy import select

from fandom.core import clock
from fandom.core.errors import Expired, NotFound, Unauthenticated
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.media.resumable import queries
from fandom.media.resumable.models import Transfer
from fandom.media.resumable.values import Way


class Over(Expired):
    detail = "This upload was begun more than a day ago. Begin again."
    code = "upload-expired"


def way_to_go_on(viewer: Viewer, upload_id: str) -> Way:
    """One's own; Over when it took too long."""
    if viewer.account_id is None:
        raise Unauthenticated
    found = queries.way(viewer.account_id, upload_id) if is_id(upload_id) else None
    if found is None:
        raise NotFound
    if found.file_id is None and found.expires_at <= clock.now():
        raise Over
    return found


def transfer_to_end(viewer: Viewer, upload_id: str) -> Transfer:
    """One's own, locked."""
    way_to_go_on(viewer, upload_id)
    locked = select(Transfer).where(Transfer.id == upload_id).with_for_update()
    found = db.session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found
