"""Files over HTTP: uploading, reading, describing, deleting."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core import holders, screening
from fandom.core.screening import Verdict
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media import actions, rules
from fandom.media.models import File
from tests.media.conftest import send
from tests.media.pictures import file_of, picture
from tests.support.http import Http
from tests.support.people import Person, token_of

Client = Callable[..., Http]
Upload = Callable[..., str]


def files() -> list[File]:
    return list(db.session.scalars(select(File)))


def test_a_visitor_uploads_nothing(http: Client, ada: Person) -> None:
    assert send(http()).status_code == 401
    assert files() == []


def test_a_token_that_may_only_read_uploads_nothing(http: Client, ada: Person) -> None:
    headers = {"Authorization": f"Bearer {token_of(ada, 'read')}"}
    assert send(http(), headers=headers).status_code == 403


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"%PDF-1.7",
        b"\x00\x00\x00\x1cftypavif",
        b"BM12345678901",
    ],
)
def test_what_its_first_bytes_give_away_is_refused_at_once(http: Client, ada: Person, data: bytes) -> None:
    response = send(http(as_=ada), data, name="picture.png")
    assert response.status_code == 415
    assert files() == []


def test_a_file_is_needed(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    assert (
        browser.call("POST", "/api/v1/media", data={"alt": "x"}, content_type="multipart/form-data").status_code == 422
    )
    assert send(browser, b"").json["errors"] == {"file": ["This file is empty."]}
    assert browser.post("/media", {"file": "x"}).status_code == 422


def form_of(data: bytes) -> dict[str, object]:
    """Made here: the client would keep so much in a file that it does not close."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    return {"data": head + data + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize("more", [1, 200_000])
def test_more_than_the_house_takes_is_refused(http: Client, ada: Person, more: int) -> None:
    form = form_of(b"\x89PNG\r\n\x1a\n" + bytes(20_000_000 + more))
    assert http(as_=ada).call("POST", "/api/v1/media", **form).status_code == 413
    assert files() == []


def test_other_routes_do_not_take_so_much(http: Client, ada: Person) -> None:
    assert http(as_=ada).call("PATCH", "/api/v1/me", **form_of(bytes(1_000_001))).status_code == 413


@pytest.mark.parametrize("path", ["/api/v1/media", "/compose?show=x", "/sign-in"])
def test_so_many_files_at_once_are_none(http: Client, ada: Person, path: str) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n\r\n'
    form = {"data": part * 9 + b"--x--\r\n", "content_type": "multipart/form-data; boundary=x"}
    assert http(as_=ada).call("POST", path, **form).status_code == 413


def test_an_upload_is_acknowledged_and_then_looked_at(http: Client, ada: Person, run_jobs: Callable[[], int]) -> None:
    browser = http(as_=ada)
    response = send(browser, alt=" A red   field ")
    assert response.status_code == 202
    said = response.json
    assert (said["status"], said["alt"], said["url"], said["sources"]) == ("processing", "A red field", None, [])
    assert response.headers["Location"] == f"/api/v1/media/{said['id']}"
    run_jobs()
    ready = browser.get(f"/media/{said['id']}").json
    assert (ready["status"], ready["width"], ready["height"], ready["kind"]) == ("ready", 64, 48, "image")
    assert ready["url"] == f"http://localhost/media/{said['id']}/320.jpg"
    assert {each["type"] for each in ready["sources"]} == {"image/avif", "image/jpeg"}
    red, green, blue = bytes.fromhex(ready["colour"][1:])
    assert red > 180
    assert green < 50 > blue - 30


def test_what_cannot_be_decoded_says_why(http: Client, ada: Person, upload: Upload) -> None:
    cut = file_of(picture((400, 300)), "JPEG")
    found = http(as_=ada).get(f"/media/{upload(ada, cut[: len(cut) // 2])}").json
    assert (found["status"], found["reason"]) == ("failed", "It is damaged, or a part of it is missing.")
    assert found["url"] is None


def test_the_same_upload_twice_is_one(http: Client, ada: Person) -> None:
    browser, headers = http(as_=ada), {"Idempotency-Key": "one"}
    first, again = send(browser, headers=headers), send(browser, headers=headers)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json == again.json
    assert [file.id for file in files()] == [first.json["id"]]


def test_another_upload_under_the_same_key_is_refused(http: Client, ada: Person) -> None:
    browser, headers = http(as_=ada), {"Idempotency-Key": "one"}
    send(browser, headers=headers)
    assert send(browser, file_of(picture((9, 9))), headers=headers).status_code == 409
    assert send(browser, alt="Other words", headers=headers).status_code == 409
    assert len(files()) == 1


def test_bytes_of_an_upload_that_came_to_nothing_do_not_stay(
    app: Flask, http: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(storage.store(), "drop", kept.append)
    browser, headers = http(as_=ada), {"Idempotency-Key": "one"}
    send(browser, headers=headers)
    assert kept == []
    send(browser, headers=headers)
    assert len(kept) == 1


def test_nobody_piles_up_pictures(http: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "UNHELD_MAX", 2)
    browser = http(as_=ada)
    assert [send(browser).status_code for _ in range(3)] == [202, 202, 409]
    with unit_of_work():
        actions.hold(files()[0].id, "moment", "m")
    assert send(browser).status_code == 202


def test_others_do_not_know_of_it(http: Client, ada: Person, bo: Person, upload: Upload) -> None:
    file_id = upload(ada)
    for browser in (http(), http(as_=bo)):
        assert browser.get(f"/media/{file_id}").status_code == 404
    assert http(as_=bo).patch(f"/media/{file_id}", {"alt": "x"}).status_code == 404
    assert http(as_=bo).delete(f"/media/{file_id}").status_code == 404


def test_who_may_read_a_holder_may_read_it_but_not_change_it(
    http: Client, ada: Person, bo: Person, upload: Upload
) -> None:
    file_id = upload(ada)
    holders.answer("test", lambda viewer, holder_id: (viewer.handle, holder_id) == ("bo", "m"))
    try:
        with unit_of_work():
            actions.hold(file_id, "test", "m")
        assert http(as_=bo).get(f"/media/{file_id}").status_code == 200
        assert http().get(f"/media/{file_id}").status_code == 404
        assert http(as_=bo).patch(f"/media/{file_id}", {"alt": "x"}).status_code == 403
        assert http(as_=bo).delete(f"/media/{file_id}").status_code == 403
    finally:
        holders.forget("test")


def test_words_for_it_are_changed_by_its_owner(http: Client, ada: Person, upload: Upload) -> None:
    browser, file_id = http(as_=ada), upload(ada)
    tag = browser.get(f"/media/{file_id}").headers["ETag"]
    changed = browser.patch(f"/media/{file_id}", {"alt": "A cat"}, headers={"If-Match": tag})
    assert changed.json["alt"] == "A cat"
    assert browser.patch(f"/media/{file_id}", {"alt": "A dog"}, headers={"If-Match": tag}).status_code == 412
    assert browser.patch(f"/media/{file_id}", {"alt": ""}).json["alt"] == ""


@pytest.mark.parametrize("asked", [{}, {"alt": 7}, {"alt": "x" * 501}, {"alt": "a\u202eb"}, {"alt": "x", "url": "y"}])
def test_bad_words_for_it_are_refused(http: Client, ada: Person, upload: Upload, asked: dict[str, object]) -> None:
    assert http(as_=ada).patch(f"/media/{upload(ada, decoded=False)}", asked).status_code == 422


def test_words_that_would_be_held_are_refused(http: Client, ada: Person, upload: Upload) -> None:
    def hold(_draft: object) -> Verdict:
        return Verdict("hold")

    file_id = upload(ada, decoded=False)
    screening.answer_with(hold)
    try:
        assert http(as_=ada).patch(f"/media/{file_id}", {"alt": "Vile"}).status_code == 422
        assert send(http(as_=ada), alt="Vile").status_code == 422
    finally:
        screening.forget(hold)


def test_one_deletes_what_nothing_shows(http: Client, ada: Person, upload: Upload, run_jobs: Callable[[], int]) -> None:
    browser, file_id = http(as_=ada), upload(ada)
    name = storage.folder_of(file_id) + "320.jpg"
    storage.store().read(name, 0, 1).close()
    assert browser.delete(f"/media/{file_id}").status_code == 204
    assert browser.get(f"/media/{file_id}").status_code == 404
    run_jobs()
    with pytest.raises(storage.Missing):
        storage.store().read(name, 0, 1)


def test_what_something_shows_is_not_deleted_below_it(http: Client, ada: Person, upload: Upload) -> None:
    file_id = upload(ada, decoded=False)
    with unit_of_work():
        actions.hold(file_id, "moment", "m")
    assert http(as_=ada).delete(f"/media/{file_id}").status_code == 409
    assert [file.id for file in files()] == [file_id]


def test_what_others_are_told_of_has_its_limit(http: Client, ada: Person, app: Flask) -> None:
    app.extensions["unlimited"] = False
    try:
        browser = http(as_=ada)
        calls = (
            browser.patch("/media/0000000000000", {"alt": "x"}),
            browser.put("/me/avatar", {"media": "0000000000000"}),
            browser.delete("/me/avatar"),
        )
        left = [int(each.headers["X-RateLimit-Remaining"]) for each in calls]
        assert left == [left[0], left[0] - 1, left[0] - 2]
    finally:
        app.extensions["unlimited"] = True
