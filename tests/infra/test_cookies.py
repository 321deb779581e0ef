"""Session cookies: a forged one is none, a remembered one is as good as a verified one and cannot be written to."""

import pytest
from flask import Flask, session

from fandom.infra import cookies
from fandom.infra.cookies import RememberingSessions


@pytest.fixture
def plain() -> Flask:
    app = Flask(__name__)
    app.secret_key = "test"
    app.session_interface = RememberingSessions()

    @app.get("/set/<value>")
    def _set(value: str) -> str:
        session["who"] = value
        return ""

    @app.get("/nest")
    def _nest() -> str:
        session.setdefault("many", []).append(1)
        session.modified = True
        return str(len(session["many"]))

    @app.get("/get")
    def _get() -> str:
        return str(session.get("who"))

    @app.get("/scribble")
    def _scribble() -> str:
        dict.__setitem__(session, "who", "scribbled")  # past the session's own notice
        return ""

    return app


def test_a_forged_cookie_is_none(plain: Flask) -> None:
    client = plain.test_client()
    client.get("/set/ada")
    cookie = client.get_cookie("session")
    assert cookie
    # Not the last one, whose lowest bits say nothing.
    sign = "b" if cookie.value[-9] == "a" else "a"
    for value in (cookie.value[:-9] + sign + cookie.value[-8:], "x." + cookie.value, "", "..."):
        other = plain.test_client()
        other.set_cookie("session", value)
        assert other.get("/get").text == "None"


def test_it_is_read_again_and_again_and_changes_are_kept(plain: Flask) -> None:
    client = plain.test_client()
    client.get("/set/ada")
    assert [client.get("/get").text for _ in range(3)] == ["ada"] * 3
    client.get("/set/bob")
    assert [client.get("/get").text for _ in range(3)] == ["bob"] * 3


def test_what_a_request_does_to_its_copy_stays_there(plain: Flask) -> None:
    client = plain.test_client()
    client.get("/set/ada")
    client.get("/get")
    client.get("/scribble")
    assert client.get("/get").text == "ada"


def test_what_nests_is_not_remembered(plain: Flask) -> None:
    client = plain.test_client()
    assert [client.get("/nest").text for _ in range(3)] == ["1", "2", "3"]
    assert not plain.session_interface._verified  # type: ignore[attr-defined]


def test_who_reads_the_session_says_so_to_caches(plain: Flask) -> None:
    client = plain.test_client()
    client.get("/set/ada")
    assert "Cookie" in client.get("/get").headers["Vary"]


def test_memory_is_bounded(plain: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cookies, "MOST", 3)
    for number in range(10):
        client = plain.test_client()
        client.get(f"/set/fan{number}")
        assert client.get("/get").text == f"fan{number}"
    assert len(plain.session_interface._verified) <= 3  # type: ignore[attr-defined]
