"""Reads of uploads on their way."""

from typing import Any

from sqlalchemy import func, select

from fandom.core import clock
from fandom.infra.db import db
from fandom.media.resumable.models import Transfer
from fandom.media.resumable.values import Way

FIELDS = (Transfer.id, Transfer.length, Transfer.said, Transfer.alt, Transfer.file_id, Transfer.expires_at)


def way(owner_id: str, upload_id: str) -> Way | None:
    mine = (Transfer.id == upload_id, Transfer.owner_id == owner_id)
    row: Any = db.session.execute(select(*FIELDS).where(*mine)).one_or_none()
    return None if row is None else Way(*row)


def on_their_way(owner_id: str) -> tuple[int, int]:
    """How many of theirs, and how many bytes those will have."""
    mine = (Transfer.owner_id == owner_id, Transfer.file_id.is_(None), Transfer.expires_at > clock.now())
    count, length = db.session.execute(select(func.count(), func.sum(Transfer.length)).where(*mine)).one()
    return count, int(length or 0)
