"""Reads of relations: what somebody is not to be shown, and who stands how to whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Select, Text, and_, bindparam, cast, func, literal_column, null, or_, select, union_all

from fandom.accounts.models import Account
from fandom.accounts.relations.models import Block, Follow, Mute
from fandom.accounts.relations.values import Counts, Relation
from fandom.core import clock
from fandom.core.viewer import NOTHING_HIDDEN, Hidden
from fandom.infra.db import db

b = Block.__table__.c
f = Follow.__table__.c
mu = Mute.__table__.c
a = Account.__table__.c

# How the rows of `_HIDDEN` are called that are not mutes.
_BLOCKED = "blocked"
_ME: Any = bindparam("me", type_=Text)
_LASTING = or_(mu.until.is_(None), mu.until > bindparam("now", type_=DateTime(timezone=True)))


def _blocks(other: Any, one: Any) -> Select[Any]:
    forever = cast(null(), DateTime(timezone=True))
    kind: Any = literal_column(f"'{_BLOCKED}'").label("kind")
    return select(kind, cast(other, Text).label("value"), forever.label("until")).where(one == _ME)


_HIDDEN: Any = union_all(
    _blocks(b.blocked_id, b.blocker_id),
    _blocks(b.blocker_id, b.blocked_id),
    select(mu.kind, mu.value, mu.until).where(mu.account_id == _ME, _LASTING),
)
_OTHERS = _HIDDEN.subquery("hidden").c
_ACCOUNTS = select(_OTHERS.kind, _OTHERS.value).where(
    _OTHERS.kind.in_([_BLOCKED, "account"]), _OTHERS.value.in_(bindparam("others", expanding=True))
)

_FOLLOWS = select(f.follower_id).where(
    or_(
        and_(f.follower_id == _ME, f.followed_id == bindparam("other")),
        and_(f.follower_id == bindparam("other"), f.followed_id == _ME),
    )
)


def hidden_from(account_id: str) -> Hidden:
    """What this account is not to be shown now; mutes that are over count no more."""
    found: dict[str, set[str]] = {kind: set() for kind in (_BLOCKED, "account", "show", "tag", "word")}
    ends: list[datetime] = []
    for row in db.session.execute(_HIDDEN, {"me": account_id, "now": clock.now()}):
        found[row.kind].add(row.value)
        if row.until:
            ends.append(row.until)
    if not any(found.values()):
        return NOTHING_HIDDEN
    return Hidden(
        accounts=frozenset(found["account"] | found[_BLOCKED]),
        shows=frozenset(found["show"]),
        tags=frozenset(found["tag"]),
        words=frozenset(found["word"]),
        blocked=frozenset(found[_BLOCKED]),
        until=min(ends, default=None),
    )


def hidden_between(account_id: str, other_ids: Iterable[str]) -> frozenset[str]:
    """Those of `other_ids` that this account is to hear nothing of: muted by it, or blocked by either."""
    return frozenset(row.value for row in _standing(account_id, other_ids))


def blocked_between(account_id: str, other_ids: Iterable[str]) -> frozenset[str]:
    """Those of `other_ids` who blocked this account or whom it blocked."""
    return frozenset(row.value for row in _standing(account_id, other_ids) if row.kind == _BLOCKED)


def relation(account_id: str, other_id: str) -> Relation:
    """How `account_id` stands to the other."""
    follows = {row.follower_id for row in db.session.execute(_FOLLOWS, {"me": account_id, "other": other_id})}
    muted = and_(mu.account_id == account_id, mu.kind == "account", mu.value == other_id, _LASTING)
    mute = db.session.execute(select(mu.until).where(muted), {"now": clock.now()}).one_or_none()
    blocked = select(b.at).where(b.blocker_id == account_id, b.blocked_id == other_id)
    return Relation(
        following=account_id in follows,
        follows_me=other_id in follows,
        muted=mute is not None,
        muted_until=mute.until if mute else None,
        blocked=db.session.execute(blocked).first() is not None,
    )


def counts(account_id: str) -> Counts:
    def many(who: Any, of: Any) -> Any:
        there = select(func.count()).join_from(Follow.__table__, Account.__table__, a.id == who)
        return there.where(of == account_id, a.state == "active").scalar_subquery()

    row = db.session.execute(select(many(f.follower_id, f.followed_id), many(f.followed_id, f.follower_id))).one()
    return Counts(*row)


def _standing(account_id: str, other_ids: Iterable[str]) -> Iterable[Any]:
    others = list(other_ids)
    return db.session.execute(_ACCOUNTS, {"me": account_id, "now": clock.now(), "others": others}) if others else ()
