"""Rate limits, with Redis, without it, and while it hangs."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fandom.infra.breaker import OPEN_S, Breaker, connect
from fandom.infra.counters import Local
from fandom.infra.limits import address, digest
from tests.support.http import Http
from tests.support.people import make_fan

Client = Callable[..., Http]
# A try without a password counts like any other and costs no argon2.
TRY = {"login": "ada"}


class Stopwatch:
    now = 1.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def limited_app(app: Flask) -> Iterator[Flask]:
    kept = app.extensions["redis"]
    app.extensions["unlimited"] = False
    app.extensions["counters"] = Local()
    yield app
    app.extensions["unlimited"] = True
    app.extensions["redis"] = kept


@pytest.fixture
def silent_redis() -> Iterator[socket.socket]:
    """Lets everybody connect and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        listening.setblocking(False)
        yield listening


def callers(listening: socket.socket) -> int:
    """How many have connected since the last time."""
    found = 0
    with suppress(BlockingIOError):
        while True:
            listening.accept()[0].close()
            found += 1
    return found


def lose_redis(app: Flask) -> None:
    app.extensions["redis"] = Breaker(connect("unix:///nowhere/valkey.sock"))


def statuses(browser: Http, times: int, **changes: Any) -> list[int]:
    return [browser.post("/session", TRY | changes).status_code for _ in range(times)]


def assert_refused(response: TestResponse) -> None:
    assert response.status_code == 429
    assert response.mimetype == "application/problem+json"
    assert 1 <= int(response.headers["Retry-After"]) <= 61
    assert response.json["type"].endswith("too-many")


def test_eleventh_sign_in_of_a_minute_is_refused(limited_app: Flask, http: Client) -> None:
    browser = http()
    assert statuses(browser, 10) == [422] * 10
    assert_refused(browser.post("/session", TRY))


def test_right_password_does_not_get_past_the_limit(limited_app: Flask, http: Client) -> None:
    ada = make_fan("ada")
    browser = http()
    statuses(browser, 10)
    assert_refused(browser.post("/session", {"login": "ada", "password": ada.password}))


def test_same_handle_is_refused_from_other_addresses_too(limited_app: Flask, http: Client) -> None:
    browser = http()
    for number in range(10):
        browser.post("/session", TRY, environ_base={"REMOTE_ADDR": f"10.0.0.{number}"})
    from_elsewhere = {"REMOTE_ADDR": "10.0.1.1"}
    assert_refused(browser.post("/session", TRY | {"login": " ADA "}, environ_base=from_elsewhere))
    assert browser.post("/session", TRY | {"login": "bob"}, environ_base=from_elsewhere).status_code == 422


def test_same_address_is_refused_for_other_handles_too(limited_app: Flask, http: Client) -> None:
    browser = http()
    for number in range(10):
        browser.post("/session", TRY | {"login": f"fan_{number}"})
    assert_refused(browser.post("/session", TRY | {"login": "somebody"}))


@pytest.mark.parametrize("body", [[], "text", 7, {"login": 7}, {"login": ["ada"]}, {}])
def test_unreadable_sign_ins_are_counted_by_address(limited_app: Flask, http: Client, body: Any) -> None:
    browser = http()
    for _ in range(10):
        assert browser.post("/session", body).status_code in {400, 422}
    assert_refused(browser.post("/session", body))


def test_without_redis_the_same_rule_holds(limited_app: Flask, http: Client) -> None:
    lose_redis(limited_app)
    browser = http()
    assert statuses(browser, 10) == [422] * 10
    assert_refused(browser.post("/session", TRY))


def test_losing_redis_gives_no_fresh_allowance(limited_app: Flask, http: Client) -> None:
    browser = http()
    statuses(browser, 10)
    lose_redis(limited_app)
    assert_refused(browser.post("/session", TRY))


def test_what_another_process_counted_counts_here(limited_app: Flask, http: Client) -> None:
    browser = http()
    statuses(browser, 10)
    limited_app.extensions["counters"] = Local()
    assert_refused(browser.post("/session", TRY))


def test_redis_that_has_forgotten_gives_no_fresh_allowance(limited_app: Flask, http: Client) -> None:
    browser = http()
    statuses(browser, 10)
    limited_app.extensions["redis"].call(lambda connection: connection.flushdb())
    assert_refused(browser.post("/session", TRY))


def test_hanging_redis_costs_one_time_out(limited_app: Flask, http: Client, silent_redis: socket.socket) -> None:
    """Two limits are counted for a sign-in, but only the first of them waits."""
    still = Stopwatch()
    url = f"redis://127.0.0.1:{silent_redis.getsockname()[1]}"
    limited_app.extensions["redis"] = Breaker(connect(url), clock=still)
    browser = http()
    assert [browser.post("/session", TRY).status_code for _ in range(2)] == [422, 422]
    assert callers(silent_redis) == 1
    still.now += OPEN_S
    browser.post("/session", TRY)
    assert callers(silent_redis) == 1


def test_headers_are_on_limited_routes_only(limited_app: Flask, http: Client) -> None:
    browser = http()
    response = browser.post("/session", TRY)
    assert response.headers["X-RateLimit-Limit"] == "10"
    assert response.headers["X-RateLimit-Remaining"] == "9"
    assert 0 < int(response.headers["X-RateLimit-Reset"]) - time.time() <= 62
    assert "Retry-After" not in response.headers
    assert not [name for name, _ in browser.get("/session").headers if name.startswith("X-RateLimit")]


def test_accounts_behind_one_address_have_an_allowance_each(limited_app: Flask, http: Client) -> None:
    asked = {"current_password": "wrong password", "password": "another good one"}
    ada, bob = http(as_=make_fan("ada")), http(as_=make_fan("bob"))
    assert [ada.put("/me/password", asked).status_code for _ in range(11)] == [422] * 10 + [429]
    assert bob.put("/me/password", asked).status_code == 422


def test_limits_can_be_switched_off(app: Flask, http: Client) -> None:
    browser = http()
    assert statuses(browser, 11) == [422] * 11
    assert "X-RateLimit-Limit" not in browser.post("/session", TRY).headers


@pytest.mark.parametrize(
    ("remote", "known_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "nowhere"),
        ("unix:", "nowhere"),
    ],
)
def test_address_is_what_one_customer_has(app: Flask, remote: str, known_as: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": remote}):
        assert address() == known_as


def test_digest_takes_any_text() -> None:
    assert digest("\ud800") != digest("a")
    assert len(digest("x" * 100_000)) == 24


def test_pages_and_api_share_one_allowance(limited_app: Flask, http: Client) -> None:
    browser = http()
    assert statuses(browser, 5) == [422] * 5
    tried = [http().page("/sign-in", "POST", data={"login": f"fan_{number}"}).status_code for number in range(6)]
    assert tried[5] == 429
