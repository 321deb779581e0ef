"""Decoding as a job: twice, for something that is gone meanwhile, and again when it was cut off."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from fandom.core import clock
from fandom.core.errors import StorageFull
from fandom.core.ids import first_id, new_id
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.media import actions, jobs, orphans
from fandom.media.decoding import apart
from fandom.media.events import FileForgotten, FileUploaded
from fandom.media.models import File
from tests.media.conftest import send
from tests.support.http import Http
from tests.support.people import Person

Client = Callable[..., Http]
Upload = Callable[..., str]


def file(file_id: str) -> File | None:
    db.session.expire_all()
    return db.session.get(File, file_id)


def stored(file_id: str, name: str) -> bool:
    try:
        storage.store().read(storage.folder_of(file_id) + name, 0, 1).close()
    except storage.Missing:
        return False
    return True


def test_the_original_goes_when_it_was_drawn(ada: Person, upload: Upload) -> None:
    file_id = upload(ada, decoded=False)
    assert stored(file_id, "original")
    with unit_of_work():
        jobs.decode(FileUploaded(file_id))
    assert stored(file_id, "original")
    file_id = upload(ada)
    assert not stored(file_id, "original")
    assert stored(file_id, "320.avif")


def test_twice_is_the_same_as_once(ada: Person, upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = upload(ada)
    monkeypatch.setattr(apart, "decode", None)
    with unit_of_work():
        jobs.decode(FileUploaded(file_id))
    found = file(file_id)
    assert found is not None
    assert (found.status, found.version) == ("ready", 2)


def test_what_is_deleted_while_it_is_decoded_ends_quietly(
    ada: Person, upload: Upload, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]
) -> None:
    file_id, decode = upload(ada, decoded=False), apart.decode

    def meanwhile(*asked: object) -> object:
        made = decode(*asked)  # type: ignore[arg-type]
        db.session.execute(delete(File).where(File.id == file_id))
        return made

    monkeypatch.setattr(apart, "decode", meanwhile)
    run_jobs()
    assert file(file_id) is None
    assert not stored(file_id, "320.jpg")
    assert not stored(file_id, "original")


def test_who_comes_second_takes_nothing_from_who_was_first(
    ada: Person, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a worker was thought dead: the other one has drawn it meanwhile."""
    file_id, decode = upload(ada, decoded=False), apart.decode

    def overtaken(*asked: object) -> object:
        made = decode(*asked)  # type: ignore[arg-type]
        with monkeypatch.context() as patched:
            patched.setattr(apart, "decode", decode)
            jobs.decode(FileUploaded(file_id))
        return made

    monkeypatch.setattr(apart, "decode", overtaken)
    with unit_of_work():
        jobs.decode(FileUploaded(file_id))
    assert file(file_id).status == "ready"  # type: ignore[union-attr]
    assert stored(file_id, "320.jpg")


def test_what_is_deleted_before_is_not_even_fetched(
    http: Client, ada: Person, upload: Upload, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]
) -> None:
    file_id = upload(ada, decoded=False)
    http(as_=ada).delete(f"/media/{file_id}")
    monkeypatch.setattr(apart, "decode", None)
    run_jobs()
    assert not stored(file_id, "original")
    assert list(db.session.scalars(select(Outbox.id))) == []


def test_one_that_was_cut_off_is_tried_again(
    ada: Person, upload: Upload, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]
) -> None:
    from fandom.infra import delivery

    def stopped(*_asked: object) -> None:
        raise apart.Stopped

    file_id = upload(ada, decoded=False)
    with monkeypatch.context() as patched:
        patched.setattr(apart, "decode", stopped)
        delivery.deliver(db.session.scalars(select(Outbox.id)).one())
    assert file(file_id).status == "processing"  # type: ignore[union-attr]
    run_jobs()
    assert file(file_id).status == "ready"  # type: ignore[union-attr]


def test_a_full_disk_takes_nothing(http: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_asked: object) -> None:
        raise StorageFull

    monkeypatch.setattr(storage.store(), "put", full)
    response = send(http(as_=ada))
    assert (response.status_code, response.json["title"]) == (507, "Insufficient Storage")
    assert db.session.scalars(select(File)).all() == []


def test_a_lost_original_is_said_to_be_damaged(ada: Person, upload: Upload, run_jobs: Callable[[], int]) -> None:
    file_id = upload(ada, decoded=False)
    storage.store().drop(storage.folder_of(file_id))
    run_jobs()
    assert file(file_id).status == "failed"  # type: ignore[union-attr]


def test_what_nothing_keeps_goes_within_the_hour(ada: Person, upload: Upload, run_jobs: Callable[[], int]) -> None:
    kept, left, young = (upload(ada, decoded=False) for _ in range(3))
    with unit_of_work():
        actions.hold(kept, "moment", "m")
        for each, minutes in ((left, 51), (young, 40)):
            db.session.get_one(File, each).unheld_since = clock.now() - timedelta(minutes=minutes)
    jobs.tidy()
    run_jobs()
    assert [file(each) is not None for each in (kept, left, young)] == [True, False, True]
    assert not stored(left, "original")


def test_what_is_let_go_is_swept_an_hour_later(ada: Person, upload: Upload) -> None:
    file_id = upload(ada, decoded=False)
    for kind in ("moment", "evidence"):
        with unit_of_work():
            actions.hold(file_id, kind, "m")
    assert file(file_id).unheld_since is None  # type: ignore[union-attr]
    with unit_of_work():
        actions.release("moment", "m")
    since = file(file_id).unheld_since  # type: ignore[union-attr]
    assert since is not None
    with unit_of_work():
        actions.release("evidence", "m")
    assert file(file_id).unheld_since == since  # type: ignore[union-attr]


def test_evidence_is_swept_out_of_its_owners_hands_only(
    ada: Person, upload: Upload, run_jobs: Callable[[], int]
) -> None:
    file_id = upload(ada)
    with unit_of_work():
        actions.hold(file_id, "evidence", "case")
        db.session.get_one(File, file_id).unheld_since = clock.now() - timedelta(minutes=51)
    jobs.tidy()
    jobs.tidy()
    run_jobs()
    found = file(file_id)
    assert (found.owner_id, found.unheld_since) == (None, None)  # type: ignore[union-attr]
    assert stored(file_id, "320.jpg")
    with unit_of_work():
        actions.release("evidence", "case")
    assert file(file_id).unheld_since is not None  # type: ignore[union-attr]


def test_what_is_stuck_is_asked_for_again(ada: Person, upload: Upload) -> None:
    file_id = upload(ada, decoded=False)
    with unit_of_work():
        db.session.execute(delete(Outbox))
        db.session.get_one(File, file_id).touched_at = clock.now() - timedelta(minutes=16)
    jobs.tidy()
    jobs.tidy()
    assert [row.fact for row in db.session.scalars(select(Outbox))] == ["FileUploaded"]


def test_bytes_that_no_row_speaks_of_go(app: Flask, ada: Person, upload: Upload) -> None:
    orphan, known, young = first_id(clock.now() - timedelta(hours=2)), upload(ada, decoded=False), new_id()
    for each in (orphan, young):
        with (storage.store().path("source") or app.extensions["nowhere"]).open("wb+") as source:
            storage.store().put(storage.folder_of(each) + "original", source, "image/png")
    assert orphans.sweep() == 1
    assert [stored(each, "original") or not each for each in (known,)] == [True]
    assert not (storage.store().path(storage.folder_of(orphan)) or app.extensions["nowhere"]).exists()
    assert (storage.store().path(storage.folder_of(young)) or app.extensions["nowhere"]).exists()
    storage.store().drop(storage.folder_of(young))


def test_forgetting_twice_is_the_same_as_once(app: Flask) -> None:
    for _ in range(2):
        jobs.drop_all(FileForgotten(new_id()))
