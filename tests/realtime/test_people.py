"""Counting people in one process, and when the others are told."""

import pytest

from fandom.core.viewer import VISITOR, Viewer
from fandom.infra import live
from fandom.realtime.people import REPEAT_S, TYPING_S, People
from fandom.realtime.sockets import Listener, Sockets

TOPIC = "moment:m1"
Told = list[tuple[str, int, int]]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    found: Told = []
    monkeypatch.setattr(live, "people", lambda topic, _process, here, typing: found.append((topic, here, typing)))
    return found


def enter(sockets: Sockets, sid: str, viewer: Viewer = VISITOR) -> Listener:
    made = Listener(sid, sid, None, viewer)  # type: ignore[arg-type]
    sockets.add(made)
    sockets.join(made, TOPIC, [TOPIC])
    return made


def test_two_windows_of_one_fan_are_one(told: Told) -> None:
    sockets, fan = Sockets(), Viewer(account_id="fan")
    people = People(sockets, Clock())
    for sid in ("a", "b"):
        enter(sockets, sid, fan)
    enter(sockets, "c")
    people.tick()
    people.tick()
    assert told == [(TOPIC, 2, 0)]


def test_typing_is_told_until_it_has_faded(told: Told) -> None:
    sockets, clock = Sockets(), Clock()
    people = People(sockets, clock)
    people.types(enter(sockets, "a"), TOPIC)
    people.tick()
    clock.now += TYPING_S + 1
    people.tick()
    people.tick()
    assert told == [(TOPIC, 1, 1), (TOPIC, 1, 0)]


def test_what_stands_is_repeated(told: Told) -> None:
    sockets, clock = Sockets(), Clock()
    people = People(sockets, clock)
    enter(sockets, "a")
    people.tick()
    clock.now += REPEAT_S
    people.tick()
    sockets.remove("a")
    people.tick()
    clock.now += REPEAT_S
    people.tick()
    assert told == [(TOPIC, 1, 0), (TOPIC, 1, 0), (TOPIC, 0, 0)]


def test_other_topics_have_no_people(told: Told) -> None:
    sockets = Sockets()
    people = People(sockets, Clock())
    made = enter(sockets, "a")
    sockets.leave(made, TOPIC)
    sockets.join(made, "me", ["account:a"])
    people.tick()
    assert told == [(TOPIC, 0, 0)]
