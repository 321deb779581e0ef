"""Comments on a moment as this viewer may see them, oldest first."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import aliased

from fandom.accounts.models import Account
from fandom.core.paging import Page, page_of
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.infra.db import db
from fandom.posts.models import Comment
from fandom.posts.queries import LISTED, sight_of
from fandom.posts.sight import Sight
from fandom.posts.values import OpenComment, SealedComment, Thread, Tombstone

Seen = OpenComment | SealedComment | Tombstone

c = Comment.__table__.c
a = Account.__table__.c
_COMMENTS = select(*Comment.__table__.c, a.handle, a.display_name).join_from(
    Comment.__table__, Account.__table__, a.id == c.author_id
)


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """Published ones, and what is held for its author."""
    if not viewer.signed_in:
        return c.state == LISTED
    return or_(c.state == LISTED, and_(c.state == "held", c.author_id == viewer.account_id))


def comments(viewer: Viewer, moment_id: str, limit: int, after: str | None) -> Page[Seen]:
    """Whatever is visible, and the tombstones of those that have a published answer below them."""
    here = and_(c.moment_id == moment_id, or_(visible(viewer), _answered()))
    query = _COMMENTS.where(here).order_by(c.id).limit(limit + 1)
    found = page_of(db.session.execute(query.where(c.id > after) if after else query), limit, "id")
    sight = sight_of(viewer, found.items)
    return Page(tuple(sight.comment(row) for row in found.items), found.next)


def comment(viewer: Viewer, comment_id: str) -> OpenComment | SealedComment | None:
    """One that is there; a tombstone is not."""
    found = comments_named(viewer, [comment_id])
    return found[0] if found else None


def comments_named(viewer: Viewer, ids: Collection[str]) -> tuple[OpenComment | SealedComment, ...]:
    """Those of `ids` that are there for this viewer, in the order asked for."""
    there = true() if viewer == SYSTEM else visible(viewer)
    rows = {row.id: row for row in db.session.execute(_COMMENTS.where(c.id.in_(ids), there))} if ids else {}
    sight = sight_of(viewer, rows.values())
    seen = (sight.comment(rows[each]) for each in ids if each in rows)
    return tuple(each for each in seen if not isinstance(each, Tombstone))


def projections(comment_id: str) -> tuple[Seen, Seen] | None:
    """As whoever got far enough sees it, and as whoever got nowhere does; for those who tell many at once."""
    row = db.session.execute(_COMMENTS.where(c.id == comment_id)).one_or_none()
    return (Sight(SYSTEM, {}).comment(row), Sight(VISITOR, {}).comment(row)) if row else None


def comment_row(comment_id: str, *, lock: bool = False) -> Comment | None:
    """The row itself, for those who write; locked until the unit of work is over."""
    query = select(Comment).where(Comment.id == comment_id).execution_options(populate_existing=True)
    return db.session.execute(query.with_for_update() if lock else query).scalar_one_or_none()


def threads(seen: Iterable[Seen]) -> tuple[Thread, ...]:
    """The same, each below what it answers; what answers something on another page stands by itself."""
    found = list(seen)
    here = {each.id for each in found}
    below: dict[str | None, list[Seen]] = {}
    for each in found:
        below.setdefault(each.parent if each.parent in here else None, []).append(each)

    def thread(each: Seen) -> Thread:
        return Thread(each, tuple(thread(reply) for reply in below.get(each.id, ())))

    return tuple(thread(each) for each in below.get(None, ()))


def _answered() -> ColumnElement[bool]:
    """Gone, but somewhere below it something is still said."""
    first = aliased(Comment, name="reply")
    below: Any = select(first.id, first.state).where(first.parent_id == c.id).cte("below", recursive=True)
    further = aliased(Comment, name="further")
    below = below.union_all(select(further.id, further.state).where(further.parent_id == below.c.id))
    said = exists(select(below.c.id).where(below.c.state == LISTED))
    return and_(c.state.in_(["deleted", "hidden", "removed"]), said)
