"""Live tests: a real house of two web processes on a database of its own, and real clients.

def test_somebody(house, socket):
    fan = house.person("fan")
    with house.commits(): ...            # facts told from this process, as from a worker
    socket(as_=fan).watch("show:sintel")
"""

import http.client
import json
import queue
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import pytest
import socketio
from flask import Flask

from fandom.app import create_app
from fandom.infra.db import db, unit_of_work
from fandom.infra.live import LivePosition, Message, publish
from fandom.infra.visitors import mark
from fandom.posts.reveals.queries import key_of
from tests.support.cleared import clear
from tests.support.configured import DATA, settings
from tests.support.gunicorn import Server, serve
from tests.support.http import cookie_of, cookie_with
from tests.support.people import Person, make_fan, session_of, token_of
from tests.support.servers import Servers
from tests.support.waiting import PATIENCE_S

ORIGIN = "http://localhost"
SECRET = "test-secret"


class House:
    """`app` is the house in this process, as a worker would have it; `server` are its web processes."""

    def __init__(self, app: Flask, server: Server) -> None:
        self.app = app
        self.server = server

    @contextmanager
    def commits(self) -> Iterator[None]:
        with self.app.app_context(), unit_of_work():
            yield

    @contextmanager
    def reads(self) -> Iterator[None]:
        with self.app.app_context():
            yield

    def person(self, handle: str, **more: Any) -> Person:
        with self.reads():
            return make_fan(handle, **more)

    def token(self, person: Person, *scopes: str) -> str:
        with self.reads():
            return token_of(person, *scopes)

    def request(self, method: str, path: str, token: str, body: object = None) -> Any:
        """The JSON of one call of the API, by one of the processes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_S)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        try:
            connection.request(method, f"/api/v1{path}", json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        assert answer.status < 300, said
        return json.loads(said or b"null")

    def cookie(self, person: Person) -> str:
        """Of a session of its own."""
        with self.reads():
            return f"{self.app.config['SESSION_COOKIE_NAME']}={cookie_of(self.app, session_of(person))}"

    def visitors_cookie(self, *revealed: str) -> str:
        with self.reads():
            kept = " ".join(mark(each, key_of(each)) for each in revealed)
        return f"{self.app.config['SESSION_COOKIE_NAME']}={cookie_with(self.app, revealed=kept)}"

    def publish(self, topic: str, event: str = "moment.changed", **full: Any) -> LivePosition | None:
        with self.app.app_context():
            return publish(Message(topic, event, full))


class Socket:
    """One client. What it hears waits in order of arrival."""

    def __init__(self, url: str, headers: dict[str, str], auth: dict[str, str] | None) -> None:
        self._heard: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.client = socketio.Client(reconnection=False, websocket_extra_options={"suppress_origin": True})
        self.client.on("*", lambda event, data=None: self._heard.put((event, data)))
        self.client.on("disconnect", lambda reason: self._heard.put(("disconnect", reason)))
        self.client.connect(url, headers=headers, auth=auth, transports=["websocket"], wait_timeout=PATIENCE_S)

    def call(self, event: str, **said: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.client.call(event, said, timeout=PATIENCE_S)
        return answer

    def watch(self, topic: str, **have: Any) -> Self:
        answer = self.call("watch", topic=topic, **have)
        assert answer["ok"], answer
        return self

    def hears(self, event: str, *, seconds: float = PATIENCE_S, besides: str = "people") -> Any:
        """The next of these events; people coming and going in between do not count, anything else is wrong."""
        end = time.monotonic() + seconds
        while True:
            name, data = self._heard.get(timeout=max(0.01, end - time.monotonic()))
            if name == event:
                return data
            assert name in {"people", besides}, f"heard {name} {data} instead of {event}"

    def is_told_of(self, position: LivePosition | None) -> None:
        """Waits for what stands at this position: the event itself, or the word to fetch up to there."""
        assert position is not None
        end = time.monotonic() + PATIENCE_S
        while True:
            name, data = self._heard.get(timeout=max(0.01, end - time.monotonic()))
            assert name in {"people", "moment.changed", "live.resync"}, f"heard {name} {data}"
            if name != "people" and (data["live_epoch"], data["seq"]) == (position.epoch, position.seq):
                return

    def silent(self, *, seconds: float) -> bool:
        """Whether nothing comes within this time; what comes is dropped."""
        try:
            self._heard.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def ended(self, *, seconds: float) -> bool:
        """Whether the server hangs up within this time."""
        try:
            self.hears("disconnect", seconds=seconds)
        except queue.Empty:
            return False
        return True

    def close(self) -> None:
        self.client.disconnect()


@contextmanager
def running_house(database_url: str, redis_url: str, workers: int = 2) -> Iterator[House]:
    environ = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "FANDOM_SECRET": SECRET,
        "FANDOM_ORIGIN": ORIGIN,
        "FANDOM_LIMITS": "off",
        "FANDOM_DATA": str(DATA),
    }
    app = create_app(settings(database_url, redis_url, secret=SECRET, origin=ORIGIN))
    with serve("wsgi:app", environ=environ, workers=workers) as server:
        yield House(app, server)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def standing_house(servers: Servers, worker_number: int) -> Iterator[House]:
    with running_house(servers.fresh(f"live_{worker_number}"), f"{servers.redis}?db={worker_number * 2 + 2}") as found:
        yield found


@pytest.fixture
def house(standing_house: House) -> House:
    """Empty, and the same processes for every test of a run."""
    clear(standing_house.app)
    return standing_house


@pytest.fixture
def socket(house: House) -> Iterator[Callable[..., Socket]]:
    """`socket(as_=fan)` is a page of this fan, `socket()` a visitor's, `socket(token=…)` a program.

    `cookie` is that of a browser whose cookie holds more than who it is.
    """
    opened: list[Socket] = []

    def connect(
        as_: Person | None = None, *, token: str | None = None, origin: str | None = ORIGIN, cookie: str | None = None
    ) -> Socket:
        headers = {"Origin": origin} if origin else {}
        if as_:
            cookie = house.cookie(as_)
        if cookie:
            headers["Cookie"] = cookie
        opened.append(Socket(house.server.url, headers, {"token": token} if token else None))
        return opened[-1]

    yield connect
    for each in opened:
        each.close()
