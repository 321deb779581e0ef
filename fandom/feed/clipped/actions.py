"""Writes of who has a share in which bin. Each says what the moments say now, so that doing it twice is doing it once.

One at a time in a show: what is read is what is there when it is written.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from fandom.feed.clipped import queries
from fandom.feed.clipped.models import ClippedBin, ClippedEpisode, ClippedFan
from fandom.feed.clipped.queries import at
from fandom.feed.clipped.shares import shares, values
from fandom.feed.clipped.values import Episode
from fandom.infra.db import db

FAN = ("show_id", "season", "number", "bin", "account_id", "opens_key")
KEY = ("show_id", "season", "number", "bin", "opens_key")
BIN = (*KEY, "fans")


def count_fan(*, show_id: str, account_id: str) -> None:
    """Of one fan, in every episode of this show that they have or had a moment in."""
    _hold(show_id)
    for episode, length_ms, counted in queries.episodes_of(show_id, account_id):
        if counted:
            _count_one(show_id, episode, length_ms, account_id)
        else:
            _count_all(show_id, episode, length_ms)


def count_episode(*, show_id: str, episode: Episode) -> None:
    """Of all fans, if the episode is still there."""
    _hold(show_id)
    length_ms = queries.length(show_id, episode)
    if length_ms is not None:
        _count_all(show_id, episode, length_ms)


def count_stale(*, show_id: str) -> None:
    """Of all fans, in the episodes of this show that were never counted or have another length by now."""
    _hold(show_id)
    for episode in sorted(queries.stale(show_id)):
        count_episode(show_id=show_id, episode=episode)


def erase_fan(*, account_id: str) -> None:
    """Their moments are gone, or go."""
    for show_id in queries.shows_of(account_id):
        _hold(show_id)
        gone = delete(ClippedFan).where(ClippedFan.show_id == show_id, ClippedFan.account_id == account_id)
        rows = db.session.execute(gone.returning(*(getattr(ClippedFan, name) for name in KEY)))
        _shift([(*row, -1) for row in rows])


def _count_one(show_id: str, episode: Episode, length_ms: int, account_id: str) -> None:
    asked = values(show_id, episode, length_ms, account_id)
    wanted = {(row.bin, row.opens_key) for row in db.session.execute(shares(of_one=True), asked)}
    mine = (*at(ClippedFan, show_id, episode), ClippedFan.account_id == account_id)
    there = db.session.execute(select(ClippedFan.bin, ClippedFan.opens_key).where(*mine))
    kept = {(row.bin, row.opens_key) for row in there}
    gone, new = sorted(kept - wanted), sorted(wanted - kept)
    if gone:
        db.session.execute(delete(ClippedFan).where(*mine, ClippedFan.bin.in_([each for each, _ in gone])))
    if new:
        rows = [(show_id, *episode, each, account_id, opens) for each, opens in new]
        db.session.execute(insert(ClippedFan), [dict(zip(FAN, row, strict=True)) for row in rows])
    _shift([(show_id, *episode, *key, fans) for keys, fans in ((gone, -1), (new, 1)) for key in keys])


def _shift(changes: Sequence[tuple[Any, ...]]) -> None:
    """Rows of `BIN`: so many more fans, or fewer. Which fans there are besides nobody has to look at."""
    if not changes:
        return
    into = upsert(ClippedBin)
    more = {"fans": ClippedBin.fans + into.excluded.fans}
    rows = [dict(zip(BIN, row, strict=True)) for row in sorted(changes)]
    db.session.execute(into.on_conflict_do_update(constraint="pk_clipped_bins", set_=more), rows)
    for show_id, season, number in {row[:3] for row in changes}:
        nobody = (*at(ClippedBin, show_id, (season, number)), ClippedBin.fans == 0)
        db.session.execute(delete(ClippedBin).where(*nobody))


def _count_all(show_id: str, episode: Episode, length_ms: int) -> None:
    row = upsert(ClippedEpisode).values(show_id=show_id, season=episode[0], number=episode[1], length_ms=length_ms)
    db.session.execute(row.on_conflict_do_update(constraint="pk_clipped_episodes", set_={"length_ms": length_ms}))
    of_fans, of_bins = at(ClippedFan, show_id, episode), at(ClippedBin, show_id, episode)
    db.session.execute(delete(ClippedFan).where(*of_fans))
    db.session.execute(delete(ClippedBin).where(*of_bins))
    found = shares().params(values(show_id, episode, length_ms)).subquery().c
    place = queries.place(show_id, episode)
    rows = select(*place, found.bin, found.account_id, found.opens_key)
    db.session.execute(insert(ClippedFan).from_select(FAN, rows))
    kind = (ClippedFan.bin, ClippedFan.opens_key)
    counted = select(*place, *kind, func.count()).where(*of_fans).group_by(*kind)
    db.session.execute(insert(ClippedBin).from_select(BIN, counted))


def _hold(show_id: str) -> None:
    """Until the end of the transaction; by itself, so that what is read after it is what the last one has written."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"clipped:{show_id}", 0))))
