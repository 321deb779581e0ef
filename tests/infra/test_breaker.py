"""Redis away costs one time-out, not three."""

import pytest
from redis import ConnectionError as RedisConnectionError
from redis import Redis, ResponseError

from fandom.infra.breaker import OPEN_S, Breaker


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def away(_redis: Redis) -> None:
    raise RedisConnectionError("nobody there")


def here(_redis: Redis) -> str:
    return "pong"


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def breaker(watch: Watch) -> Breaker:
    return Breaker(Redis(), watch)


def test_an_answer_comes_through(breaker: Breaker) -> None:
    assert breaker.call(here) == "pong"
    assert breaker.closed


def test_after_a_failure_nobody_asks_for_a_while(breaker: Breaker) -> None:
    assert breaker.call(away) is None
    assert breaker.call(here) is None
    assert not breaker.closed


def test_then_one_asks_and_an_answer_closes_it(breaker: Breaker, watch: Watch) -> None:
    breaker.call(away)
    watch.now += OPEN_S
    assert breaker.call(here) == "pong"
    assert breaker.closed


def test_while_one_asks_the_others_wait(breaker: Breaker, watch: Watch) -> None:
    breaker.call(away)
    watch.now += OPEN_S
    seen = []

    def asked(_redis: Redis) -> str:
        seen.append(breaker.call(here))
        return "pong"

    breaker.call(asked)
    assert seen == [None]


def test_a_second_failure_opens_it_again(breaker: Breaker, watch: Watch) -> None:
    breaker.call(away)
    watch.now += OPEN_S
    breaker.call(away)
    watch.now += OPEN_S / 2
    assert breaker.call(here) is None


def test_an_error_of_ours_is_not_swallowed(breaker: Breaker) -> None:
    with pytest.raises(ZeroDivisionError):
        breaker.call(lambda _: 1 / 0)


def test_without_a_url_there_is_nothing_to_ask() -> None:
    assert Breaker(None).call(here) is None


def test_what_redis_refuses_counts_as_away(breaker: Breaker) -> None:
    def refused(_redis: Redis) -> None:
        raise ResponseError("READONLY")

    assert breaker.call(refused) is None
