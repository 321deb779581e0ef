"""A picture's whole life in a bucket, and while the bucket is away."""

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.infra.storage.s3 import S3
from fandom.media import actions
from fandom.media.models import File
from tests.media.conftest import send
from tests.support.http import Http
from tests.support.people import Person

Client = Callable[..., Http]


@pytest.fixture
def kept(app: Flask, s3: S3, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """`kept(False)`: the bucket is away."""

    away = S3(dataclasses.replace(s3.bucket, endpoint="http://127.0.0.1:1"))

    def there(is_there: bool = True) -> None:
        monkeypatch.setitem(app.extensions, "storage", s3 if is_there else away)

    there()
    return there


def test_from_upload_to_the_sweep(
    http: Client, ada: Person, kept: Callable[[bool], None], run_jobs: Callable[[], int]
) -> None:
    browser = http(as_=ada)
    file_id = send(browser).json["id"]
    run_jobs()
    response = browser.page(f"/media/{file_id}/320.jpg")
    assert (response.status_code, response.mimetype) == (200, "image/jpeg")
    part = browser.page(f"/media/{file_id}/320.jpg", headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data) == (206, response.data[2:6])
    with pytest.raises(storage.Missing):
        storage.store().read(storage.folder_of(file_id) + "original", 0, 1)
    with unit_of_work():
        actions.forget(file=db.session.get_one(File, file_id))
    run_jobs()
    with pytest.raises(storage.Missing):
        storage.store().read(storage.folder_of(file_id) + "320.jpg", 0, 1)


def test_while_it_is_away_nothing_is_taken_and_nothing_lost(
    http: Client, ada: Person, kept: Callable[[bool], None], run_jobs: Callable[[], int], app: Flask
) -> None:
    from fandom.infra import delivery

    browser = http(as_=ada)
    waiting = send(browser).json["id"]
    kept(False)
    refused = send(browser)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert list(db.session.scalars(select(File.id))) == [waiting]
    row = db.session.scalars(select(Outbox.id)).one()
    delivery.deliver(row)
    assert browser.get(f"/media/{waiting}").json["status"] == "processing"
    kept(True)
    run_jobs()
    assert browser.get(f"/media/{waiting}").json["status"] == "ready"
    kept(False)
    assert browser.page(f"/media/{waiting}/320.jpg").status_code == 503
