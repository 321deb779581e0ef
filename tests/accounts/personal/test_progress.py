"""How far an export is: heard on the owner's topic, remembered for a while."""

import orjson
from flask import Flask

from fandom.accounts.personal import progress
from fandom.infra import live
from fandom.infra.breaker import redis


def test_its_owner_hears_of_it(app: Flask) -> None:
    connection = redis().redis
    assert connection
    with connection.pubsub() as heard:
        heard.subscribe(live.channel(connection))
        assert heard.get_message(timeout=60)["type"] == "subscribe"
        progress.tell("ada", "it", "making", 40)
        said = orjson.loads(heard.get_message(timeout=60)["data"])
    assert (said["topic"], said["event"]) == ("account:ada", "export.changed")
    assert said["full"] == {"export": {"id": "it", "state": "making", "percent": 40}}
    assert progress.percent_of("it") == 40


def test_without_redis_it_is_only_not_known(app: Flask) -> None:
    assert progress.percent_of("another") == 0
    redis().call(lambda found: found.flushdb())
    assert progress.percent_of("it") == 0
