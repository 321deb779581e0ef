"""Lists of people and of what somebody has muted, by key."""

from typing import Any

from sqlalchemy import Select, and_, exists, or_, select, tuple_

from fandom.accounts.models import Account
from fandom.accounts.relations.models import Block, Follow, Mute
from fandom.accounts.relations.values import Fan, MutedThing
from fandom.core import clock, fandoms
from fandom.core.fandoms import Fandom
from fandom.core.paging import Page, page_of
from fandom.core.viewer import Viewer
from fandom.infra.db import db

a = Account.__table__.c
b = Block.__table__.c
f = Follow.__table__.c
mu = Mute.__table__.c
mine = Follow.__table__.alias("mine").c


def followers(viewer: Viewer, account_id: str, limit: int, before: str | None) -> Page[Fan]:
    """The last to come first; without those whom the viewer is not to be shown."""
    query = _fans(viewer, f.id).join(Follow.__table__, f.follower_id == a.id).where(f.followed_id == account_id)
    return _page(viewer, query, f.id, limit, before)


def following(viewer: Viewer, account_id: str, limit: int, before: str | None) -> Page[Fan]:
    """Likewise, whom they follow."""
    query = _fans(viewer, f.id).join(Follow.__table__, f.followed_id == a.id).where(f.follower_id == account_id)
    return _page(viewer, query, f.id, limit, before)


def blocked_by(viewer: Viewer, limit: int, before: str | None) -> Page[Fan]:
    query = _fans(viewer, b.blocked_id).join(Block.__table__, b.blocked_id == a.id)
    query = query.where(b.blocker_id == viewer.account_id, a.state == "active").order_by(b.blocked_id.desc())
    rows = db.session.execute((query.where(b.blocked_id < before) if before else query).limit(limit + 1))
    return page_of((Fan(*row) for row in rows), limit, "key")


def muted_by(viewer: Viewer, limit: int, after: str | None) -> Page[MutedThing]:
    """By kind and value; what is over, or is not there any more, is left out."""
    place = tuple_(mu.kind, mu.value)
    query = _mutes(viewer).order_by(place)
    if after is not None:
        query = query.where(place > tuple_(*after.split("/", 1)))
    return page_of(_muted(query.limit(limit + 1)), limit, "key")


def muted_thing(viewer: Viewer, kind: str, value: str) -> MutedThing | None:
    return next(iter(_muted(_mutes(viewer).where(mu.kind == kind, mu.value == value))), None)


def _mutes(viewer: Viewer) -> Select[Any]:
    there = and_(mu.kind == "account", a.id == mu.value, a.state == "active")
    query = select(mu.kind, mu.value, mu.until, mu.at, a.handle, a.display_name)
    query = query.select_from(Mute.__table__).outerjoin(Account.__table__, there)
    lasting = or_(mu.until.is_(None), mu.until > clock.now())
    return query.where(mu.account_id == viewer.account_id, lasting, or_(mu.kind != "account", a.id.is_not(None)))


def _muted(query: Select[Any]) -> list[MutedThing]:
    rows = db.session.execute(query).all()
    shows = fandoms.by_ids(row.value for row in rows if row.kind == "show")
    return [_thing(row, shows.get(row.value)) for row in rows]


def _thing(row: Any, show: Fandom | None) -> MutedThing:
    value, name = (show.slug, show.title) if show else (row.value, row.value)
    if row.kind == "account":
        value, name = row.handle, row.display_name
    return MutedThing(f"{row.kind}/{row.value}", row.kind, value, name, row.until, row.at)


def _fans(viewer: Viewer, key: Any) -> Select[Any]:
    followed = exists().where(mine.follower_id == (viewer.account_id or ""), mine.followed_id == a.id)
    return select(key, a.id, a.handle, a.display_name, a.about, a.avatar_id, followed).select_from(Account.__table__)


def _page(viewer: Viewer, query: Select[Any], key: Any, limit: int, before: str | None) -> Page[Fan]:
    query = query.where(a.state == "active", a.id.not_in(sorted(viewer.hidden.accounts))).order_by(key.desc())
    rows = db.session.execute((query.where(key < before) if before else query).limit(limit + 1))
    return page_of((Fan(*row) for row in rows), limit, "key")
