"""Writes of notifications: telling somebody of each occasion once, reading, and what they want to be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from fandom.accounts.relations.queries import hidden_between
from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, record
from fandom.notifications import queries
from fandom.notifications.choices import Choice, Wishes
from fandom.notifications.digest.actions import begin_with_next
from fandom.notifications.events import LetterDue, NotificationCreated, NotificationsRead
from fandom.notifications.models import Notification, NotificationPart, NotificationSettings

# To somebody who reads letters only: of one line, no more often than that.
LETTERS_APART = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class News:
    """What somebody is told. `key` names the occasion: each account hears of it once. `data`: ids, our own words.

    `line`: occasions that share it are told in one line, which comes back with each of them.
    """

    kind: str
    key: str
    subject: tuple[str, str]
    actor_id: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    line: str | None = None


def tell(*, account_id: str, news: News) -> None:
    """Nobody is told of what they did themselves, of whom they do not want to hear, or of the same thing twice."""
    if account_id == news.actor_id or (news.actor_id and hidden_between(account_id, [news.actor_id])):
        return
    wanted = queries.wishes(account_id).of(news.kind)
    if wanted.any and not queries.has_left(account_id) and _is_new(account_id, news):
        _tell(account_id, news, wanted)


def read_up_to(*, account_id: str, notification_id: str) -> None:
    """That one and all before it."""
    _read(account_id, Notification.id <= notification_id)


def read_one(*, account_id: str, notification_id: str) -> None:
    _read(account_id, Notification.id == notification_id)


def choose(*, account_id: str, choices: Mapping[str, Choice], digest: bool) -> Wishes:
    """All of them at once. Whoever asks for the digest gets the first one when the next week is over."""
    _one_at_a_time("wishes", account_id)
    before = queries.wishes(account_id)
    said = {kind: {"web": choice.web, "mail": choice.mail} for kind, choice in choices.items()}
    row = {"account_id": account_id, "choices": said, "digest": digest, "version": 1, "updated_at": clock.now()}
    new: Any = {name: row[name] for name in ("choices", "digest", "updated_at")}
    kept = insert(NotificationSettings).values(row)
    new |= {"version": NotificationSettings.version + 1}
    db.session.execute(kept.on_conflict_do_update(index_elements=["account_id"], set_=new))
    if digest and not before.digest:
        begin_with_next(account_id=account_id)
    return queries.wishes(account_id)


def stop_letters(*, account_id: str, what: str) -> None:
    """`what` is digest, or a kind. Again is the same as once. Of who has left nothing is kept again, this neither."""
    if queries.has_left(account_id):
        return
    _one_at_a_time("wishes", account_id)
    wishes = queries.wishes(account_id)
    choices = {kind: Choice(each.web, each.mail and kind != what) for kind, each in wishes.choices.items()}
    choose(account_id=account_id, choices=choices, digest=wishes.digest and what != "digest")


def _is_new(account_id: str, news: News) -> bool:
    """Of those who tell of the same occasion at once, one is first."""
    row = {"account_id": account_id, "key": news.key, "line": news.line or news.key}
    part = insert(NotificationPart).values(**row, actor_id=news.actor_id, at=clock.now())
    return db.session.scalar(part.on_conflict_do_nothing().returning(NotificationPart.key)) is not None


def _tell(account_id: str, news: News, wanted: Choice) -> None:
    now, line, told = clock.now(), news.line or news.key, new_id()
    _one_at_a_time("line", account_id, line)
    mine = (Notification.account_id == account_id, Notification.key == line)
    before = db.session.execute(select(Notification.at, Notification.read_at).where(*mine).with_for_update())
    known = before.one_or_none()
    # A new id: it comes back on top, and reading up to what it said before leaves it unread.
    said = {"id": told, "at": now, "kind": news.kind, "actor_id": news.actor_id, "data": dict(news.data)}
    said |= {"subject_kind": news.subject[0], "subject_id": news.subject[1], "web": wanted.web}
    said |= {"read_at": None if wanted.web else now}
    row = insert(Notification).values(account_id=account_id, key=line, **said)
    db.session.execute(row.on_conflict_do_update(index_elements=["account_id", "key"], set_=said))
    if wanted.web:
        record(NotificationCreated(told, account_id))
    if wanted.mail and (known is None or _worth_a_letter(known.at, known.read_at, now, wanted)):
        record(LetterDue(account_id, line, told))


def _one_at_a_time(*what: str) -> None:
    """A row that may not be there yet cannot be locked: two who would write it follow each other here."""
    number = func.hashtextextended(" ".join(what), 0)
    db.session.execute(select(func.pg_advisory_xact_lock(number)))


def _worth_a_letter(at: datetime, read_at: datetime | None, now: datetime, wanted: Choice) -> bool:
    """Who has not read the line yet has had the letter."""
    return read_at is not None if wanted.web else now - at > LETTERS_APART


def _read(account_id: str, which: Any) -> None:
    mine = (Notification.account_id == account_id, which, Notification.read_at.is_(None))
    read = update(Notification).where(*mine).values(read_at=clock.now()).returning(Notification.id)
    if db.session.execute(read.execution_options(synchronize_session=False)).all():
        record(NotificationsRead(account_id))
