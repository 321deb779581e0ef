"""Comments on a moment as this viewer may see them, oldest first."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import aliased

from fandom.accounts.models import Account
from fandom.core.horizon import Horizon
from fandom.core.paging import Page, page_of
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.infra.db import db
from fandom.posts.models import Comment, Moment
from fandom.posts.queries import LISTED, sight_of
from fandom.posts.reactions.queries import mine
from fandom.posts.reactions.tally import COMMENTS
from fandom.posts.reveals.queries import revealed
from fandom.posts.sight import Sight, reveal_of
from fandom.posts.values import OpenComment, SealedComment, Thread, Tombstone

Seen = OpenComment | SealedComment | Tombstone
GONE = ("deleted", "hidden", "removed")

c = Comment.__table__.c
m = Moment.__table__.c
a = Account.__table__.c
_COMMENTS = select(*Comment.__table__.c, a.handle, a.display_name, a.avatar_id).join_from(
    Comment.__table__, Account.__table__, a.id == c.author_id
)
_ABOVE = [m[f"reveal_{part}"].label(f"above_{part}") for part in ("season", "number", "ms")]
_BELOW = _COMMENTS.join(Moment.__table__, m.id == c.moment_id).add_columns(*_ABOVE)


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """Published ones, and what is held for its author; nothing across a block."""
    if not viewer.signed_in:
        return c.state == LISTED
    there = or_(c.state == LISTED, and_(c.state == "held", c.author_id == viewer.account_id))
    return and_(there, c.author_id.not_in(viewer.hidden.blocked)) if viewer.hidden.blocked else there


def comments(viewer: Viewer, moment_id: str, limit: int, after: str | None) -> Page[Seen]:
    """Whatever is visible, and the tombstones of those that have a published answer below them.

    Those of hidden authors are like gone ones; one with a muted word keeps its place, without its words.
    """
    hidden = sorted(viewer.hidden.accounts)
    gone = or_(c.state.in_(GONE), and_(c.state == LISTED, c.author_id.in_(hidden)))
    shown = and_(visible(viewer), c.author_id.not_in(hidden))
    here = and_(c.moment_id == moment_id, or_(shown, and_(gone, c.id.in_(_answered(moment_id, hidden)))))
    query = _seen_by(viewer).where(here).order_by(c.id).limit(limit + 1)
    found = page_of(db.session.execute(query.where(c.id > after) if after else query), limit, "id")
    sight = _sight(viewer, found.items)
    return Page(tuple(sight.listed_comment(row) for row in found.items), found.next)


def comment(viewer: Viewer, comment_id: str) -> OpenComment | SealedComment | None:
    """One that is there; a tombstone is not."""
    found = comments_named(viewer, [comment_id])
    return found[0] if found else None


def comments_named(viewer: Viewer, ids: Collection[str]) -> tuple[OpenComment | SealedComment, ...]:
    """Those of `ids` that are there for this viewer, in the order asked for."""
    there = true() if viewer == SYSTEM else visible(viewer)
    rows = {row.id: row for row in db.session.execute(_seen_by(viewer).where(c.id.in_(ids), there))} if ids else {}
    sight = _sight(viewer, rows.values())
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


def _seen_by(viewer: Viewer) -> Select[Any]:
    """With what `_sight` asks of a row: whether its moment was revealed, and how far that goes."""
    return _BELOW.add_columns(revealed(c.moment_id, viewer).label("revealed"))


def _sight(viewer: Viewer, rows: Collection[Any]) -> Sight:
    revealed = {row.moment_id: Horizon.at(reveal_of(row, "above")) for row in rows if row.revealed}
    return sight_of(viewer, rows, mine=mine(COMMENTS, viewer, [row.id for row in rows]), revealed=revealed)


def _answered(moment_id: str, hidden: Collection[str]) -> Select[Any]:
    """Ids of those that are not up while somewhere below them something is said, by others than those who are hidden.

    From what is said upwards, each once: however long a chain of tombstones is, it is walked once for a page.
    """
    reply, parent = aliased(Comment, name="reply"), aliased(Comment, name="parent")
    said = and_(reply.state == LISTED, reply.author_id.not_in(hidden))
    silent = or_(parent.state != LISTED, parent.author_id.in_(hidden))
    first = select(parent.id, parent.parent_id).join(reply, reply.parent_id == parent.id)
    above: Any = first.where(reply.moment_id == moment_id, said, silent)
    above = above.cte("above", recursive=True)
    further = select(parent.id, parent.parent_id).join(above, parent.id == above.c.parent_id)
    above = above.union(further.where(silent))
    return select(above.c.id)
