"""Reads for feeds and sitemaps: of all shows, and of the moments that everybody may see."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, literal_column, select

from fandom.infra import reading
from fandom.infra.db import db
from fandom.posts.models import Moment
from fandom.posts.queries import LISTED
from fandom.sharing.values import Listed
from fandom.shows.models import Show
from fandom.shows.reached import open_to_all

m = Moment.__table__.c
s = Show.__table__.c

# By the protocol of sitemaps.
PART = 50_000
CHUNK = 1_000
FIRST = "0"

_AFTER: BindParameter[str] = bindparam("after")


def _chunk(query: Select[Any], key: ColumnElement[str]) -> str:
    return reading.sql_of(query.where(key > _AFTER).order_by(key).limit(literal_column(str(CHUNK))))


def _part_end(query: Select[Any], key: ColumnElement[str]) -> str:
    skipped: ColumnElement[int] = literal_column(str(PART - 1))
    return reading.sql_of(query.where(key > _AFTER).order_by(key).offset(skipped).limit(literal_column("1")))


_SHOWS = select(s.id, s.slug, s.last_post_at)
_MOMENTS = (
    select(m.id, open_to_all(Show.__table__, m.reveal_key), func.coalesce(m.edited_at, m.created_at))
    .join_from(Moment.__table__, Show.__table__, s.id == m.show_id)
    .where(m.state == LISTED)
)
_CHUNKS = {"shows": _chunk(_SHOWS, s.id), "moments": _chunk(_MOMENTS, m.id)}
_ENDS = {
    "shows": _part_end(select(s.id), s.id),
    "moments": _part_end(select(m.id).where(m.state == LISTED), m.id),
}
KINDS = frozenset(_CHUNKS)


def versions(show_ids: Iterable[str]) -> Mapping[str, int]:
    """Of the settings of these shows."""
    rows = db.session.execute(select(Show.id, Show.version).where(Show.id.in_(set(show_ids))))
    return {row.id: row.version for row in rows}


def parts(kind: str) -> list[str]:
    """The keys after which the parts of a sitemap begin."""
    found = [FIRST]
    while rows := reading.rows(_ENDS[kind], {"after": found[-1]}):
        found.append(rows[0][0])
    return found


def part(kind: str, after: str) -> Iterator[list[Listed]]:
    """In chunks, each read when it is asked for; no transaction is held in between."""
    for _ in range(PART // CHUNK):
        rows = reading.rows(_CHUNKS[kind], {"after": after})
        yield [listed for row in rows if (listed := _listed(kind, *row))]
        if len(rows) < CHUNK:
            return
        after = rows[-1][0]


def _listed(kind: str, key: str, known: Any, changed: datetime | None) -> Listed | None:
    """`known` is the slug of a show, and of a moment whether everybody may see it."""
    if kind == "shows":
        return Listed(f"/shows/{known}", changed)
    return Listed(f"/m/{key}", changed) if known else None
