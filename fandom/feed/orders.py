"""The moments of a show, or with a tag, in each order: statements of keys, built once for each set of conditions."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.core.viewer import VISITOR
from fandom.feed.clusters.queries import leader_of, together
from fandom.feed.gathering import ours
from fandom.infra import reading
from fandom.posts import projections
from fandom.posts.queries import listed
from fandom.posts.tags.queries import carrying
from fandom.shows.models import Show

# By what each order goes, the greatest first.
ORDERS = {"new": ("id",), "hot": ("score", "id"), "top": ("engagement", "id"), "clips": ("engagement", "id")}
# These can be asked for of a time, the others are of all times.
TIMED = frozenset({"top", "clips"})
# Few enough moments fall into these that it is quicker to sort them than to look for them among all.
SHORT = frozenset({"day", "week"})
IDS = ARRAY(TEXT)


@lru_cache(maxsize=2048)
def keys(wanted: frozenset[str], order: str, limit: int) -> Select[Any]:
    """`wanted` are the names of the conditions, and of the values that the statement takes besides `hidden`.

    The limit is written out: PostgreSQL plans once for all values that are bound, and must not think that all of a
    show could be wanted.
    """
    if "together" in wanted:
        found = together(lambda key: _conditions(key, wanted), ORDERS[order])
    else:
        found = listed(VISITOR)
        found = found.where(*_conditions(found.selected_columns, wanted))
    if "recent" in wanted and "together" not in wanted:
        # By its own order PostgreSQL would look through years for the best of a day.
        found = select(found.cte("recent").prefix_with("MATERIALIZED"))
    columns = found.selected_columns
    return found.order_by(*(columns[name].desc() for name in ORDERS[order])).limit(literal_column(str(limit)))


@lru_cache(maxsize=2048)
def ids_sql(wanted: frozenset[str], order: str, limit: int) -> str:
    """Rows of (id, leader): of what is in no cluster, and of lists that have none, the leader is null."""
    page = keys(wanted, order, limit).subquery("page").c
    found = select(page.id, _beside(order)(page.id)).order_by(*(page[name].desc() for name in ORDERS[order]))
    return reading.sql_of(found)


@lru_cache(maxsize=2048)
def json_sql(wanted: frozenset[str], order: str, limit: int) -> str:
    return projections.sql_of(keys(wanted, order, limit), _show_id(wanted), ORDERS[order], _beside(order))


def _beside(order: str) -> projections.Beside:
    return projections.nothing if order == "new" else leader_of


def _conditions(key: Any, wanted: frozenset[str]) -> list[ColumnElement[bool]]:
    show_id = _show_id(wanted)
    conditions = {
        "season": key.season == bindparam("season"),
        "number": key.number == bindparam("number"),
        "carried": carrying(key.id, show_id),
        "clip": key.has_clip,
        "before": key.id < bindparam("before"),
        "since": key.id >= bindparam("since"),
        "recent": key.id >= bindparam("recent"),
        "hidden_shows": key.show_id != func.all(bindparam("hidden_shows", type_=IDS)),
        "ours": ours(key),
    }
    here = [] if show_id is None else [key.show_id == show_id]
    return here + [condition for name, condition in conditions.items() if name in wanted]


def _show_id(wanted: frozenset[str]) -> ColumnElement[Any] | None:
    if "slug" in wanted:
        return select(Show.id).where(Show.slug == bindparam("slug")).scalar_subquery()
    return bindparam("show") if "show" in wanted else None
