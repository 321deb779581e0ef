"""Who follows whom in the demo: the same few each time, of those who love the same shows."""

import zlib
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from fandom.accounts.relations.actions import follow
from fandom.accounts.relations.models import Follow
from fandom.demo import past
from fandom.demo.people import Cast
from fandom.demo.story import Member
from fandom.infra.db import db

FOLLOWED = 6


def bring_in(members: Sequence[Member], cast: Cast) -> None:
    """All in one transaction, so that they are there or are not."""
    ids = {handle: str(viewer.account_id) for handle, viewer in cast.viewers.items()}
    if db.session.scalar(select(Follow.id).where(Follow.follower_id.in_(ids.values())).limit(1)):
        return
    with past.work(past.LONG_AGO):
        for fan, other in _pairs(members):
            with past.at(cast.when(min(fan.joined_ago, other.joined_ago) * 0.7)):
                follow(account_id=ids[fan.handle], other_id=ids[other.handle])


def _pairs(members: Sequence[Member]) -> Iterator[tuple[Member, Member]]:
    for fan in members:
        near = [other for other in members if other is not fan and set(other.shows) & set(fan.shows)]
        yield from ((fan, other) for other in sorted(near, key=lambda other: _distance(fan, other))[:FOLLOWED])


def _distance(fan: Member, other: Member) -> tuple[int, int]:
    return -len(set(fan.shows) & set(other.shows)) // 2, zlib.crc32(f"{fan.handle}{other.handle}".encode())
