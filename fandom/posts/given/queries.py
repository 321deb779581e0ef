"""Moments that somebody has reacted to, as this viewer may see them."""

from datetime import datetime

from sqlalchemy import func, select, tuple_

from fandom.core.paging import Page
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.posts.models import Moment, Reaction
from fandom.posts.queries import LISTED, moments
from fandom.posts.sight import unwanted
from fandom.posts.values import Open, Sealed

m = Moment.__table__.c
r = Reaction.__table__.c


def reacted_to(viewer: Viewer, account_id: str, limit: int, before: str | None) -> Page[Open | Sealed]:
    """The last reaction first. What the viewer hides is left out, so a page may hold fewer than it could."""
    last = func.max(r.at)
    query = select(r.moment_id, last.label("at")).join(Moment.__table__, m.id == r.moment_id)
    query = query.where(r.account_id == account_id, m.state == LISTED).group_by(r.moment_id)
    if before is not None:
        at, _, moment_id = before.partition("/")
        query = query.having(tuple_(last, r.moment_id) < tuple_(datetime.fromisoformat(at), moment_id))
    rows = db.session.execute(query.order_by(last.desc(), r.moment_id.desc()).limit(limit + 1)).all()
    page = rows[:limit]
    seen = moments(viewer, [row.moment_id for row in page])
    key = f"{page[-1].at.isoformat()}/{page[-1].moment_id}" if len(rows) > limit else None
    return Page(tuple(each for each in seen if not unwanted(viewer, each)), key)
