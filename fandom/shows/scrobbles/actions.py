"""Secret addresses made and given up, and what comes to them.

An event moves its fan forwards or not at all. It counts once: what has no time of its own is known by its digest, what
has one counts only if nothing the fan said themselves is newer. So neither a replay nor a late delivery undoes a step
back. Everything that comes to one address is done one after the other.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from fandom.accounts.queries import hash_of
from fandom.core import clock
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db
from fandom.shows.actions import advance_from
from fandom.shows.models import Progress
from fandom.shows.scrobbles.models import Hook, HookEvent
from fandom.shows.scrobbles.placing import episode_of, word_of
from fandom.shows.scrobbles.values import Heard, Message
from fandom.shows.values import EpisodeView

SECRET_BYTES = 24
# Clocks of other machines go wrong by this at most; beyond it nobody knows what they mean.
AHEAD = timedelta(minutes=5)
REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class _Became:
    outcome: str
    episode: EpisodeView | None = None
    position_ms: int | None = None


def make_hook(*, viewer: Viewer) -> str:
    """Its secret, which is told here only. One that was there before is of no use any more."""
    account_id, secret = str(viewer.account_id), secrets.token_urlsafe(SECRET_BYTES)
    row = {"account_id": account_id, "secret_hash": hash_of(secret), "created_at": clock.now()}
    fresh = {"secret_hash": row["secret_hash"], "created_at": row["created_at"], "used_at": None}
    made = insert(Hook).values(row).on_conflict_do_update(index_elements=["account_id"], set_=fresh)
    db.session.execute(made)
    audit(account_id, "hook.make", ("account", account_id))
    return secret


def choose_user(*, hook: Hook, only_user: str | None) -> None:
    hook.only_user = only_user
    db.session.flush()


def drop_hook(*, account_id: str) -> None:
    """What has come to it goes too."""
    if forget_hook(account_id=account_id):
        audit(account_id, "hook.drop", ("account", account_id))


def forget_hook(*, account_id: str) -> bool:
    gone = delete(Hook).where(Hook.account_id == account_id).returning(Hook.account_id)
    return db.session.scalar(gone) is not None


def hear(*, hook: Hook, message: Message) -> str:
    """What became of it: an outcome, or `again`. The hook is held until the end of the transaction."""
    hook.used_at = clock.now()
    seen = (HookEvent.account_id == hook.account_id, HookEvent.digest == message.digest)
    if db.session.scalar(select(HookEvent.id).where(*seen)):
        return "again"
    became = _became(hook, message.heard)
    _note(hook, message, became)
    return became.outcome


def _became(hook: Hook, heard: Heard | None) -> _Became:
    if heard is None:
        return _Became("other")
    if hook.only_user and (heard.user or "").casefold() != hook.only_user.casefold():
        return _Became("elsewhere")
    if heard.at is not None and heard.at > clock.now() + AHEAD:
        return _Became("early")
    episode = episode_of(heard)
    return _moved(hook.account_id, heard, episode) if episode else _Became("unmatched")


def _moved(account_id: str, heard: Heard, episode: EpisodeView) -> _Became:
    word = word_of(heard, episode)
    if word is None:
        return _Became("unclear", episode)
    position = word.specials.get(episode.number) if episode.season == 0 else word.position_ms
    if heard.at is not None and heard.at < (_said_at(account_id, episode.show_id) or heard.at):
        return _Became("old", episode, position)
    was, now = advance_from(viewer=Viewer(account_id=account_id), show_id=episode.show_id, word=word)
    return _Became("same" if was == now else "moved", episode, position)


def _said_at(account_id: str, show_id: str) -> datetime | None:
    """When the fan last said themselves how far they are; held, so that they cannot say it meanwhile."""
    mine = (Progress.account_id == account_id, Progress.show_id == show_id)
    return db.session.scalar(select(Progress.set_at).where(*mine).with_for_update())


def _note(hook: Hook, message: Message, became: _Became) -> None:
    """Whoever watches says so every few seconds: of what has a time of its own, one row for all in a row."""
    heard, episode = message.heard, became.episode
    row = HookEvent(
        id=new_id(),
        account_id=hook.account_id,
        digest=message.digest,
        at=clock.now(),
        player=message.player,
        title=heard.title if heard else "",
        outcome=became.outcome,
        position_ms=became.position_ms,
    )
    if episode:
        row.show_id, row.season, row.number = episode.show_id, episode.season, episode.number
    last = _last(hook.account_id)
    if heard and heard.at and last and _alike(last, row):
        last.digest, last.at, last.position_ms = row.digest, row.at, row.position_ms
    else:
        db.session.add(row)
        hook.unmatched += became.outcome == "unmatched"
    db.session.flush()
    _forget_old(hook.account_id)


def _last(account_id: str) -> HookEvent | None:
    mine = select(HookEvent).where(HookEvent.account_id == account_id)
    return db.session.scalars(mine.order_by(HookEvent.id.desc()).limit(1)).one_or_none()


def _alike(one: HookEvent, other: HookEvent) -> bool:
    names = ("player", "title", "outcome", "show_id", "season", "number")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _forget_old(account_id: str) -> None:
    mine = HookEvent.account_id == account_id
    oldest = select(HookEvent.id).where(mine).order_by(HookEvent.id.desc()).offset(REMEMBERED).limit(1)
    db.session.execute(delete(HookEvent).where(mine, HookEvent.id <= oldest.scalar_subquery()))
