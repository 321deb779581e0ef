"""Writes of who has a share in which bin. Each says what the moments say now, so that doing it twice is doing it once.

One at a time in a show: what is read is what is there when it is written.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from fandom.feed.clipped import queries
from fandom.feed.clipped.models import ClippedBin, ClippedEpisode, ClippedFan
from fandom.feed.clipped.queries import at
from fandom.feed.clipped.shares import shares
from fandom.feed.clipped.values import Episode
from fandom.infra.db import db

FAN = ("show_id", "season", "number", "bin", "account_id", "opens_key")
BIN = ("show_id", "season", "number", "bin", "opens_key", "fans")


def count_fan(*, show_id: str, account_id: str) -> None:
    """Of one fan, in every episode of this show that they have or had a moment in."""
    _hold(show_id)
    stale = queries.stale(show_id)
    for episode in queries.episodes_of(show_id, account_id):
        if episode in stale:
            _count_all(show_id, episode)
        else:
            _count_one(show_id, episode, account_id)


def count_episode(*, show_id: str, episode: Episode) -> None:
    """Of all fans."""
    _hold(show_id)
    _count_all(show_id, episode)


def count_stale(*, show_id: str) -> None:
    """Of all fans, in the episodes of this show that were never counted or have another length by now."""
    _hold(show_id)
    for episode in sorted(queries.stale(show_id)):
        _count_all(show_id, episode)


def erase_fan(*, account_id: str) -> None:
    """Their moments are gone, or go."""
    for show_id in queries.shows_of(account_id):
        _hold(show_id)
        gone = delete(ClippedFan).where(ClippedFan.show_id == show_id, ClippedFan.account_id == account_id)
        rows = db.session.execute(gone.returning(ClippedFan.season, ClippedFan.number, ClippedFan.bin)).all()
        for episode in sorted({(row.season, row.number) for row in rows}):
            _add_up(show_id, episode, {row.bin for row in rows if (row.season, row.number) == episode})


def _count_one(show_id: str, episode: Episode, account_id: str) -> None:
    wanted = {row.bin: row.opens_key for row in db.session.execute(_shares(show_id, episode, account_id))}
    mine = (*at(ClippedFan, show_id, episode), ClippedFan.account_id == account_id)
    there = db.session.execute(select(ClippedFan.bin, ClippedFan.opens_key).where(*mine))
    kept = {row.bin: row.opens_key for row in there}
    turned = {each for each in {*wanted, *kept} if wanted.get(each) != kept.get(each)}
    if not turned:
        return
    db.session.execute(delete(ClippedFan).where(*mine, ClippedFan.bin.in_(turned)))
    rows = [(show_id, *episode, each, account_id, wanted[each]) for each in turned if each in wanted]
    if rows:
        db.session.execute(insert(ClippedFan), [dict(zip(FAN, row, strict=True)) for row in rows])
    _add_up(show_id, episode, turned)


def _count_all(show_id: str, episode: Episode) -> None:
    length = queries.length(show_id, episode)
    if length is None:
        return
    row = upsert(ClippedEpisode).values(show_id=show_id, season=episode[0], number=episode[1], length_ms=length)
    db.session.execute(row.on_conflict_do_update(constraint="pk_clipped_episodes", set_={"length_ms": length}))
    db.session.execute(delete(ClippedFan).where(*at(ClippedFan, show_id, episode)))
    found = _shares(show_id, episode).subquery().c
    place = queries.place(show_id, episode)
    rows = select(*place, found.bin, found.account_id, found.opens_key)
    db.session.execute(insert(ClippedFan).from_select(FAN, rows))
    _add_up(show_id, episode)


def _shares(show_id: str, episode: Episode, account_id: str | None = None) -> Select[Any]:
    return shares(show_id, episode, queries.length(show_id, episode) or 1, account_id)


def _add_up(show_id: str, episode: Episode, bins: Collection[int] | None = None) -> None:
    """The fans of these bins, or of all."""
    of_fans, of_bins = at(ClippedFan, show_id, episode), at(ClippedBin, show_id, episode)
    if bins is not None:
        of_fans, of_bins = (*of_fans, ClippedFan.bin.in_(bins)), (*of_bins, ClippedBin.bin.in_(bins))
    db.session.execute(delete(ClippedBin).where(*of_bins))
    kind = (ClippedFan.bin, ClippedFan.opens_key)
    counted = select(*queries.place(show_id, episode), *kind, func.count()).where(*of_fans).group_by(*kind)
    db.session.execute(insert(ClippedBin).from_select(BIN, counted))


def _hold(show_id: str) -> None:
    """Until the end of the transaction; by itself, so that what is read after it is what the last one has written."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"clipped:{show_id}", 0))))
