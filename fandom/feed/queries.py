"""Timelines: newest first by key, of one show or of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, cast, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, array

from fandom.core.paging import Page
from fandom.core.viewer import VISITOR, Viewer
from fandom.feed.reach import reach, reached, shows_with
from fandom.infra.db import db
from fandom.posts import projections
from fandom.posts.queries import listed, moments
from fandom.posts.values import Open, Sealed
from fandom.shows.models import Show


@dataclass(frozen=True, slots=True)
class Timeline:
    """Which moments: of one show, by id or slug, or else of all; of an episode of it; with a tag in its one form."""

    show_id: str | None = None
    episode: tuple[int, int] | None = None
    tag: str | None = None
    slug: str | None = None

    def values(self) -> Mapping[str, Any]:
        season, number = self.episode or (None, None)
        return {"show": self.show_id, "slug": self.slug, "season": season, "number": number, "tag": self.tag}


def newest(viewer: Viewer, timeline: Timeline, limit: int, before: str | None) -> Page[Open | Sealed]:
    """For pages: values. Whoever wants JSON asks `newest_json`."""
    given = _given(viewer, timeline, before)
    found = db.session.execute(_keys(frozenset(given), limit + 1), given | {"me": viewer.account_id or ""})
    ids = [row.id for row in found]
    return Page(moments(viewer, ids[:limit]), ids[limit - 1] if len(ids) > limit else None)


def newest_json(viewer: Viewer, timeline: Timeline, limit: int, before: str | None, origin: str) -> Page[str]:
    """The same as JSON; one query for all that changes, one more for words that are not kept."""
    given = _given(viewer, timeline, before)
    sql = _sql(frozenset(given), limit + 1)
    rows = projections.rows(sql, given | {"me": viewer.account_id or ""})
    items = projections.shown(viewer, rows[:limit], origin)
    return Page(tuple(items), rows[limit - 1].id if len(rows) > limit else None)


def _given(viewer: Viewer, timeline: Timeline, before: str | None) -> dict[str, Any]:
    """What is sealed has no tags, and to be found by one would tell it: so by tag only what is open is listed."""
    open_to = None if timeline.tag is None else reach(viewer, shows_with(timeline.tag))
    given = {**timeline.values(), "before": before, "reach": open_to}
    return {name: value for name, value in given.items() if value is not None}


@lru_cache(maxsize=1024)
def _keys(wanted: frozenset[str], limit: int) -> Select[Any]:
    """One row more than a page, to know whether there is another.

    Built once for each set of conditions. The limit is written out: PostgreSQL plans once for all values that are
    bound, and must not think that all of a show could be wanted.
    """
    keys = listed(VISITOR)
    key = keys.selected_columns
    conditions = {
        "season": key.season == bindparam("season"),
        "number": key.number == bindparam("number"),
        "tag": key.tags.contains(cast(array([bindparam("tag", type_=TEXT)]), ARRAY(TEXT))),
        "reach": reached(key),
        "before": key.id < bindparam("before"),
    }
    chosen = [condition for name, condition in conditions.items() if name in wanted]
    show_id = _show_id(wanted)
    if show_id is not None:
        chosen.append(key.show_id == show_id)
    return keys.where(*chosen).order_by(key.id.desc()).limit(literal_column(str(limit)))


def _show_id(wanted: frozenset[str]) -> ColumnElement[Any] | None:
    if "slug" in wanted:
        return select(Show.id).where(Show.slug == bindparam("slug")).scalar_subquery()
    return bindparam("show") if "show" in wanted else None


@lru_cache(maxsize=1024)
def _sql(wanted: frozenset[str], limit: int) -> str:
    return projections.sql_of(_keys(wanted, limit), _show_id(wanted))
