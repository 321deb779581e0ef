"""What a moment shows keeps its files for as long as it stands."""

from sqlalchemy import distinct, func, select

from fandom.infra.db import db
from fandom.media.actions import hold, release
from fandom.media.models import File, Holder
from fandom.posts import queries
from fandom.posts.models import Moment
from fandom.posts.pictures import HOLDER


def replace(*, moment_id: str, old_id: str, new_id: str) -> bool:
    """The same in another file. False when it does not show the old one any more."""
    moment = queries.moment_row(moment_id, lock=True)
    if moment is None or old_id not in (moment.media_ids or ()):
        return False
    moment.media_ids = [new_id if each == old_id else each for each in moment.media_ids]
    hold(new_id, HOLDER, moment_id)
    release(HOLDER, moment_id, but=moment.media_ids)
    db.session.flush()
    return True


def clips_under_way(author_id: str) -> int:
    """How many clips of theirs are being made."""
    made = select(func.count(distinct(File.id))).join(Holder, Holder.file_id == File.id)
    theirs = made.join(Moment, Moment.id == Holder.holder_id).where(Moment.author_id == author_id)
    return db.session.scalar(theirs.where(File.status == "processing", File.kind == "clip")) or 0
