"""Settings, Watching: a history sent and put back, an address made and given up, without a script."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from fandom.core.ids import new_id
from fandom.infra import queue
from fandom.shows import queries
from fandom.shows.history import queries as histories
from fandom.shows.history import running
from fandom.shows.progress import Said
from tests.shows.history.exports import dumped, watched_film, watched_show
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person, make_fan

PAGE = "/settings/watching"


@pytest.fixture
def ada(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(queue, "enqueue", lambda *_args, **_more: True)
    return make_fan("ada")


@pytest.fixture
def fan(ada: Person, http: Callable[..., Http]) -> Http:
    return http(as_=ada)


def send(fan: Http, data: bytes, name: str = "watched.json") -> Any:
    files = {"file": (io.BytesIO(data), name)}
    return fan.page(f"{PAGE}/import", "POST", data=files, content_type="multipart/form-data")


def brought(fan: Http, ada: Person, data: bytes, name: str = "watched.json") -> str:
    assert send(fan, data, name).status_code == 303
    found, runner = histories.latest(ada.id), new_id()
    assert found
    while running.advance(found.id, runner):
        pass
    return found.id


def test_a_history_is_brought_in_and_put_back(fan: Http, ada: Person) -> None:
    show = make_show("lost", title="Lost")
    nowhere = watched_film("=1+1<script>", 1999)
    import_id = brought(fan, ada, dumped(watched_show("Lost", [(1, 2)]), nowhere, 5), "<b>.json")
    page = fan.page(PAGE).text
    assert "1 show moved forward." in page
    assert "Not begun → S1E2" in page
    assert "=1+1&lt;script&gt;" in page
    assert "&lt;b&gt;.json, row 3" in page
    answer = fan.page(f"{PAGE}/import/{import_id}/back", "POST", data={"show": "lost"})
    assert answer.status_code == 303
    assert queries.said_by(ada.id, [show.id])[show.id] == Said()
    assert "put back" in fan.page(PAGE).text
    assert fan.page(f"{PAGE}/import/{import_id}/back", "POST").status_code == 303


def test_while_it_is_read_there_is_a_bar_and_no_second_one(fan: Http) -> None:
    data = dumped(watched_film("Heat"))
    send(fan, data)
    page = fan.page(PAGE).text
    assert "<progress" in page
    assert 'type="file"' not in page
    assert send(fan, data).status_code == 409


def test_garbage_says_what_to_do(fan: Http, ada: Person) -> None:
    brought(fan, ada, b"\x00\x01")
    assert "Send the JSON or ZIP of a Trakt export, or a CSV." in fan.page(PAGE).text


def test_what_is_refused_at_once(fan: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(fan, b"").status_code == 422
    assert fan.page(f"{PAGE}/import", "POST").status_code == 422
    monkeypatch.setattr("fandom.shows.history.sending.FILE_MAX", 10)
    answer = send(fan, b"x" * 11)
    assert (answer.status_code, "50 MB" in answer.text) == (413, True)


def test_somebody_elses_is_not_there(fan: Http, ada: Person, http: Callable[..., Http]) -> None:
    import_id = brought(fan, ada, dumped(watched_film("Heat")))
    other = http(as_=make_fan())
    assert other.page(f"{PAGE}/import/{import_id}/back", "POST").status_code == 404
    assert "Heat" not in other.page(PAGE).text


def test_an_address_is_shown_once(fan: Http, http: Callable[..., Http]) -> None:
    made = fan.page(f"{PAGE}/hook", "POST")
    secret = made.text.partition("/hooks/")[2].partition('"')[0]
    assert made.headers["Cache-Control"] == "no-store"
    assert secret not in fan.page(PAGE).text
    said = {"event": "media.stop", "Metadata": {"type": "episode", "grandparentTitle": "<i>Nowhere", "index": 1}}
    assert http().call("POST", f"/hooks/{secret}", json=said).json == {"became": "unmatched"}
    page = fan.page(PAGE).text
    assert "&lt;i&gt;Nowhere" in page
    assert "not found here" in page
    assert "1 thing was not found here so far." in page


def test_whose_watching_counts_and_giving_it_up(fan: Http) -> None:
    assert fan.page(f"{PAGE}/hook/user", "POST", data={"only_user": "ada"}).status_code == 404
    assert fan.page(f"{PAGE}/hook/drop", "POST").status_code == 404
    fan.page(f"{PAGE}/hook", "POST")
    fan.page(f"{PAGE}/hook/user", "POST", data={"only_user": " bo "})
    assert 'value="bo"' in fan.page(PAGE).text
    fan.page(f"{PAGE}/hook/user", "POST", data={"only_user": ""})
    assert 'value="bo"' not in fan.page(PAGE).text
    assert fan.page(f"{PAGE}/hook/drop", "POST").status_code == 303
    assert "Make my address" in fan.page(PAGE).text


@pytest.mark.parametrize("path", ["/import", "/hook", "/hook/user", "/hook/drop"])
def test_a_page_of_another_site_may_ask_for_nothing(ada: Person, http: Callable[..., Http], path: str) -> None:
    assert http(as_=ada, csrf=False).call("POST", PAGE + path).status_code == 403
