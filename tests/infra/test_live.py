"""Topics in Redis: a seq that rises by one, an epoch that tells a new count from an old one, people that add up."""

import threading
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from flask import Flask
from redis import Redis

from fandom.infra import live
from fandom.infra.breaker import Breaker, connect, redis
from fandom.infra.live import LivePosition, Message


@pytest.fixture
def heard(app: Flask) -> Iterator[Any]:
    """A call gives the next message of the channel."""
    connection = redis().redis
    assert connection
    pubsub = connection.pubsub()
    pubsub.subscribe(live.channel(connection))
    assert pubsub.get_message(timeout=60)["type"] == "subscribe"
    yield lambda: orjson.loads(pubsub.get_message(timeout=60)["data"])
    pubsub.close()


def test_seq_rises_by_one_and_is_what_is_heard(heard: Any) -> None:
    for number in (1, 2, 3):
        told = live.publish(Message("show:x", "moment.changed", {"n": number}))
        said = heard()
        assert told is not None
        assert (said["live_epoch"], said["seq"], said["full"]) == (told.epoch, number, {"n": number})
    assert live.position("show:x") == LivePosition("show:x", told.epoch, 3, 3)


def test_topics_count_by_themselves(app: Flask) -> None:
    live.publish(Message("show:x", "moment.changed", {}))
    found = live.positions(["show:x", "show:y"])
    assert found is not None
    assert [each.seq for each in found] == [1, 0]
    assert found[0].epoch != found[1].epoch


def test_a_position_that_was_told_stays_good(app: Flask) -> None:
    before = live.position("show:x")
    assert before is not None
    live.publish(Message("show:x", "moment.changed", {}))
    after = live.position("show:x")
    assert after is not None
    assert after.epoch == before.epoch
    assert after.gap_since(before.epoch, before.seq)


def test_what_does_not_last_is_no_gap(app: Flask) -> None:
    first = live.publish(Message("show:x", "moment.changed", {}))
    live.publish(Message("show:x", "people", {}, lasting=False))
    now = live.position("show:x")
    assert first is not None
    assert now is not None
    assert now.seq == 2
    assert not now.gap_since(first.epoch, 1)
    assert now.gap_since(first.epoch, 0)
    assert now.gap_since(first.epoch, 3)
    assert now.gap_since(first.epoch, None)
    assert now.gap_since("other", 2)


def test_many_at_once_get_a_number_each(app: Flask) -> None:
    numbers: list[int] = []

    def tell() -> None:
        with app.app_context():
            for _ in range(25):
                found = live.publish(Message("show:x", "moment.changed", {}))
                assert found is not None
                numbers.append(found.seq)

    threads = [threading.Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 101))


def test_home_moves_when_any_of_its_shows_does(app: Flask) -> None:
    before = live.home(["x", "y"])
    assert before is not None
    assert before.topic == "home"
    assert live.home(["y", "x"]) == before
    live.publish(Message("show:y", "people", {}, lasting=False))
    assert live.home(["x", "y"]) == before
    live.publish(Message("show:y", "moment.changed", {}))
    after = live.home(["x", "y"])
    assert after is not None
    assert after.gap_since(before.epoch, before.seq)
    joined = live.home(["x", "y", "z"])
    assert joined is not None
    assert joined.epoch != before.epoch


def test_people_of_all_processes_add_up(heard: Any) -> None:
    live.people("show:x", "process1", 2, 1)
    live.people("show:x", "process2", 3, 0)
    live.people("show:x", "process2", 3, 0)
    live.people("show:x", "process1", 0, 0)
    said = [heard() for _ in range(3)]
    assert [each["full"] for each in said] == [
        {"here": 2, "typing": 1},
        {"here": 5, "typing": 1},
        {"here": 3, "typing": 0},
    ]
    assert [each["seq"] for each in said] == [1, 2, 3]


def test_people_of_a_process_that_has_fallen_silent_are_forgotten(heard: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PEOPLE_S", -1)
    live.people("show:x", "dead", 7, 0)
    monkeypatch.setattr(live, "PEOPLE_S", 25)
    live.people("show:x", "alive", 1, 0)
    last = heard()
    while last["full"]["here"] != 1:
        last = heard()


@pytest.fixture
def away(app: Flask, tmp_path: Any) -> Iterator[Redis | None]:
    """Redis is away until the test gives it back by `app.extensions["redis"] = …`."""
    before = app.extensions["redis"]
    app.extensions["redis"] = Breaker(connect(f"unix://{tmp_path}/nobody.sock"))
    yield before
    app.extensions["redis"] = before
    live.mend()


def test_without_redis_nothing_is_known_and_nothing_breaks(away: Any) -> None:
    assert live.publish(Message("show:x", "moment.changed", {})) is None
    assert live.position("show:x") is None
    assert live.home(["x"]) is None
    assert live.mine("a") is None
    live.people("show:x", "process", 1, 0)
    live.tell("renew", account="a")
    assert live.missed()


def test_a_word_between_the_processes_is_not_lost(app: Flask, away: Any) -> None:
    """Who has gone back in a show would otherwise go on hearing what lies ahead."""
    live.tell("renew", account="a")
    with away.redis.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe(live.channel(away.redis))
        heard.get_message(timeout=60)
        app.extensions["redis"] = away
        live.mend()
        message = heard.get_message(timeout=60)
    assert orjson.loads(message["data"]) == {"control": "renew", "account": "a"}
    assert not live.missed()


def test_a_topic_that_lost_a_message_gets_a_new_epoch(app: Flask, away: Any) -> None:
    there, app.extensions["redis"] = app.extensions["redis"], away
    before = live.publish(Message("show:x", "moment.changed", {}))
    app.extensions["redis"] = there
    live.publish(Message("show:x", "moment.changed", {}))
    app.extensions["redis"] = away
    after = live.publish(Message("show:x", "moment.changed", {}))
    assert before is not None
    assert after is not None
    assert after.epoch != before.epoch
    assert not live.missed()
