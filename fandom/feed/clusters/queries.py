"""Reads of clusters: by ids of moments, and for statements of others."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, literal_column, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.core.viewer import SYSTEM, VISITOR
from fandom.feed.clusters.joining import MARGIN
from fandom.feed.clusters.models import ClusteredMoment
from fandom.infra import reading
from fandom.infra.db import db
from fandom.posts.queries import hiding, listed
from fandom.posts.spans import Episode

# So many of a cluster lie in the item that stands for it.
BESIDE = 10
# The best of so many of its newest: in a great cluster nobody looks at all of them for a page.
LOOKED_AT = 50
IDS = ARRAY(TEXT)
c = ClusteredMoment.__table__.c
_LEADERS = reading.sql_of(select(c.moment_id, c.leader_id).where(c.moment_id == func.any(bindparam("ids", type_=IDS))))


def leader_of(moment_id: ColumnElement[str]) -> ColumnElement[str]:
    """Null for what is in no cluster."""
    return select(c.leader_id).where(c.moment_id == moment_id).scalar_subquery()


def leaders(moment_ids: Collection[str]) -> dict[str, str]:
    """By id, of those that are in a cluster."""
    rows = reading.rows(_LEADERS, {"ids": list(moment_ids)}) if moment_ids else ()
    return {row[0]: row[1] for row in rows}


def together(conditions: Callable[[Any], Collection[ColumnElement[bool]]], order: Collection[str]) -> Select[Any]:
    """Keys of moments as `listed` has them, of which the `conditions` hold: the first few of each cluster of those
    whose leaders are in the value `together`.
    """
    led = func.unnest(bindparam("together", type_=IDS)).table_valued("id").render_derived(name="led")
    newest = select(c.moment_id).where(c.leader_id == led.c.id).order_by(c.moment_id.desc()).limit(_written(LOOKED_AT))
    member, found = newest.lateral("member"), listed(VISITOR)
    # Fenced off by the offset, so that each is looked up by its id whatever the planner thinks of shows and episodes.
    fenced = found.where(found.selected_columns.id == member.c.moment_id).offset(_written(0)).lateral("key")
    key = fenced.c
    place = func.row_number().over(partition_by=led.c.id, order_by=[key[name].desc() for name in order])
    members = select(*key, place.label("nth")).select_from(led.join(member, true()).join(fenced, true()))
    few = members.where(*conditions(key)).subquery("few")
    return select(few).where(few.c.nth <= _written(BESIDE + 1))


def _written(number: int) -> ColumnElement[int]:
    return literal_column(str(number))


def cluster_of(moment_id: str) -> tuple[Episode | None, Sequence[str]]:
    """In which episode it is kept, and who is in it; None and nobody where it is in none."""
    mine = db.session.execute(select(*c).where(c.moment_id == moment_id)).one_or_none()
    if mine is None:
        return None, ()
    mates = db.session.scalars(select(c.moment_id).where(c.leader_id == mine.leader_id))
    return (mine.show_id, mine.season, mine.number), mates.all()


def kept(episode: Episode) -> Mapping[str, str]:
    """Leaders by the ids of those that they lead, themselves included, as they are kept."""
    show_id, season, number = episode
    here = (c.show_id == show_id, c.season == season, c.number == number)
    rows = db.session.execute(select(c.moment_id, c.leader_id).where(*here))
    return {row.moment_id: row.leader_id for row in rows}


def kept_with(episode: Episode, moment_ids: Collection[str]) -> Mapping[str, str]:
    """The same of those clusters alone that any of these is in."""
    led = leaders(moment_ids).values()
    # Asked for by leader alone: whoever plans this must not think of going through the episode.
    rows = db.session.execute(select(*c).where(c.leader_id == func.any(literal(sorted(set(led)), IDS)))) if led else ()
    return {row.moment_id: row.leader_id for row in rows if (row.show_id, row.season, row.number) == episode}


def is_beaten(moment_id: str) -> bool:
    """Whether this member is clearly ahead of its leader or, being the leader, clearly behind a member."""
    return bool(reading.rows(_ahead(), {"of": moment_id, **hiding(SYSTEM)}))


@cache
def _ahead() -> str:
    of: Any = bindparam("of", type_=TEXT)
    mine = leader_of(of)
    key, best = listed(SYSTEM).subquery("member"), listed(SYSTEM).subquery("leader")
    members = select(key.c.id).join_from(ClusteredMoment.__table__, key, key.c.id == c.moment_id)
    ahead = members.join(best, best.c.id == c.leader_id).where(
        c.leader_id == mine,
        or_(c.moment_id == of, mine == of),
        key.c.score > best.c.score + literal_column(str(MARGIN)),
    )
    return reading.sql_of(ahead.limit(literal_column("1")))
