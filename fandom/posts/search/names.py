"""Shows, fans and tags by the beginnings of their names: what is told while somebody types."""

from typing import Any

from sqlalchemy import case, cast, func, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, TSQUERY

from fandom.accounts.models import Account
from fandom.core.paging import Page, page_of
from fandom.core.text import tag
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.posts.search.asking import Asked
from fandom.posts.search.folding import forms
from fandom.posts.search.values import Names
from fandom.posts.sight import face_of
from fandom.posts.tags.queries import visible
from fandom.posts.tags.values import TagCount
from fandom.posts.values import Face
from fandom.shows.listing import listed
from fandom.shows.values import ShowListed

FEW = 4

a = Account.__table__.c
_NAMED: Any = func.search_named(a.handle, a.display_name)


def few(viewer: Viewer, asked: Asked) -> Names:
    return Names(shows(viewer, asked, FEW).items, fans(viewer, asked, FEW).items, tags(viewer, asked, FEW).items)


def shows(viewer: Viewer, asked: Asked, limit: int, cursor: str | None = None) -> Page[ShowListed]:
    """By any word of their title, in the order of titles."""
    if not forms(asked.name):
        return Page(())
    return listed(viewer, asked=asked.name, after=cursor, limit=limit)


def fans(viewer: Viewer, asked: Asked, limit: int, cursor: str | None = None) -> Page[Face]:
    """Handles that are, then that begin like what is asked, then whoever calls themselves so. Nobody across a block."""
    typed = " ".join((*asked.wanted.handles, *asked.wanted.words)).lower()
    words = forms(typed)
    if not words:
        return Page(())
    handle = func.lower(a.handle)
    rank = case((handle == typed, 0), (handle.startswith(typed, autoescape=True), 1), else_=2)
    beginning = cast(" & ".join(f"'{each}':*" for each in words), TSQUERY)
    found = select(a.id.label("author_id"), a.handle, a.display_name, a.avatar_id, rank.label("rank"))
    found = found.where(a.state == literal_column("'active'"), _NAMED.bool_op("@@")(beginning))
    found = found.where(a.id != func.all(cast(sorted(viewer.hidden.blocked), ARRAY(TEXT))))
    if cursor is not None:
        last, _, name = cursor.partition("/")
        found = found.where(tuple_(rank, handle) > tuple_(int(last), name))
    rows = db.session.execute(found.order_by(rank, handle).limit(limit + 1)).all()
    key = f"{rows[limit - 1].rank}/{rows[limit - 1].handle.lower()}" if len(rows) > limit else None
    return Page(tuple(face_of(row) for row in rows[:limit]), key)


def tags(viewer: Viewer, asked: Asked, limit: int, cursor: str | None = None) -> Page[TagCount]:
    """Those that begin so, of what is open to the viewer: the most used first."""
    prefix = tag("-".join((*asked.wanted.tags, *asked.wanted.words)).replace(" ", "-"))
    if prefix is None:
        return Page(())
    count, _, name = (cursor or "").partition("/")
    last = TagCount(name, int(count)) if cursor else None
    found = visible(viewer, prefix=prefix, limit=limit + 1, after=last)
    keyed = page_of(found, limit, "tag")
    end = keyed.items[-1] if keyed.next else None
    return Page(keyed.items, f"{end.count}/{end.tag}" if end else None)
