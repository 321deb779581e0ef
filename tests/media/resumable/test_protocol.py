"""tus 1.0.0: what is answered to a client that keeps to it, and to one that does not."""

from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core import clock
from fandom.infra.db import db
from fandom.media import rules
from fandom.media.models import File
from fandom.media.resumable import rules as ways
from fandom.media.resumable.models import Transfer
from tests.media.resumable.conftest import BYTES, TUS, Tus, metadata
from tests.support.http import Http
from tests.support.people import Person, token_of

Client = Callable[..., Http]


def test_what_it_can_is_said_to_anybody(http: Client, ada: Person) -> None:
    answer = http().call("OPTIONS", "/api/v1/media/uploads")
    assert answer.status_code == 204
    assert (answer.headers["Tus-Resumable"], answer.headers["Tus-Version"]) == ("1.0.0", "1.0.0")
    assert answer.headers["Tus-Extension"] == "creation,termination,expiration"
    assert answer.headers["Tus-Max-Size"] == "200000000"


def test_a_visitor_begins_nothing(http: Client, ada: Person) -> None:
    visitor = Tus(http())
    answers = [visitor.begin(10)]
    visitor.at = "/api/v1/media/uploads/0000000000000"
    answers += [visitor.ask(), visitor.add(b"x", 0), visitor.ask("DELETE")]
    assert [each.status_code for each in answers] == [401] * 4
    assert {each.headers["Tus-Resumable"] for each in answers} == {"1.0.0"}


def test_a_token_that_may_only_read_sends_nothing(http: Client, ada: Person) -> None:
    headers = {**TUS, "Upload-Length": "10", "Authorization": f"Bearer {token_of(ada, 'read')}"}
    assert http().call("POST", "/api/v1/media/uploads", headers=headers).status_code == 403


def test_without_its_token_a_page_sends_nothing(http: Client, ada: Person) -> None:
    browser = http(as_=ada, csrf=False)
    assert browser.call("POST", "/api/v1/media/uploads", headers={**TUS, "Upload-Length": "10"}).status_code == 403


def test_an_upload_is_begun_and_how_far_it_is_can_be_asked(tus: Tus) -> None:
    said = metadata(filename="../../etc/passwd.mp4", alt="A lamp", show="saltmarsh")
    begun = tus.begin(100, Upload_Metadata=said)
    assert begun.status_code == 201
    assert tus.at.startswith("/api/v1/media/uploads/")
    left = parsedate_to_datetime(begun.headers["Upload-Expires"]) - clock.now()
    assert timedelta(hours=23) < left <= timedelta(hours=24)
    asked = tus.ask()
    assert (asked.status_code, asked.headers["Cache-Control"]) == (200, "no-store")
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Length"]) == ("0", "100")
    assert asked.headers["Upload-Metadata"] == said


@pytest.mark.parametrize("version", [None, "", "0.2.2", "1.0.1"])
def test_another_version_is_refused_with_ours(tus: Tus, version: str | None) -> None:
    tus.begin(10)
    headers = {} if version is None else {"Tus-Resumable": version}
    for method in ("HEAD", "PATCH", "DELETE"):
        answer = tus.browser.call(method, tus.at, headers=headers)
        assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")
    begun = tus.browser.call("POST", "/api/v1/media/uploads", headers={**headers, "Upload-Length": "10"})
    assert begun.status_code == 412
    assert tus.far == 0


@pytest.mark.parametrize(
    ("length", "status"),
    [("", 400), ("x", 400), ("-1", 400), ("1.5", 400), ("١", 400), ("9" * 30, 400), ("0", 422), ("200000001", 413)],
)
def test_lengths_that_are_none(tus: Tus, length: str, status: int) -> None:
    answer = tus.begin(length) if length.isascii() else tus.begin("\xb9")
    assert answer.status_code == status
    assert db.session.scalars(select(Transfer)).all() == []


def test_the_longest_is_taken(tus: Tus) -> None:
    assert tus.begin(200_000_000).status_code == 201


@pytest.mark.parametrize(
    "said",
    [" ,", "alt", "alt !!", "alt YQ== YQ==", "alt YQ==,alt YQ==", "alt /w==", "alt " + "YWFh" * 1001, ",,"],
)
def test_metadata_that_is_none(tus: Tus, said: str) -> None:
    expected = 201 if said == "alt" else 400
    assert tus.begin(10, Upload_Metadata=said).status_code == expected


@pytest.mark.parametrize("alt", ["x" * 501, "a\u202eb", "a\0b"])
def test_bad_words_for_it_are_refused(tus: Tus, alt: str) -> None:
    assert tus.begin(10, Upload_Metadata=metadata(alt=alt)).status_code == 422


def test_bytes_are_added_where_they_belong(tus: Tus, sent: bytes) -> None:
    tus.begin(len(sent))
    first = tus.add(sent[:1000], 0)
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    assert "Upload-Expires" in first.headers
    assert "Upload-Media" not in first.headers
    assert tus.far == 1000
    last = tus.add(sent[1000:], 1000)
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(sent)))


def test_with_the_last_byte_it_is_a_file(tus: Tus, sent: bytes) -> None:
    tus.begin(len(sent), Upload_Metadata=metadata(alt=" A lamp  goes up "))
    where = tus.add(sent, 0).headers["Upload-Media"]
    file = tus.browser.call("GET", where).json
    assert (file["kind"], file["status"], file["alt"]) == ("clip", "processing", "A lamp goes up")
    asked = tus.ask()
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Media"]) == (str(len(sent)), where)
    assert not tus.scratch.path.exists()
    again = tus.add(b"", len(sent))
    assert (again.status_code, again.headers["Upload-Media"]) == (204, where)
    assert tus.add(b"x", len(sent)).status_code == 413
    assert len(db.session.scalars(select(File)).all()) == 1


@pytest.mark.parametrize("offset", [0, 5, 99, 11])
def test_a_wrong_place_is_a_conflict(tus: Tus, sent: bytes, offset: int) -> None:
    tus.begin(100)
    tus.add(sent[:10], 0)
    answer = tus.add(sent[:10], offset)
    assert (answer.status_code, answer.json["type"]) == (409, "/api/docs#wrong-offset")
    assert tus.far == 10


@pytest.mark.parametrize("offset", ["", "-1", "x"])
def test_no_place_at_all(tus: Tus, offset: str) -> None:
    tus.begin(100)
    assert tus.add(b"x", offset).status_code == 400


def test_other_types_are_refused(tus: Tus) -> None:
    tus.begin(100)
    headers = {**TUS, "Upload-Offset": "0"}
    for mime in ("application/json", "application/octet-stream", "multipart/form-data; boundary=x", ""):
        answer = tus.browser.call("PATCH", tus.at, data=b"{}", headers=headers, content_type=mime)
        assert answer.status_code == 415, mime
    assert tus.far == 0


def test_other_routes_do_not_take_its_type(tus: Tus) -> None:
    assert tus.browser.call("PATCH", "/api/v1/me", data=b"x", content_type=BYTES).status_code == 415


def test_more_than_was_said_is_too_much(tus: Tus, sent: bytes) -> None:
    """The length lied; what is beyond it is not kept."""
    tus.begin(100)
    assert tus.add(sent, 0).status_code == 413
    assert tus.far == 0
    tus.add(sent[:60], 0)
    assert tus.add(sent[60:101], 60).status_code == 413
    assert tus.far == 60


def test_others_do_not_know_of_it(tus: Tus, http: Client, bo: Person) -> None:
    tus.begin(10)
    other = Tus(http(as_=bo), tus.at)
    assert [each.status_code for each in (other.ask(), other.add(b"x", 0), other.ask("DELETE"))] == [404] * 3
    assert tus.far == 0


@pytest.mark.parametrize("name", ["0000000000000", "none", "..%2f..%2frun.env", "%2e%2e"])
def test_what_is_not_there(tus: Tus, name: str) -> None:
    tus.at = f"/api/v1/media/uploads/{name}"
    assert tus.ask().status_code == 404
    assert tus.ask("DELETE").status_code == 404


def test_it_can_be_stopped(tus: Tus, sent: bytes) -> None:
    tus.begin(100)
    tus.add(sent[:50], 0)
    scratch = tus.scratch
    assert scratch.path.exists()
    assert tus.ask("DELETE").status_code == 204
    assert not scratch.path.exists()
    assert tus.ask().status_code == 404


def test_after_a_day_it_is_over(tus: Tus, app: Flask, frozen_clock: Callable[..., None]) -> None:
    tus.begin(100)
    frozen_clock(clock.now() + timedelta(hours=24, seconds=1))
    answer = tus.add(b"x", 0)
    assert (answer.status_code, answer.json["type"]) == (410, "/api/docs#upload-expired")
    assert tus.ask().status_code == 410


def test_nobody_begins_without_end(tus: Tus) -> None:
    begun = [tus.begin(10).status_code for _ in range(ways.MOST + 1)]
    assert begun == [201] * ways.MOST + [409]
    assert tus.ask("DELETE").status_code == 204
    assert tus.begin(10).status_code == 201


def test_nobody_promises_more_than_there_is_room_for(tus: Tus) -> None:
    assert [tus.begin(200_000_000).status_code for _ in range(4)] == [201, 201, 201, 409]


def test_who_has_videos_waiting_begins_no_other(tus: Tus, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "FILMS_UNHELD_MAX", 1)
    tus.begin(len(sent))
    tus.add(sent, 0)
    assert tus.begin(10).json["type"] == "/api/docs#too-many-waiting"


def test_it_has_its_limit(tus: Tus, app: Flask) -> None:
    app.extensions["unlimited"] = False
    try:
        tus.begin(100)
        left = [int(tus.add(b"", 0).headers["X-RateLimit-Remaining"]) for _ in range(2)]
        assert left == [left[0], left[0] - 1]
    finally:
        app.extensions["unlimited"] = True
