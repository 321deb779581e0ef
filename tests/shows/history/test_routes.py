"""Watch histories over HTTP: taken, followed, put back; whatever is sent, somebody else's stays theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from fandom.core.errors import Unavailable
from fandom.core.ids import new_id
from fandom.infra import incoming
from fandom.shows.history import actions, files, opening, running
from tests.shows.history.conftest import Watcher, upload
from tests.shows.history.exports import dumped, watched_film, watched_show
from tests.support.http import Http
from tests.support.people import make_fan, token_of

URL = "/me/history-imports"
DATA = dumped(watched_show("Lost", [(1, 1), (2, 4)], tvdb=73739), watched_film("=Nowhere()", 1999), 7)


@pytest.fixture
def fan(watcher: Watcher, http: Callable[..., Http]) -> Http:
    return http(as_=watcher.fan)


def sent(fan: Http, data: bytes = DATA) -> dict[str, Any]:
    answer = fan.post(URL, **upload(data))
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json
    return made


def done(fan: Http, data: bytes = DATA) -> dict[str, Any]:
    import_id, runner = sent(fan, data)["id"], new_id()
    while running.advance(import_id, runner):
        pass
    found: dict[str, Any] = fan.get(f"{URL}/{import_id}").json
    return found


def test_it_is_taken_and_can_be_followed(fan: Http) -> None:
    made = sent(fan)
    assert (made["state"], made["percent"], made["name"], made["moves"]) == ("running", 0, "watched.json", [])
    assert [each["id"] for each in fan.get(URL).json["items"]] == [made["id"]]


def test_its_report(fan: Http) -> None:
    found = done(fan)
    assert (found["state"], found["percent"], found["error"]) == ("done", 100, None)
    move = {"show": "lost", "title": "Lost", "was": None, "now": "s02e04", "specials": 0, "back": False}
    assert found["moves"] == [move]
    assert [each["title"] for each in found["unmatched"]] == ["=Nowhere()"]
    assert [each["row"] for each in found["skipped"]] == [3]
    assert found["counts"]["rows"] == 4
    assert found["put_back_until"]


def test_put_back(fan: Http) -> None:
    found = done(fan)
    assert fan.delete(f"{URL}/{found['id']}/moves/heat").json["moves"][0]["back"] is False
    assert fan.delete(f"{URL}/{found['id']}/moves/lost").json["moves"][0]["back"] is True
    assert fan.get("/shows/lost/progress").json["said"] is False
    assert fan.delete(f"{URL}/{found['id']}/moves").status_code == 200


def test_not_while_it_is_under_way(fan: Http) -> None:
    made = sent(fan)
    assert fan.delete(f"{URL}/{made['id']}/moves").status_code == 409
    assert fan.post(URL, **upload(DATA)).json["type"].endswith("#import-running")


def test_without_a_file(fan: Http) -> None:
    assert fan.post(URL, **upload(b"")).status_code == 422
    assert fan.post(URL, data={"file": "text"}, content_type="multipart/form-data").status_code == 422
    assert fan.post(URL, json={"file": 1}).status_code == 422
    assert fan.post(URL, data=b"x", content_type="text/csv").status_code == 415


def test_two_hundred_megabytes_are_refused_before_they_are_read(fan: Http) -> None:
    class Never:
        def read(self, *_args: int) -> bytes:
            raise AssertionError("it was read")

    said = {"CONTENT_LENGTH": "200000000", "wsgi.input": Never()}
    answer = fan.post(URL, content_type="multipart/form-data; boundary=x", environ_overrides=said)
    assert answer.status_code == 413


def test_a_file_that_is_a_little_too_large(fan: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fandom.shows.history.sending.FILE_MAX", 10)
    answer = fan.post(URL, **upload(b"x" * 11))
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert opening.FILE_MAX + incoming.AROUND > 50_000_000


def test_nobody_else_sees_it(fan: Http, http: Callable[..., Http]) -> None:
    found, other = done(fan), http(as_=make_fan())
    assert other.get(URL).json["items"] == []
    assert other.get(f"{URL}/{found['id']}").status_code == 404
    assert other.delete(f"{URL}/{found['id']}/moves").status_code == 404
    assert other.delete(f"{URL}/{found['id']}/moves/lost").status_code == 404
    assert fan.get(f"{URL}/{'0' * 13}").status_code == fan.get(f"{URL}/x").status_code == 404
    assert http().get(URL).status_code == 401


def test_a_token_needs_to_be_allowed_to_write(app: Flask, watcher: Watcher, http: Callable[..., Http]) -> None:
    with app.app_context():
        token = token_of(watcher.fan, "read")
    answer = http().post(URL, **upload(DATA), headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403


def test_a_store_that_fails_leaves_nothing_under_way(fan: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object) -> None:
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(files, "keep", away)
        assert fan.post(URL, **upload(DATA)).status_code == 503
    found = fan.get(URL).json["items"][0]
    assert (found["state"], found["error"]) == ("failed", actions.BROKE_OFF)
    assert sent(fan)
