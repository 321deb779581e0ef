"""Files of what was removed: kept for as long as that may be taken back, and read by who judges it; then let go."""

from sqlalchemy import exists, select

from fandom.core import clock
from fandom.infra.db import db
from fandom.moderation.actions.exhibits import SPARE
from fandom.moderation.models import Case
from fandom.moderation.queries.history import UNDO_FOR
from fandom.posts.actions import let_files_go
from fandom.posts.models import Moment


def end(limit: int = 200) -> int:
    """Of moments that stay removed for good. Answers how many; safe to run at once in several places."""
    long_ago = clock.now() - UNDO_FOR - SPARE
    about = (Case.target_kind == "moment", Case.target_id == Moment.id)
    judged = exists().where(*about, Case.state == "decided", Case.decided_at < long_ago)
    still = exists().where(*about, (Case.state == "open") | (Case.decided_at >= long_ago))
    removed = (Moment.state == "removed", Moment.media_ids != [])
    ids = db.session.scalars(select(Moment.id).where(*removed, judged, ~still).limit(limit)).all()
    return sum(let_files_go(moment_id=each) for each in ids)
