"""Moments of lists as JSON: what is the same for everybody is built once and kept, the rest is put between.

A projection holds a moment's words and from where on they spoil nothing, both of one version; no counts, no reactions
of the viewer, no rights. A change of the moment is seen at once, a changed title or name within `KEPT_S`.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, func, null, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, aggregate_order_by

from fandom.core.horizon import Position
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.infra import reading
from fandom.infra.visitors import mark
from fandom.posts.models import Moment
from fandom.posts.queries import hiding, listed, m, moment_rows, pictures, r
from fandom.posts.reveals.queries import revealed_by
from fandom.posts.shapes import Json, moment_json
from fandom.posts.sight import Sight, reveal_of
from fandom.shows.queries import horizons_said, said_in

KEPT_S = 30.0
MOST = 10_000
NOTHING = Sight(VISITOR, {})
VOLATILE = ("reactions", "reaction_count", "my_reactions", "comment_count", "can")
_CAN = {
    (own, moderator): f'{{"edit":{own},"delete":{own},"moderate":{moderator}}}'.lower()
    for own in (False, True)
    for moderator in (False, True)
}


@dataclass(frozen=True, slots=True)
class Projection:
    """`full` and `safe` are the beginnings of JSON objects, their last brace left off."""

    version: int
    show_id: str
    author_id: str
    reveals: Position | None
    caption: str
    tags: tuple[str, ...]
    full: str
    safe: str
    origin: str
    until: float


class Row(NamedTuple):
    """What changes too often to be kept. `reactions`, `mine` and `said` are JSON; `revealed` is by a fan; `beside` is
    what a list wanted to know besides.
    """

    id: str
    version: int
    reaction_count: int
    comment_count: int
    reactions: str
    mine: str | None
    said: str | None
    revealed: bool
    beside: str | None


kept: dict[str, Projection] = {}
# What else is asked of each row, by its id.
Beside = Callable[[ColumnElement[str]], ColumnElement[Any]]


def nothing(_moment_id: ColumnElement[str]) -> ColumnElement[Any]:
    return null()


class Shown(NamedTuple):
    """A moment for one viewer: its JSON, and the words that are open to them."""

    id: str
    author_id: str
    json: str
    sealed: bool
    caption: str
    tags: tuple[str, ...]


def sql_of(
    keys: Select[Any],
    show_id: ColumnElement[str] | None = None,
    order: Sequence[str] = ("id",),
    beside: Beside = nothing,
) -> str:
    """The statement for a page: `keys` selects ids of listed moments; they come by `order`, the greatest first.

    Takes `me`, the viewer's account id or "". `show_id`, where all are of one show, spares asking again for every row
    what the viewer has seen of it.
    """
    page = keys.subquery("page")
    me: Any = bindparam("me", type_=Text)
    mine = (
        select(func.json_agg(aggregate_order_by(r.emoji, r.at, r.emoji)))
        .where(r.moment_id == m.id, r.account_id == me)
        .scalar_subquery()
    )
    columns: Mapping[str, Any] = {
        "reactions": cast(m.reactions, Text),
        "mine": cast(mine, Text),
        "said": said_in(m.show_id if show_id is None else show_id, me),
        "revealed": revealed_by(me, m.id),
        "beside": beside(m.id),
    }
    chosen: list[Any] = [columns.get(name, m.get(name)) for name in Row._fields]
    found = select(*chosen).join_from(page, Moment.__table__, m.id == page.c.id)
    return reading.sql_of(found.order_by(*(page.c[name].desc() for name in order)))


_NAMED = listed(VISITOR).where(
    m.id == func.any(bindparam("ids", type_=ARRAY(TEXT))),
    m.show_id != func.all(bindparam("hidden_shows", type_=ARRAY(TEXT))),
)
_BY_ID = sql_of(_NAMED.with_only_columns(m.id))


def named(viewer: Viewer, ids: Collection[str], hidden_shows: Collection[str] = ()) -> list[Row]:
    """Those of `ids` that are listed for this viewer, in the order asked for."""
    if not ids:
        return []
    values = {"ids": list(ids), "hidden_shows": list(hidden_shows), "me": viewer.account_id or "", **hiding(viewer)}
    by_id = {row.id: row for row in rows(_BY_ID, values)}
    return [by_id[each] for each in ids if each in by_id]


def rows(sql: str, values: Mapping[str, Any]) -> list[Row]:
    return [*map(Row._make, reading.rows(sql, values))]


def shown(viewer: Viewer, rows: Sequence[Row], origin: str) -> list[Shown]:
    """Rows as JSON, open or sealed to this viewer. Only published moments are listed."""
    ready = _projections(rows, origin)
    found = [(row, ready[row.id]) for row in rows if row.id in ready]
    said = {projection.show_id: row.said for row, projection in found}
    horizons = horizons_said(said)
    moderated = {show_id: viewer.moderates_show(show_id) for show_id in said}
    made = []
    for row, projection in found:
        own = projection.author_id == viewer.account_id
        reached = own or horizons[projection.show_id].reaches(projection.reveals)
        opens = reached or row.revealed or (bool(viewer.revealed) and _mark(projection, row.id) in viewer.revealed)
        made.append(_shown(row, projection, opens, _CAN[own, moderated[projection.show_id]]))
    return made


def _mark(projection: Projection, moment_id: str) -> str:
    return mark(moment_id, projection.reveals.key if projection.reveals else 0)


def _shown(row: Row, projection: Projection, opens: bool, can: str) -> Shown:
    counts = f'"reaction_count":{row.reaction_count},"comment_count":{row.comment_count},"can":{can}}}'
    if opens:
        text = f'{projection.full},"reactions":{row.reactions},"my_reactions":{row.mine or "[]"},{counts}'
        return Shown(row.id, projection.author_id, text, False, projection.caption, projection.tags)
    text = f'{projection.safe},"reactions":{{}},"my_reactions":[],{counts}'
    return Shown(row.id, projection.author_id, text, True, "", ())


def _projections(rows: Iterable[Row], origin: str) -> dict[str, Projection]:
    now = time.monotonic()
    found = {}
    missing = []
    for row in rows:
        known = kept.get(row.id)
        if known is not None and known.version == row.version and known.until > now and known.origin == origin:
            found[row.id] = known
        else:
            missing.append(row.id)
    return found | _built(missing, origin, now) if missing else found


def _built(ids: list[str], origin: str, now: float) -> dict[str, Projection]:
    """May be of a newer version than the one asked for; in itself it is of one version."""
    found = moment_rows(SYSTEM, ids)
    everything = Sight(SYSTEM, {}, media=pictures(found.values()))
    made = {
        moment_id: Projection(
            version=row.version,
            show_id=row.show_id,
            author_id=row.author_id,
            reveals=reveal_of(row),
            caption=row.caption,
            tags=tuple(row.tags),
            full=_head(moment_json(everything.moment(row), origin)),
            safe=_head(moment_json(NOTHING.moment(row), origin)),
            origin=origin,
            until=now + KEPT_S,
        )
        for moment_id, row in found.items()
        if row.state == "published"
    }
    while len(kept) + len(made) > MOST and kept:
        kept.pop(next(iter(kept)), None)
    kept.update(made)
    return made


def _head(shape: Json) -> str:
    return orjson.dumps({name: value for name, value in shape.items() if name not in VOLATILE})[:-1].decode()
