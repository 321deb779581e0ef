"""Writes between fans: follow, mute and block, each the same twice as once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert

from fandom.accounts.relations.events import Blocked, Followed, Muted, Unblocked, Unfollowed, Unmuted
from fandom.accounts.relations.models import Block, Follow, HidingChange, Mute
from fandom.core import clock
from fandom.core.errors import Conflict, Invalid
from fandom.core.ids import new_id
from fandom.infra.db import db, record

# What is hidden is asked of every list and every frame, so it has a bound.
MUTES_MAX = 1_000
BLOCKS_MAX = 5_000
KEPT_FOR = timedelta(days=1)


def follow(*, account_id: str, other_id: str) -> None:
    """`other_id` comes from its door, where blocks were asked."""
    row = {"follower_id": account_id, "followed_id": other_id, "id": new_id(), "at": clock.now()}
    if _added(Follow, row):
        record(Followed(account_id, other_id))


def unfollow(*, account_id: str, other_id: str) -> None:
    if _gone(Follow, Follow.follower_id == account_id, Follow.followed_id == other_id):
        record(Unfollowed(account_id, other_id))


def block(*, account_id: str, other_id: str) -> None:
    """Ends what either follows of the other."""
    _check_blocks(account_id, other_id)
    unfollow(account_id=account_id, other_id=other_id)
    unfollow(account_id=other_id, other_id=account_id)
    if _added(Block, {"blocker_id": account_id, "blocked_id": other_id, "at": clock.now()}):
        _hides_otherwise(account_id, other_id)
        record(Blocked(account_id, other_id))


def unblock(*, account_id: str, other_id: str) -> None:
    if _gone(Block, Block.blocker_id == account_id, Block.blocked_id == other_id):
        _hides_otherwise(account_id, other_id)
        record(Unblocked(account_id, other_id))


def mute(*, account_id: str, kind: str, value: str, for_s: int | None = None) -> None:
    """For so many seconds from now, or for ever; said again, the new time counts."""
    now = clock.now()
    until = now + timedelta(seconds=for_s) if for_s is not None else None
    _check_room(account_id, kind, value)
    row = {"account_id": account_id, "kind": kind, "value": value, "until": until, "at": now}
    db.session.execute(upsert(Mute).values(row).on_conflict_do_update(constraint="pk_mutes", set_={"until": until}))
    _hides_otherwise(account_id)
    record(Muted(account_id, kind, value))


def unmute(*, account_id: str, kind: str, value: str) -> None:
    if _gone(Mute, Mute.account_id == account_id, Mute.kind == kind, Mute.value == value):
        _hides_otherwise(account_id)
        record(Unmuted(account_id, kind, value))


def forget_old() -> None:
    """Mutes that are over, and notes that every web process has long read."""
    now = clock.now()
    db.session.execute(delete(Mute).where(Mute.until < now))
    db.session.execute(delete(HidingChange).where(HidingChange.at < now - KEPT_FOR))


def erase(*, account_id: str) -> None:
    """All that an account has to do with others."""
    both = (Follow.follower_id == account_id, Follow.followed_id == account_id)
    db.session.execute(delete(Follow).where(or_(*both)))
    db.session.execute(delete(Block).where(or_(Block.blocker_id == account_id, Block.blocked_id == account_id)))
    muted = (Mute.kind == "account") & (Mute.value == account_id)
    db.session.execute(delete(Mute).where(or_(Mute.account_id == account_id, muted)))


def _check_room(account_id: str, kind: str, value: str) -> None:
    """What is muted already may be muted for longer."""
    others = tuple_(Mute.kind, Mute.value) != tuple_(kind, value)
    count = select(func.count()).select_from(Mute).where(Mute.account_id == account_id, others)
    if db.session.execute(count).scalar_one() >= MUTES_MAX:
        raise Invalid(errors={"value": ["That is as much as can be muted; take something back first."]})


def _check_blocks(account_id: str, other_id: str) -> None:
    others = (Block.blocker_id == account_id, Block.blocked_id != other_id)
    if db.session.execute(select(func.count()).select_from(Block).where(*others)).scalar_one() >= BLOCKS_MAX:
        raise Conflict("That is as many as can be blocked; take one back first, or mute them.")


def _hides_otherwise(*account_ids: str) -> None:
    now = clock.now()
    db.session.execute(insert(HidingChange), [{"account_id": each, "at": now} for each in account_ids])


def _added(model: type[Follow | Block], row: dict[str, Any]) -> bool:
    made = upsert(model).values(row).on_conflict_do_nothing().returning(model.at)
    return db.session.execute(made).first() is not None


def _gone(model: type[Follow | Block | Mute], *which: Any) -> bool:
    """At a time, whichever of two asks first."""
    taken = delete(model).where(*which).returning(model.at).execution_options(synchronize_session=False)
    return db.session.execute(taken).first() is not None
