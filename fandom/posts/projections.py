"""Moments of lists as JSON bytes: what is the same for everybody is built once and kept, the rest is put between.

A projection has a moment's words but no counts, no reactions of the viewer and no rights. It is kept by (id, version),
so a change of the moment is seen at once; a changed title or name within `KEPT_S`. Counts are never kept.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Select, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.infra import reading
from fandom.posts.models import Moment
from fandom.posts.queries import m, moment_rows, r, sight_of
from fandom.posts.shapes import Json, moment_json
from fandom.posts.sight import Sight

KEPT_S = 10.0
MOST = 10_000
EVERYTHING, NOTHING = Sight(SYSTEM, {}), Sight(VISITOR, {})
VOLATILE = ("reactions", "reaction_count", "my_reactions", "comment_count", "can")
COUNTS = b',"reaction_count":%d,"comment_count":%d,"can":%b}'
OPEN = b'%b,"reactions":%b,"my_reactions":%b' + COUNTS
SEALED = b'%b,"reactions":{},"my_reactions":[]' + COUNTS
_CAN = {
    (own, moderator): orjson.dumps({"edit": own, "delete": own, "moderate": moderator})
    for own in (False, True)
    for moderator in (False, True)
}


@dataclass(frozen=True, slots=True)
class Projection:
    """`full` and `safe` are the beginnings of JSON objects, their last brace left off."""

    version: int
    full: bytes
    safe: bytes
    until: float


class Kept:
    """The projections used last, in this process."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, int, str], Projection] = OrderedDict()

    def get(self, key: tuple[str, int, str], now: float) -> Projection | None:
        found = self._kept.get(key)
        if found is None or found.until < now:
            return None
        self._kept.move_to_end(key)
        return found

    def keep(self, key: tuple[str, int, str], projection: Projection) -> None:
        self._kept[key] = projection
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        self._kept.clear()


kept = Kept()


class Row(NamedTuple):
    """What changes too often to be kept, and what decides who may see it. `reactions` and `mine` are JSON."""

    id: str
    version: int
    show_id: str
    author_id: str
    reaction_count: int
    comment_count: int
    reveal_season: int | None
    reveal_number: int | None
    reveal_ms: int | None
    reactions: str
    mine: str | None


def sql_of(keys: Select[Any]) -> str:
    """The statement for a page: `keys` selects ids of listed moments. Takes `me`, the viewer's account id or ""."""
    page = keys.subquery("page")
    mine = (
        select(func.json_agg(aggregate_order_by(r.emoji, r.at, r.emoji)))
        .where(r.moment_id == m.id, r.account_id == bindparam("me"))
        .scalar_subquery()
    )
    made: dict[str, Any] = {"reactions": cast(m.reactions, Text), "mine": cast(mine, Text)}
    columns: list[Any] = [made.get(name, m.get(name)) for name in Row._fields]
    return reading.sql_of(select(*columns).join_from(page, Moment.__table__, m.id == page.c.id).order_by(m.id.desc()))


def rows(sql: str, values: Mapping[str, Any]) -> list[Row]:
    return [Row._make(row) for row in reading.rows(sql, values)]


def shown(viewer: Viewer, rows: Sequence[Row], origin: str) -> list[bytes]:
    """Rows as JSON, open or sealed to this viewer. Only published moments are listed."""
    ready = _projections(rows, origin)
    sight = sight_of(viewer, rows)
    return [_shown(sight, row, ready[row.id]) for row in rows if row.id in ready]


def _shown(sight: Sight, row: Row, projection: Projection) -> bytes:
    can = _CAN[row.author_id == sight.viewer.account_id, sight.viewer.moderates_show(row.show_id)]
    counts = row.reaction_count, row.comment_count, can
    # A projection that is newer than the row may hold words that the row's horizon does not cover.
    if projection.version == row.version and sight.opens(row):
        return OPEN % (projection.full, row.reactions.encode(), (row.mine or "[]").encode(), *counts)
    return SEALED % (projection.safe, *counts)


def _projections(rows: Iterable[Row], origin: str) -> dict[str, Projection]:
    now = time.monotonic()
    found = {row.id: kept.get((row.id, row.version, origin), now) for row in rows}
    missing = [moment_id for moment_id, projection in found.items() if projection is None]
    if missing:
        found |= _built(missing, origin, now)
    return {moment_id: projection for moment_id, projection in found.items() if projection}


def _built(ids: list[str], origin: str, now: float) -> dict[str, Projection]:
    """Kept under the version that was read, which may be newer than the one asked for."""
    made = {}
    for moment_id, row in moment_rows(SYSTEM, ids).items():
        full, safe = (_head(moment_json(sight.moment(row), origin)) for sight in (EVERYTHING, NOTHING))
        made[moment_id] = Projection(row.version, full, safe, now + KEPT_S)
        kept.keep((moment_id, row.version, origin), made[moment_id])
    return made


def _head(shape: Json) -> bytes:
    return orjson.dumps({name: value for name, value in shape.items() if name not in VOLATILE})[:-1]
