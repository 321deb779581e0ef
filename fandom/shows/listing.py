"""The list of shows: searched by title, in the order of titles."""

from sqlalchemy import ColumnElement, and_, false, select, tuple_

from fandom.core.paging import Page, page_of
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.shows.models import Membership, Show
from fandom.shows.titles import folded
from fandom.shows.values import ShowListed

COLUMNS = [Membership.role if name == "role" else getattr(Show, name) for name in ShowListed.__dataclass_fields__]
LIVELY = (Show.last_post_at.desc().nulls_last(), Show.folded_title, Show.slug)


def listed(viewer: Viewer, *, asked: str = "", after: str | None = None, limit: int = 25) -> Page[ShowListed]:
    """Shows whose title has every word of `asked` in it; `after` is the key of the last one of the page before."""
    mine = and_(Membership.show_id == Show.id, Membership.account_id == (viewer.account_id or ""))
    place = tuple_(Show.folded_title, Show.slug)
    query = select(*COLUMNS).outerjoin(Membership, mine).where(*_titled(asked)).order_by(*place)
    if after is not None:
        title, _, slug = after.rpartition("/")
        query = query.where(place > tuple_(title, slug))
    rows = db.session.execute(query.limit(limit + 1))
    return page_of((ShowListed(*row) for row in rows), limit, "key")


def joined(viewer: Viewer) -> tuple[ShowListed, ...]:
    """The shows of a member, those talked about last first."""
    mine = and_(Membership.show_id == Show.id, Membership.account_id == (viewer.account_id or ""))
    query = select(*COLUMNS).join(Membership, mine)
    rows = db.session.execute(query.order_by(*LIVELY))
    return tuple(ShowListed(*row) for row in rows)


def liveliest(viewer: Viewer, limit: int) -> tuple[ShowListed, ...]:
    """Those talked about last first; where nobody has spoken yet, by title."""
    mine = and_(Membership.show_id == Show.id, Membership.account_id == (viewer.account_id or ""))
    query = select(*COLUMNS).outerjoin(Membership, mine).order_by(*LIVELY)
    return tuple(ShowListed(*row) for row in db.session.execute(query.limit(limit)))


def _titled(asked: str) -> list[ColumnElement[bool]]:
    words = folded(asked).split()
    if asked.strip() and not words:
        return [false()]
    return [Show.folded_title.contains(word, autoescape=True) for word in words]
