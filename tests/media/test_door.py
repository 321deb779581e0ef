"""The file door: who gets a file's bytes, and how they come."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from fandom.core import holders
from fandom.core.errors import Unavailable
from fandom.infra import storage
from fandom.infra.db import unit_of_work
from fandom.media import actions
from tests.support.http import Http
from tests.support.people import Person, token_of

Client = Callable[..., Http]
Upload = Callable[..., str]


@pytest.fixture
def bos(upload: Upload, ada: Person) -> Iterator[str]:
    """The id of a picture of Ada's in something that only Bo may read besides."""
    file_id = upload(ada)
    holders.answer("test", lambda viewer, holder_id: (viewer.handle, holder_id) == ("bo", "m"))
    with unit_of_work():
        actions.hold(file_id, "test", "m")
    yield file_id
    holders.forget("test")


def test_nobody_but_its_owner_gets_what_nothing_shows(http: Client, ada: Person, bo: Person, upload: Upload) -> None:
    file_id = upload(ada)
    for browser in (http(), http(as_=bo)):
        assert browser.page(f"/media/{file_id}/320.jpg").status_code == 404
    assert http(as_=ada).page(f"/media/{file_id}/320.jpg").status_code == 200


def test_each_request_is_asked_about(http: Client, ada: Person, bo: Person, bos: str) -> None:
    for name in ("320.jpg", "320.avif"):
        assert http(as_=bo).page(f"/media/{bos}/{name}").status_code == 200
        assert http().page(f"/media/{bos}/{name}").status_code == 404
    with unit_of_work():
        actions.release("test", "m")
    assert http(as_=bo).page(f"/media/{bos}/320.jpg").status_code == 404


def test_a_holder_that_nobody_answers_for_opens_nothing(http: Client, bo: Person, upload: Upload, ada: Person) -> None:
    file_id = upload(ada)
    with unit_of_work():
        actions.hold(file_id, "nobody_answers", "m")
    assert http(as_=bo).page(f"/media/{file_id}/320.jpg").status_code == 404


def test_a_token_needs_to_be_one_that_reads(http: Client, ada: Person, bos: str) -> None:
    def asked(scope: str) -> int:
        headers = {"Authorization": f"Bearer {token_of(ada, scope)}"}
        return http().page(f"/media/{bos}/320.jpg", headers=headers).status_code

    assert asked("read") == 200
    assert asked("write") == 403


@pytest.mark.parametrize("name", ["original", "320.png", "1280.jpg", "..%2foriginal", "320.jpg%00", ".320.jpg"])
def test_only_what_was_drawn_is_served(http: Client, ada: Person, bos: str, name: str) -> None:
    assert http(as_=ada).page(f"/media/{bos}/{name}").status_code in {400, 404}


def test_nothing_is_served_before_it_is_ready(http: Client, ada: Person, upload: Upload) -> None:
    file_id = upload(ada, decoded=False)
    assert http(as_=ada).page(f"/media/{file_id}/320.jpg").status_code == 404


@pytest.mark.parametrize(("name", "mime"), [("320.jpg", "image/jpeg"), ("320.avif", "image/avif")])
def test_it_is_a_picture_and_can_be_nothing_else(http: Client, ada: Person, bos: str, name: str, mime: str) -> None:
    response = http(as_=ada).page(f"/media/{bos}/{name}")
    headers = response.headers
    assert headers["Content-Type"] == mime
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache"
    assert len(response.data) == int(headers["Content-Length"])


def test_an_unchanged_one_is_not_sent_again(http: Client, ada: Person, bos: str) -> None:
    browser = http(as_=ada)
    tag = browser.page(f"/media/{bos}/320.jpg").headers["ETag"]
    again = browser.page(f"/media/{bos}/320.jpg", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert http().page(f"/media/{bos}/320.jpg", headers={"If-None-Match": tag}).status_code == 404


def test_a_part_of_it_can_be_had(http: Client, ada: Person, bos: str) -> None:
    browser, path = http(as_=ada), f"/media/{bos}/320.jpg"
    whole = browser.page(path)
    size, tag = len(whole.data), whole.headers["ETag"]
    for asked, start, stop in (("bytes=10-19", 10, 20), ("bytes=-5", size - 5, size), ("bytes=5-", 5, size)):
        part = browser.page(path, headers={"Range": asked, "If-Range": tag})
        assert (part.status_code, part.data) == (206, whole.data[start:stop])
        assert part.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{size}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=9999999-"}, 416),
        ({"Range": "bytes=0-1", "If-Range": '"another"'}, 200),
        ({"Range": "bytes=0-1", "If-Range": "Wed, 21 Oct 2026 07:28:00 GMT"}, 200),
        ({"Range": "bytes=0-1,4-5"}, 200),
        ({"Range": "pages=1"}, 200),
        ({"Range": "bytes=x"}, 200),
    ],
)
def test_odd_parts(http: Client, ada: Person, bos: str, headers: dict[str, str], status: int) -> None:
    assert http(as_=ada).page(f"/media/{bos}/320.jpg", headers=headers).status_code == status


def test_a_look_at_its_head_reads_no_file(http: Client, ada: Person, bos: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(type(storage.store()), "read")
    response = http(as_=ada).call("HEAD", f"/media/{bos}/320.jpg")
    assert response.status_code == 200
    assert int(response.headers["Content-Length"]) > 100


@pytest.mark.parametrize(
    ("setting", "header", "ends"),
    [("X-Accel-Redirect:/kept/", "X-Accel-Redirect", "/320.jpg"), ("X-Sendfile", "X-Sendfile", "/320.jpg")],
)
def test_the_web_server_before_us_sends_it(
    app: Flask,
    http: Client,
    ada: Person,
    bos: str,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    header: str,
    ends: str,
) -> None:
    import dataclasses

    monkeypatch.setitem(
        app.extensions, "settings", dataclasses.replace(app.extensions["settings"], accelerator=setting)
    )
    response = http(as_=ada).page(f"/media/{bos}/320.jpg")
    assert response.data == b""
    assert response.headers[header].endswith(f"/{bos}{ends}")
    assert response.headers[header].startswith("/kept/" if "Accel" in header else "/")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert http().page(f"/media/{bos}/320.jpg").status_code == 404


def test_a_store_that_is_away_says_when_to_come_again(
    http: Client, ada: Person, bos: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object) -> None:
        raise Unavailable(retry_after=5)

    monkeypatch.setattr(storage.store(), "read", away)
    response = http(as_=ada).page(f"/media/{bos}/320.jpg")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_bytes_that_are_lost_are_not_there(http: Client, ada: Person, bos: str) -> None:
    storage.store().drop(storage.folder_of(bos))
    assert http(as_=ada).page(f"/media/{bos}/320.jpg").status_code == 404
