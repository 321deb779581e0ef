"""The best of many sources, as of the shows and fans that somebody follows: statements that probe few of them.

Each source has a bound, the id or the score of the best that it has ever had. Only those with the greatest bounds are
probed, and of these only what is not below a floor that the bounds give; each row says in `beyond` what the best of the
rest could be. Where too few rows are above that, one more round probes every source. So the answer is that of looking
everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Double,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.accounts.models import Account
from fandom.accounts.relations.models import Follow
from fandom.core.viewer import VISITOR
from fandom.feed.clusters.queries import leader_of
from fandom.infra import reading
from fandom.posts.queries import listed
from fandom.shows.models import Membership, Show

# Shows, and fans, probed for a first page.
PROBED = 25
# Fandoms that a ranking over all of them takes in.
TRENDING = 100
# What was seen sinks as if it were so much less hot: a tenth of the engagement, or twelve and a half hours older.
SINKS_BY = 1.0
IDS = ARRAY(TEXT)
s, a = Show.__table__.c, Account.__table__.c


@dataclass(frozen=True, slots=True)
class Gathering:
    """What to gather. `per` rows of a source at most, `limit` in all; `every` source, or the first few of each kind.

    `before` and `since` take values of these names: ids less than it, and not less. `floor`: scores not below it.
    `seen`: ids that sink.
    """

    kind: str  # new, hot: of the viewer's shows and fans; trending: of all shows
    limit: int
    per: int
    every: bool = False
    before: bool = False
    since: bool = False
    floor: bool = False
    seen: bool = False


@lru_cache(maxsize=1024)
def sql_of(asked: Gathering) -> str:
    """Rows of (id, rank, beyond, leader), the greatest rank first.

    Takes `me`, `hidden`, `hidden_shows` and what is asked.
    """
    sources = [_shows(asked)] if asked.kind == "trending" else [_joined(asked), _followed(asked)]
    floor = None if asked.every or asked.seen else _floor(asked, sources)
    probed = [_probed(asked, each, floor) for each in sources]
    if asked.seen:
        probed.append(_sunk())
    found = union(*probed).subquery("found")
    beyond = null() if asked.every else _beyond(sources, floor)
    order = [found.c.rank.desc(), found.c.id.desc()]
    page = select(found.c.id, found.c.rank, beyond.label("beyond")).order_by(*order).limit(_written(asked.limit))
    if asked.kind == "new":
        return reading.sql_of(page.add_columns(null()))
    best = page.subquery("page").c
    led = select(best.id, best.rank, best.beyond, leader_of(best.id))
    return reading.sql_of(led.order_by(best.rank.desc(), best.id.desc()))


def _joined(asked: Gathering) -> CTE:
    mine = and_(Membership.show_id == s.id, Membership.account_id == bindparam("me", type_=TEXT))
    bound = s.newest_id if asked.kind == "new" else s.hot_score
    found = _source(s.id, bound, literal_column("0", Double)).join_from(Show.__table__, Membership.__table__, mine)
    return _bounded(asked, found.where(_shown_shows(s.id)), "joined")


def _followed(asked: Gathering) -> CTE:
    mine = and_(Follow.followed_id == a.id, Follow.follower_id == bindparam("me", type_=TEXT))
    bound = a.newest_id if asked.kind == "new" else a.hot_score
    found = _source(a.id, bound, literal_column("0", Double)).join_from(Account.__table__, Follow.__table__, mine)
    return _bounded(asked, found.where(a.id != func.all(bindparam("hidden", type_=IDS))), "followed")


def _shows(asked: Gathering) -> CTE:
    """All that have something, those first whose best is hottest for their size."""
    found = _source(s.id, s.trend, s.trend - s.hot_score).where(_shown_shows(s.id))
    return _bounded(asked, found, "shows")


def _source(source: Any, bound: Any, shift: Any) -> Select[Any]:
    place = func.row_number().over(order_by=bound.desc()).label("place")
    return select(source.label("source"), bound.label("bound"), shift.label("shift"), place).where(bound.is_not(None))


def _bounded(asked: Gathering, found: Select[Any], name: str) -> CTE:
    """One more than is probed: the best that is left."""
    most = PROBED + 1 if not asked.every else TRENDING if asked.kind == "trending" else None
    if most is not None:
        found = found.order_by(literal_column("bound").desc()).limit(_written(most))
    return found.cte(name)


def _probed(asked: Gathering, source: CTE, floor: ColumnElement[Any] | None) -> Select[Any]:
    key = listed(VISITOR)
    column = key.selected_columns
    here = column.author_id if source.name == "followed" else column.show_id
    by_id = asked.kind == "new"
    conditions = [here == source.c.source, *_conditions(asked, column, source)]
    if floor is not None:
        least = func.coalesce(floor, literal_column("''") if by_id else literal_column("'-Infinity'", Double))
        conditions.append(column.id >= least if by_id else column.score >= least - source.c.shift)
    order = [column.id.desc()] if by_id else [column.score.desc(), column.id.desc()]
    found = key.where(*conditions).order_by(*order).limit(_written(asked.per)).lateral(f"of_{source.name}")
    rank = found.c.id if by_id else found.c.score + source.c.shift
    rows = select(found.c.id, rank.label("rank")).join_from(source, found, true())
    rows = rows if asked.every else rows.where(source.c.place <= _written(PROBED))
    # No more of a kind than of all: few rows are left to be compared with those of the other.
    best = rows.order_by(rank.desc(), found.c.id.desc()).limit(_written(asked.limit)).subquery(f"best_of_{source.name}")
    return select(best.c.id, best.c.rank)


def _conditions(asked: Gathering, column: Any, source: CTE) -> list[ColumnElement[bool]]:
    seen = select(func.unnest(bindparam("seen", type_=IDS)))
    asked_for = [
        (asked.before, column.id < bindparam("before")),
        (asked.since, column.id >= bindparam("since")),
        (asked.floor, column.score >= bindparam("floor", type_=Double) - source.c.shift),
        (asked.seen, column.id.not_in(seen)),
        (source.name == "followed", _shown_shows(column.show_id)),
    ]
    return [condition for wanted, condition in asked_for if wanted]


def _sunk() -> Select[Any]:
    """What was seen and would still be there: few, so each is looked at."""
    key = listed(VISITOR)
    column = key.selected_columns
    among = column.id == func.any(bindparam("seen", type_=IDS))
    rank = column.score - literal_column(str(SINKS_BY), Double)
    return key.with_only_columns(column.id, rank.label("rank")).where(among, ours(column), _shown_shows(column.show_id))


def ours(column: Any) -> ColumnElement[bool]:
    """Of shows that are joined and fans that are followed."""
    me: Any = bindparam("me", type_=TEXT)
    return or_(
        column.show_id.in_(select(Membership.show_id).where(Membership.account_id == me)),
        column.author_id.in_(select(Follow.followed_id).where(Follow.follower_id == me)),
    )


def _floor(asked: Gathering, sources: Sequence[CTE]) -> ColumnElement[Any]:
    """So many sources have had something at least as good that nobody needs what is less; null where they are few.

    Asked for in several places and worked out once.
    """
    bounds = union(*(select(each.c.bound) for each in sources)).subquery("bounds")
    last = select(bounds.c.bound).order_by(bounds.c.bound.desc()).offset(_written(asked.limit - 1))
    floor = last.limit(_written(1)).cte("floor").prefix_with("MATERIALIZED")
    return select(floor.c.bound).scalar_subquery()


def _beyond(sources: Sequence[CTE], floor: ColumnElement[Any] | None) -> ColumnElement[Any]:
    """The greatest bound of those that were not probed, of all kinds, or the floor below which nobody looked."""
    left = [select(func.max(each.c.bound)).where(each.c.place > _written(PROBED)).scalar_subquery() for each in sources]
    return func.greatest(*left) if floor is None else func.greatest(*left, floor)


def _shown_shows(show_id: Any) -> ColumnElement[bool]:
    shown: ColumnElement[bool] = show_id != func.all(bindparam("hidden_shows", type_=IDS))
    return shown


def _written(number: int) -> ColumnElement[int]:
    return literal_column(str(number))
