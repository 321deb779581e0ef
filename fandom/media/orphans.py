"""Bytes that no row speaks of: their upload was cut off between the two. Found by their age, which is in their name."""

from datetime import timedelta

from sqlalchemy import select

from fandom.core import clock
from fandom.core.ids import first_id
from fandom.infra import storage
from fandom.infra.db import db, release
from fandom.media.models import File

# Old enough to be nobody's who is still uploading; young enough to be looked through often.
YOUNGEST, OLDEST = timedelta(hours=1), timedelta(hours=25)
AT_ONCE = 500


def sweep() -> int:
    """Answers how many were found. Outside of a unit of work."""
    now = clock.now()
    names = list(storage.store().folders(first_id(now - OLDEST), first_id(now - YOUNGEST)))
    gone = 0
    for at in range(0, len(names), AT_ONCE):
        some = names[at : at + AT_ONCE]
        known = set(db.session.scalars(select(File.id).where(File.id.in_(some))))
        release()
        for name in some:
            if name not in known:
                storage.store().drop(storage.folder_of(name))
                gone += 1
    return gone
