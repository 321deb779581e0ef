"""Lists that pages show, until the slices that own them have them."""

from sqlalchemy import func, select

from fandom.core.paging import Page, page_of
from fandom.core.viewer import Viewer
from fandom.feed import queries as feed
from fandom.feed.queries import Timeline
from fandom.infra.db import db
from fandom.posts.values import Open, Sealed
from fandom.shows import queries as shows
from fandom.shows.models import Show
from fandom.shows.values import ShowView


def newest(viewer: Viewer, limit: int, before: str | None) -> Page[Open | Sealed]:
    return feed.newest(viewer, Timeline(), limit, before)


def newest_of(viewer: Viewer, show_id: str, limit: int, before: str | None) -> Page[Open | Sealed]:
    return feed.newest(viewer, Timeline(show_id), limit, before)


def listing(q: str | None, limit: int, after: str | None) -> Page[ShowView]:
    query = select(Show.id, Show.slug).order_by(Show.slug).limit(limit + 1)
    query = query.where(func.lower(Show.title).contains(q.lower(), autoescape=True)) if q else query
    found = page_of(db.session.execute(query.where(Show.slug > after) if after else query), limit, "slug")
    return Page(tuple(each for row in found.items if (each := shows.by_id(row.id))), found.next)


def joined_by(viewer: Viewer) -> tuple[ShowView, ...]:
    ids = shows.memberships_of(viewer.account_id) if viewer.account_id else ()
    return tuple(sorted((each for i in ids if (each := shows.by_id(i))), key=lambda each: each.title))
