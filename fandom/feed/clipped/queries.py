"""Reads of heatmaps, and of what is to be counted."""

import time
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import INT8MULTIRANGE, TEXT

from fandom.core.horizon import episode_name
from fandom.core.viewer import Viewer
from fandom.feed.clipped.models import ClippedBin, ClippedEpisode, ClippedFan
from fandom.feed.clipped.values import BINS, LEAST, UNTOLD_MS, Episode, Heatmap, reached_ms, whole_bins
from fandom.infra import reading
from fandom.infra.db import db
from fandom.infra.model import Id
from fandom.posts.placed import placed
from fandom.shows.models import Episode as EpisodeRow
from fandom.shows.queries import horizon
from fandom.shows.reached import multirange

KEPT_S = 2.0
MOST = 2_000
_Counted = tuple[int, Mapping[int, int]]
Place = tuple[str, Episode]

c = ClippedEpisode.__table__.c
b = ClippedBin.__table__.c
e = EpisodeRow.__table__.c
# Written out: in prepared SQL every bound value has a name.
LENGTH = func.coalesce(e.duration_ms, literal_column(str(UNTOLD_MS), Integer))
ANYWHERE: ColumnElement[int] = literal_column("0", Integer)

_REACHED = cast(bindparam("reached", type_=TEXT), INT8MULTIRANGE)
_HERE = (e.show_id == bindparam("show"), e.season == bindparam("season"), e.number == bindparam("number"))
_COUNTED_HERE = and_(c.show_id == e.show_id, c.season == e.season, c.number == e.number)
_SAME = and_(b.show_id == c.show_id, b.season == c.season, b.number == c.number)
_OPEN = or_(b.opens_key == ANYWHERE, _REACHED.op("@>")(b.opens_key))
_BINS = reading.sql_of(
    select(func.coalesce(c.length_ms, LENGTH), b.bin, func.sum(b.fans))
    .select_from(EpisodeRow.__table__)
    .outerjoin(ClippedEpisode.__table__, _COUNTED_HERE)
    .outerjoin(ClippedBin.__table__, and_(_SAME, _OPEN))
    .where(*_HERE)
    .group_by(c.length_ms, e.duration_ms, b.bin)
)
_kept: dict[tuple[str, Episode, str], tuple[float, _Counted]] = {}


def heatmap(viewer: Viewer, show_id: str, episode: Episode) -> Heatmap:
    """As far as this viewer has got, from what is open to whoever has got so far: nothing of it is told by what is not.

    Of an episode that is not there, empty.
    """
    reach = horizon(viewer, show_id)
    long, fans = _counted(show_id, episode, multirange(reach))
    at_ms = reached_ms(reach, episode, long)
    seen = whole_bins(at_ms, long)
    bins = tuple(_shown(fans.get(each, 0)) if each < seen else None for each in range(BINS))
    return Heatmap(episode_name(*episode), long, bins, at_ms)


def _shown(fans: int) -> int:
    return fans if fans >= LEAST else 0


def _counted(show_id: str, episode: Episode, reached: str) -> _Counted:
    """Remembered for a moment: everybody who has seen an episode asks the same."""
    key, now = (show_id, episode, reached), time.monotonic()
    kept = _kept.get(key)
    if kept and kept[0] > now:
        return kept[1]
    if len(_kept) >= MOST:
        _kept.clear()
    found = _read(show_id, episode, reached)
    _kept[key] = (now + KEPT_S, found)
    return found


def forget_all() -> None:
    _kept.clear()


def _read(show_id: str, episode: Episode, reached: str) -> _Counted:
    asked = {"show": show_id, "season": episode[0], "number": episode[1], "reached": reached}
    rows = reading.rows(_BINS, asked)
    return (rows[0][0] if rows else UNTOLD_MS), {each: int(fans) for _, each, fans in rows if each is not None}


def length(show_id: str, episode: Episode) -> int | None:
    """What the bins lie over; None of an episode that is not there."""
    found: int | None = db.session.scalar(select(LENGTH).where(*at(EpisodeRow, show_id, episode)))
    return found


def episodes_of(show_id: str, account_id: str) -> list[tuple[Episode, int, bool]]:
    """Where this fan has, or had, a moment; how long each is, and whether it is counted for that length."""
    rows = db.session.execute(_episodes_of(), {"show": show_id, "account": account_id})
    return [((season, number), length_ms, done) for season, number, length_ms, done in rows]


@cache
def _episodes_of() -> Select[Any]:
    s, f = placed().subquery().c, ClippedFan.__table__.c
    show: Any = bindparam("show")
    account: Any = bindparam("account")
    now = select(s.season, s.number).where(s.show_id == show, s.author_id == account)
    before = select(f.season, f.number).where(f.show_id == show, f.account_id == account)
    mine = now.union(before).subquery()
    done = func.coalesce(c.length_ms == LENGTH, false())
    here = and_(e.show_id == show, e.season == mine.c.season, e.number == mine.c.number)
    found = select(e.season, e.number, LENGTH, done).select_from(mine).join(EpisodeRow.__table__, here)
    return found.outerjoin(ClippedEpisode.__table__, _COUNTED_HERE).order_by(e.season, e.number)


def shows_of(account_id: str) -> list[str]:
    """Where this fan has a share in something."""
    mine = select(ClippedFan.show_id).where(ClippedFan.account_id == account_id).distinct()
    return sorted(db.session.scalars(mine))


def stale(show_id: str) -> frozenset[Episode]:
    """Episodes with moments that were never counted, and those that have another length by now."""
    found = _stale().where(e.show_id == show_id)
    return frozenset((row.season, row.number) for row in db.session.execute(found))


def counted(show_id: str | None) -> list[Place]:
    """Episodes, of one show or of all, in which somebody has or had a moment at a time."""
    s = placed().subquery().c
    both = select(s.show_id, s.season, s.number).union(select(c.show_id, c.season, c.number)).subquery().c
    here = [both.show_id == show_id] if show_id else []
    found = db.session.execute(select(both.show_id, both.season, both.number).where(*here).order_by(*both))
    return [(row.show_id, (row.season, row.number)) for row in found]


def stale_everywhere() -> list[Place]:
    return [(row.show_id, (row.season, row.number)) for row in db.session.execute(_stale())]


def _stale() -> Any:
    s = placed().subquery().c
    here = (s.show_id == e.show_id, s.season == e.season, s.number == e.number)
    # With a limit of its own it is looked up for each episode; as EXISTS all moments of all shows were gathered first.
    talked = select(s.id).where(*here).limit(1).correlate(EpisodeRow.__table__).scalar_subquery().is_not(None)
    never = and_(c.length_ms.is_(None), talked)
    both = select(e.show_id, e.season, e.number).outerjoin_from(
        EpisodeRow.__table__, ClippedEpisode.__table__, _COUNTED_HERE
    )
    return both.where(or_(never, c.length_ms != LENGTH)).order_by(e.show_id, e.season, e.number)


def at(model: Any, show_id: str, episode: Episode) -> tuple[ColumnElement[bool], ...]:
    """Of this episode."""
    return (model.show_id == show_id, model.season == episode[0], model.number == episode[1])


def place(show_id: str, episode: Episode) -> tuple[ColumnElement[Any], ...]:
    """As columns of what is written."""
    return (literal(show_id, Id), literal(episode[0], Integer), literal(episode[1], Integer))
