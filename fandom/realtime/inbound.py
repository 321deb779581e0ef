"""What clients may send: watch, unwatch, typing, clock. Each answers {ok, …} or {ok: false, error: problem}."""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, Protocol

import structlog
from flask import Flask
from marshmallow import Schema, ValidationError, fields, validate

from fandom.core.errors import FandomError, Forbidden, Invalid, NotFound, TooMany
from fandom.infra import live
from fandom.infra.problems import problem_of
from fandom.realtime import rights, topics
from fandom.realtime.sockets import TOPICS_MAX, Listener, Sockets

log = structlog.get_logger()

Answer = dict[str, Any]
READY_S = 1.0


class House(Protocol):
    """What the handlers need of the hub."""

    app: Flask
    sockets: Sockets

    def types(self, listener: Listener, topic: str) -> None: ...
    def live_is_up(self, wait_s: float) -> bool: ...
    def owe(self, topics: Iterable[str]) -> None: ...
    def passed(self, position: live.LivePosition) -> None: ...


class Topic(Schema):
    topic = fields.String(required=True, validate=validate.Length(1, 200))


class Watch(Topic):
    epoch = fields.String(allow_none=True, validate=validate.Length(max=64))
    seq = fields.Integer(strict=True, allow_none=True, validate=validate.Range(min=0, max=2**53))


class Typing(Schema):
    moment = fields.String(required=True, validate=validate.Length(1, 64))


class Clock(Schema):
    t0_epoch_ms = fields.Float(required=True, validate=validate.Range(min=0, max=2**53))


def watch(house: House, listener: Listener, asked: Answer) -> Answer:
    topic = asked["topic"]
    if not listener.viewer.has_scope("read"):
        raise Forbidden("This token does not have the scope for that.")
    if len(listener.watched) >= TOPICS_MAX and topic not in listener.watched:
        raise TooMany(60, "This connection follows too many topics already.")
    entry = _enter(house, listener, topic)
    up = house.live_is_up(READY_S)
    rights.learn(listener, entry.show_ids)
    # Joined before the position is read: what happens in between is heard, and never lost.
    house.sockets.join(listener, topic, entry.topics)
    found = live.positions(entry.topics) if up else None
    if found is None:
        house.owe(entry.topics)
        return {"topic": topic, "epoch": None, "seq": None, "gap": True}
    return {"topic": topic} | _here(house, topic, found, asked)


def _enter(house: House, listener: Listener, topic: str) -> topics.Entry:
    """Who is refused now does not go on hearing what they were let into before."""
    try:
        return topics.enter(listener.viewer, topic)
    except FandomError:
        house.sockets.leave(listener, topic)
        raise


def unwatch(house: House, listener: Listener, asked: Answer) -> Answer:
    house.sockets.leave(listener, asked["topic"])
    return {"topic": asked["topic"]}


def typing(house: House, listener: Listener, asked: Answer) -> Answer:
    topic = f"moment:{asked['moment']}"
    if not listener.viewer.signed_in or not listener.viewer.has_scope("write"):
        raise Forbidden
    if topic not in listener.watched:
        raise NotFound
    house.types(listener, topic)
    return {}


def clock(_house: House, _listener: Listener, asked: Answer) -> Answer:
    now = time.time() * 1000
    return {"t0_epoch_ms": asked["t0_epoch_ms"], "t1_epoch_ms": now, "t2_epoch_ms": time.time() * 1000}


Handler = Callable[[House, Listener, Answer], Answer]
EVENTS: dict[str, tuple[Schema, Handler]] = {
    "watch": (Watch(), watch),
    "unwatch": (Topic(), unwatch),
    "typing": (Typing(), typing),
    "clock": (Clock(), clock),
}


def answer(house: House, name: str, sid: str, args: Sequence[object]) -> Answer:
    """Never raises: a handler that fails answers its caller and leaves the connection as it was."""
    with house.app.app_context():
        try:
            schema, handle = EVENTS.get(name) or _no_such_event()
            listener = house.sockets.by_sid.get(sid) or _no_such_event()
            return {"ok": True} | handle(house, listener, _load(schema, args))
        except Exception as error:
            problem = problem_of(error)
            if problem.status >= 500:
                log.exception("socket event failed", event_name=name)
            return {"ok": False, "error": problem.body()}


def _no_such_event() -> NoReturn:
    raise NotFound("There is no such event.")


def _load(schema: Schema, args: Sequence[object]) -> Answer:
    if len(args) != 1 or not isinstance(args[0], dict):
        raise Invalid({"": ["One object, please."]})
    try:
        loaded: Answer = schema.load(args[0])
    except ValidationError as error:
        raise Invalid(error.messages_dict) from error
    return loaded


def _here(house: House, topic: str, found: list[live.LivePosition], asked: Answer) -> Answer:
    for each in found:
        house.passed(each)
    now = live.together(found) if topic == live.HOME else found[0]
    gap = now.gap_since(asked.get("epoch"), asked.get("seq"))
    said: Answer = {"epoch": now.epoch, "seq": now.seq, "gap": gap}
    if topic == live.HOME:
        said["topics"] = [{"topic": each.topic, "epoch": each.epoch, "seq": each.seq} for each in found]
    return said
