"""The short way in front of Flask: the same answers, the same headers, and nothing that Flask would have refused."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fandom.core.errors import Unavailable
from fandom.infra import metrics, quick
from fandom.infra.login import COOKIE
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person, make_fan, token_of

As = Callable[..., Http]
PATHS = [
    "/shows/sintel/feed",
    "/shows/sintel/feed?sort=top&window=day&limit=5",
    "/feeds/home",
    "/feeds/home?sort=hot",
    "/feeds/trending",
    "/shows/nowhere/feed",
    "/shows/sintel/feed?sort=best",
    "/shows/sintel/feed?cursor=x",
    "/shows/sintel/feed?q=%00",
    "/shows/sintel/feed?tag=%ff",
]
PASSING = {"X-Request-ID", "Date"}


@pytest.fixture
def ada(app: Flask) -> Person:
    make_show("sintel")
    return make_fan("ada")


def ask(app: Flask, client: FlaskClient, path: str, **options: Any) -> Any:
    """In a context of its own, as in a process that serves."""
    with app.app_context():
        return client.get(f"/api/v1{path}", **options)


@pytest.fixture
def behind(app: Flask) -> Iterator[Callable[..., Any]]:
    """Asks Flask itself."""
    front = app.wsgi_app
    assert isinstance(front, quick.Front)

    def slowly(client: FlaskClient, path: str, **options: Any) -> Any:
        app.wsgi_app = front.behind
        try:
            return ask(app, client, path, **options)
        finally:
            app.wsgi_app = front

    yield slowly
    app.wsgi_app = front


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rules that were answered the short way."""
    seen: list[str] = []
    monkeypatch.setattr(quick, "_count", lambda rule, *_rest: seen.append(rule))
    return seen


def said(answer: Any) -> tuple[int, dict[str, str], str]:
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    return answer.status_code, headers, answer.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("visitor", [True, False])
def test_both_ways_answer_the_same(
    app: Flask, http: As, ada: Person, behind: Callable[..., Any], path: str, visitor: bool, taken: list[str]
) -> None:
    client = http(as_=None if visitor else ada).client
    slow = said(behind(client, path))
    fast = said(ask(app, client, path))
    assert fast == slow
    assert bool(taken) == (slow[0] == 200)


@pytest.mark.parametrize(("scope", "status"), [("read", 200), ("write", 403)])
def test_with_a_token(
    app: Flask, ada: Person, behind: Callable[..., Any], taken: list[str], scope: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {token_of(ada, scope)}"}
    slow = said(behind(app.test_client(), "/feeds/home", headers=headers))
    assert said(ask(app, app.test_client(), "/feeds/home", headers=headers)) == slow
    assert slow[0] == status
    assert bool(taken) == (status == 200)


def test_with_a_token_that_is_none(app: Flask, taken: list[str]) -> None:
    answer = ask(app, app.test_client(), "/feeds/home", headers={"Authorization": "Bearer nothing"})
    assert answer.status_code == 401
    assert taken == []


@pytest.mark.parametrize("cookie", ["x", "x.y.z", "", '"quoted"', f"a; {COOKIE}=b"])
def test_a_cookie_that_is_not_ours_is_left_to_flask(
    app: Flask, ada: Person, behind: Callable[..., Any], cookie: str, taken: list[str]
) -> None:
    client = app.test_client(use_cookies=False)
    headers = {"Cookie": f"{COOKIE}={cookie}"}
    slow = said(behind(client, "/feeds/home", headers=headers))
    assert said(ask(app, client, "/feeds/home", headers=headers)) == slow
    assert taken == []


def test_who_signed_out_is_a_visitor(http: As, ada: Person, taken: list[str]) -> None:
    fan = http(as_=ada)
    assert fan.get("/feeds/home").json["live"] is not None
    http(as_=ada).delete("/sessions")
    assert fan.get("/feeds/home").json["live"] is None


def test_other_methods_are_flasks(http: As, ada: Person, taken: list[str]) -> None:
    assert http().post("/feeds/home", {}).status_code == 405
    assert http().call("HEAD", "/api/v1/feeds/home").status_code == 200
    assert http().call("OPTIONS", "/api/v1/feeds/home").status_code == 200
    assert taken == []


def test_an_error_is_met_once_and_answered_by_flask(
    http: As, ada: Person, monkeypatch: pytest.MonkeyPatch, taken: list[str]
) -> None:
    met = []

    def fails(_asked: quick.Asked) -> quick.Answer:
        met.append(1)
        raise Unavailable

    monkeypatch.setitem(quick._exact, "/api/v1/feeds/home", quick.Route("/api/v1/feeds/home", fails))
    answer = http().get("/feeds/home")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert len(met) == 1
    assert taken == []


def test_a_request_id_goes_through_and_is_counted(http: As, ada: Person) -> None:
    rule = {"method": "GET", "route": "/api/v1/feeds/trending", "status": "200"}
    before = metrics.REGISTRY.get_sample_value("fandom_requests_total", rule) or 0
    answer = http().get("/feeds/trending", headers={"X-Request-ID": "mine-1"})
    assert answer.headers["X-Request-ID"] == "mine-1"
    assert len(http().get("/feeds/trending", headers={"X-Request-ID": "not one!"}).headers["X-Request-ID"]) == 13
    assert metrics.REGISTRY.get_sample_value("fandom_requests_total", rule) == before + 2
