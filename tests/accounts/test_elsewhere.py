"""What ends in one web process ends in the others, without Redis too."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest

from fandom.app import create_app
from fandom.infra.db import db
from tests.support.configured import settings
from tests.support.gunicorn import Server, serve
from tests.support.people import PASSWORD, make_fan
from tests.support.waiting import until

pytestmark = pytest.mark.live
SOON_S = 1.0


class Browser:
    """A new connection for every call, so that any of the processes may answer."""

    def __init__(self, server: Server) -> None:
        self.port = server.port
        self.headers: dict[str, str] = {}

    def call(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, str], bytes]:
        sent = None if body is None else json.dumps(body)
        headers = self.headers | ({"Content-Type": "application/json"} if sent else {})
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, f"/api/v1{path}", sent, headers)
            response = connection.getresponse()
            return response.status, dict(response.headers), response.read()

    def status(self, method: str, path: str, body: object = None) -> int:
        return self.call(method, path, body)[0]

    def sign_in(self, password: str = PASSWORD) -> "Browser":
        status, headers, body = self.call("POST", "/session", {"login": "ada", "password": password})
        assert status == 200, body
        self.headers = {"Cookie": headers["Set-Cookie"].split(";")[0], "X-CSRF-Token": json.loads(body)["csrf_token"]}
        return self

    def everywhere(self, status: int) -> bool:
        """Whether every process says so, as far as a dozen calls can tell."""
        return all(self.status("GET", "/me") == status for _ in range(12))

    def honoured_until(self) -> float:
        """When the last call was made that still went through."""
        last, refused = 0.0, 0
        while refused < 24:
            began = time.monotonic()
            refused = refused + 1 if self.status("GET", "/me") == 401 else 0
            last = last if refused else began
        return last


@pytest.fixture
def server(committed_url: str) -> Iterator[Server]:
    app = create_app(settings(committed_url, ""))
    with app.app_context():
        make_fan("ada")
        db.session.remove()
        db.engine.dispose()
    environ = {"DATABASE_URL": committed_url, "REDIS_URL": "", "FANDOM_SECRET": "s" * 32, "FANDOM_LIMITS": "off"}
    with serve("wsgi:app", environ=environ, workers=2) as found:
        yield found


def sign_out(browser: Browser, other: Browser) -> None:
    assert browser.status("DELETE", "/session") == 204
    other.headers = dict(browser.headers)


def sign_out_everywhere(browser: Browser, _other: Browser) -> None:
    assert browser.status("DELETE", "/sessions") == 204


def change_password(browser: Browser, _other: Browser) -> None:
    asked = {"current_password": PASSWORD, "password": "another good one"}
    assert browser.status("PUT", "/me/password", asked) == 204


def test_ended_cookie_opens_nothing_in_any_process(server: Server) -> None:
    for end in (sign_out, sign_out_everywhere, change_password):
        browser, other = Browser(server).sign_in(), Browser(server).sign_in()
        assert browser.everywhere(200)
        assert other.everywhere(200)
        end(browser, other)
        until(partial(other.everywhere, 401))


@pytest.mark.long
def test_and_soon(server: Server) -> None:
    browser, other = Browser(server).sign_in(), Browser(server).sign_in()
    sign_out_everywhere(browser, other)
    ended = time.monotonic()
    assert other.honoured_until() - ended < SOON_S
