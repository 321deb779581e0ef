"""Timelines: newest first by key, of one show or of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, cast, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, array

from fandom.core.paging import Page
from fandom.core.viewer import VISITOR, Viewer
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
    given = _given(timeline, limit, before)
    ids = [row.id for row in db.session.execute(_keys(_wanted(given)), given)]
    return Page(moments(viewer, ids[:limit]), ids[limit - 1] if len(ids) > limit else None)


def newest_json(viewer: Viewer, timeline: Timeline, limit: int, before: str | None, origin: str) -> Page[str]:
    """The same as JSON; one query for all that changes, one more for words that are not kept."""
    given = _given(timeline, limit, before) | {"me": viewer.account_id or ""}
    rows = projections.rows(_sql(_wanted(given)), given)
    items = projections.shown(viewer, rows[:limit], origin)
    return Page(tuple(items), rows[limit - 1].id if len(rows) > limit else None)


def _given(timeline: Timeline, limit: int, before: str | None) -> dict[str, Any]:
    """One row more than the page, to know whether there is another."""
    wanted = {**timeline.values(), "before": before, "limit": limit + 1}
    return {name: value for name, value in wanted.items() if value is not None}


def _wanted(given: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(given) - {"limit", "me"}


@lru_cache
def _keys(wanted: frozenset[str]) -> Select[Any]:
    """Built once for each set of conditions, so that neither we nor PostgreSQL think twice about the same question."""
    keys = listed(VISITOR)
    key = keys.selected_columns
    conditions = {
        "show": key.show_id == bindparam("show"),
        "slug": key.show_id == select(Show.id).where(Show.slug == bindparam("slug")).scalar_subquery(),
        "season": key.season == bindparam("season"),
        "number": key.number == bindparam("number"),
        "tag": key.tags.contains(cast(array([bindparam("tag", type_=TEXT)]), ARRAY(TEXT))),
        "before": key.id < bindparam("before"),
    }
    chosen = [condition for name, condition in conditions.items() if name in wanted]
    return keys.where(*chosen).order_by(key.id.desc()).limit(bindparam("limit"))


@lru_cache
def _sql(wanted: frozenset[str]) -> str:
    return projections.sql_of(_keys(wanted))
