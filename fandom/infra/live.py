"""Live topics: each has an epoch and a seq in Redis, and every message of every topic goes over one channel."""

import hashlib
import secrets
import threading
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import orjson
from redis import Redis

from fandom.core.horizon import Position
from fandom.infra.breaker import redis
from fandom.infra.live_scripts import PEOPLE, POSITIONS, RAISE, RESTART

CHANNEL = "live"
# What clients call `me` and `home` is `account:<id>` and the shows of a member here.
ME, HOME, ACCOUNT = "me", "home", "account:"
KEPT_S = 24 * 3600
PEOPLE_S = 25
RESYNC = "live.resync"
MISSED_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Message:
    """One event on one topic.

    `safe` is for those whose horizon in `show_id` does not reach `reveals_at`, and nothing at all for those whose
    horizon does not reach `shown_from`; without `safe` everyone gets `full`. The author always gets `full`; the owner
    of what is answered there is shown it from the start.
    `lasting` is False for what no page needs to fetch if it was missed.
    """

    topic: str
    event: str
    full: dict[str, Any]
    safe: dict[str, Any] | None = None
    show_id: str | None = None
    reveals_at: Position | None = None
    shown_from: Position | None = None
    author_id: str | None = None
    owner_id: str | None = None
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class LivePosition:
    """`mark` is the seq of the last lasting message."""

    topic: str
    epoch: str
    seq: int
    mark: int = 0

    def gap_since(self, epoch: object, seq: object) -> bool:
        """Whether somebody who has everything up to (epoch, seq) has missed something lasting."""
        return epoch != self.epoch or not isinstance(seq, int) or not self.mark <= seq <= self.seq


class _Missed:
    """Topics whose message Redis did not take; each gets a new epoch once it is back. `words` are said again then."""

    lock = threading.Lock()
    topics: set[str] = set()
    words: set[bytes] = set()


def publish(message: Message) -> LivePosition | None:
    """Raise the topic's seq and send, in one step. None while Redis is away: then followers are told to fetch later."""
    if missed():
        mend()
    found = redis().call(lambda connection: _raise(connection, message))
    if found is None:
        _miss([message.topic])
    return found


def tell(kind: str, **ids: str | None) -> None:
    """A word between the processes, not for sockets; said later if Redis is away: others may not notice that it was."""
    word = orjson.dumps({"control": kind, **ids})
    if not _said(word):
        _miss(words=[word])


def position(topic: str) -> LivePosition | None:
    """Where the topic is now; None while Redis is away. Read it before the data it stands for."""
    found = positions([topic])
    return found[0] if found else None


def positions(topics: Iterable[str]) -> list[LivePosition] | None:
    names = list(topics)
    if not names:
        return []
    keys = [f"live:{name}" for name in names]
    rows = redis().call(lambda connection: POSITIONS.run(connection, keys, fresh_epoch(), KEPT_S))
    if rows is None:
        return None
    return [LivePosition(name, *_read(row)) for name, row in zip(names, rows, strict=True)]


def live_json(position: LivePosition | None) -> dict[str, Any] | None:
    """What an answer says of where its topic was before it was read; None while Redis is away."""
    return {"topic": position.topic, "epoch": position.epoch, "seq": position.seq} if position else None


def mine(account_id: str) -> LivePosition | None:
    """The position of `me`, for this account."""
    found = position(ACCOUNT + account_id)
    return found and replace(found, topic=ME)


def home(slugs: Iterable[str]) -> LivePosition | None:
    """The position of `home`, for somebody who has joined these shows."""
    found = positions(f"show:{slug}" for slug in slugs)
    return None if found is None else together(found)


def together(found: Iterable[LivePosition]) -> LivePosition:
    """One position for all of these: it moves when something lasting happens in any."""
    parts = sorted(found, key=lambda each: each.topic)
    said = " ".join(f"{each.topic}={each.epoch}" for each in parts)
    moved = sum(each.mark for each in parts)
    return LivePosition(HOME, hashlib.sha256(said.encode()).hexdigest()[:12], moved, moved)


def public(topic: str) -> str:
    """The name under which a client knows the topic."""
    return ME if topic.startswith(ACCOUNT) else topic


def people(topic: str, process: str, here: int, typing: int) -> None:
    """Say how many this process has; the sum is published if it changed. What is not repeated in time is forgotten."""
    head = _body({"topic": topic, "event": "people", "at": time.time()})[:-1] + b',"full":'

    def count(connection: Redis) -> Any:
        args = (fresh_epoch(), KEPT_S, channel(connection), head, process, here, typing, PEOPLE_S)
        return PEOPLE.run(connection, [f"live:{topic}", f"people:{topic}"], *args)

    redis().call(count)


def mend() -> None:
    """Give the topics that lost a message a new epoch, so that whoever follows them fetches; say the lost words."""
    with _Missed.lock:
        topics, _Missed.topics = list(_Missed.topics), set()
        words, _Missed.words = list(_Missed.words), set()
    while words and _said(words[-1]):
        words.pop()
    while topics and _restarted(topics[-1]):
        topics.pop()
    _miss(topics, words)


def missed() -> bool:
    return bool(_Missed.topics or _Missed.words)


def channel(connection: Redis) -> str:
    """Channels do not know databases, so the number of ours is part of the name."""
    number = connection.connection_pool.connection_kwargs.get("db") or 0
    return f"{CHANNEL}:{number}" if number else CHANNEL


def fresh_epoch() -> str:
    return secrets.token_hex(6)


def _raise(connection: Redis, message: Message) -> LivePosition:
    args = (fresh_epoch(), KEPT_S, channel(connection), int(message.lasting), _body(_envelope(message)))
    epoch, seq = RAISE.run(connection, [f"live:{message.topic}"], *args)
    return LivePosition(message.topic, epoch.decode(), seq, seq if message.lasting else 0)


def _restarted(topic: str) -> bool:
    body = _body({"topic": topic, "event": RESYNC, "at": time.time(), "full": {}})

    def restart(connection: Redis) -> bool:
        RESTART.run(connection, [f"live:{topic}"], fresh_epoch(), KEPT_S, channel(connection), body)
        return True

    return bool(redis().call(restart))


def _envelope(message: Message) -> dict[str, Any]:
    said: dict[str, Any] = {"topic": message.topic, "event": message.event, "at": time.time(), "full": message.full}
    if message.safe is not None:
        said |= {"safe": message.safe, "show": message.show_id}
    for name, place in (("reveals", message.reveals_at), ("shown", message.shown_from)):
        if place is not None:
            said[name] = (place.season, place.number, place.ms)
    for name, account_id in (("author", message.author_id), ("owner", message.owner_id)):
        if account_id is not None:
            said[name] = account_id
    return said


def _body(said: dict[str, Any]) -> bytes:
    """The inside of the message: Redis writes epoch and seq in front."""
    return orjson.dumps(said)[1:]


def _read(row: list[bytes]) -> tuple[str, int, int]:
    epoch, seq, mark = row
    return epoch.decode(), int(seq), int(mark)


def _said(word: bytes) -> bool:
    return redis().call(lambda connection: connection.publish(channel(connection), word)) is not None


def _miss(topics: Collection[str] = (), words: Collection[bytes] = ()) -> None:
    with _Missed.lock:
        if len(_Missed.topics) < MISSED_MAX:
            _Missed.topics.update(topics)
        if len(_Missed.words) < MISSED_MAX:
            _Missed.words.update(words)
