"""What becomes of an upload: no film at all, no room, two at once, too old, and an account that goes."""

import io
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import ClientDisconnected

from fandom.core import clock
from fandom.core.errors import Conflict, StorageFull, Unavailable
from fandom.core.ids import first_id
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media import personal as files_of
from fandom.media.models import File
from fandom.media.resumable import access, actions, jobs, personal, taking
from fandom.media.resumable.models import Transfer
from fandom.media.resumable.scratch import Scratch
from tests.media.conftest import send
from tests.media.resumable.conftest import Tus, metadata
from tests.media.test_routes import form_of
from tests.support.clipped import film
from tests.support.http import Http
from tests.support.people import Person, make_fan

Client = Callable[..., Http]


def files() -> list[File]:
    db.session.expire_all()
    return list(db.session.scalars(select(File)))


@pytest.mark.parametrize("data", [b"These are words. " * 10, bytes(100), b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_what_is_no_film_is_refused_with_its_first_piece(tus: Tus, data: bytes) -> None:
    tus.begin(1_000_000, Upload_Metadata=metadata(filename="edit.mp4"))
    scratch = tus.scratch
    answer = tus.add(data, 0)
    assert answer.status_code == 415
    assert "MP4, MOV, WebM or MKV" in answer.json["detail"]
    assert not scratch.path.exists()
    assert tus.ask().status_code == 404


def test_it_cannot_be_told_before_there_is_enough(tus: Tus, sent: bytes) -> None:
    tus.begin(len(sent))
    assert tus.add(b"\0\0", 0).status_code == 204
    assert tus.add(b"words and words", 2).status_code == 415


@pytest.mark.parametrize("length", [1, 8, 15])
def test_less_than_any_film_has(tus: Tus, length: int) -> None:
    tus.begin(length)
    assert tus.add(b"x" * length, 0).status_code == 415
    assert files() == []


@pytest.mark.parametrize(("error", "status"), [(StorageFull(), 507), (Unavailable(), 503)])
def test_the_store_has_no_room_and_nothing_is_lost(
    tus: Tus, sent: bytes, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def refuse(*_: Any) -> None:
        raise error

    tus.begin(len(sent))
    with monkeypatch.context() as patch:
        patch.setattr(storage.store(), "put", refuse)
        answer = tus.add(sent, 0)
    assert answer.status_code == status
    assert answer.json["detail"]
    assert (tus.far, files()) == (len(sent), [])
    again = tus.add(b"", len(sent))
    assert again.status_code == 204
    (file,) = files()
    assert again.headers["Upload-Media"] == f"/api/v1/media/{file.id}"


def test_the_scratch_disk_is_full(tus: Tus, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "no room")

    tus.begin(len(sent))
    tus.add(sent[:1000], 0)
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        answer = tus.add(sent[1000:], 1000)
    assert (answer.status_code, answer.json["type"]) == (507, "/api/docs#storage-full")
    assert tus.far == 1000
    assert tus.add(sent[1000:], 1000).status_code == 204


def test_it_is_not_read_into_memory(app: Flask, ada: Person, sent: bytes) -> None:
    class Body(io.BytesIO):
        asked: ClassVar[list[int]] = []

        def read(self, size: int | None = -1, /) -> bytes:
            self.asked.append(size or -1)
            return super().read(size)

    with unit_of_work():
        way = actions.begin(owner=ada.viewer, length=len(sent), said="")
    at, file_id = taking.take(ada.viewer, way, 0, Body(sent), None)
    assert (at, bool(file_id)) == (len(sent), True)
    assert set(Body.asked) == {taking.PIECE}


def test_a_connection_that_breaks_leaves_what_came(app: Flask, ada: Person, sent: bytes) -> None:
    class Body(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(2000)

    with unit_of_work():
        way = actions.begin(owner=ada.viewer, length=len(sent), said="")
    with pytest.raises(ClientDisconnected):
        taking.take(ada.viewer, way, 0, Body(sent), None)
    assert taking.reached(way) == 2000


@pytest.mark.parametrize("over", ["stopped", "finished"])
def test_bytes_for_what_was_over_just_before_stay_nowhere(app: Flask, ada: Person, sent: bytes, over: str) -> None:
    """Else who stops in time would fill the disk beside what they may have on their way."""
    with unit_of_work():
        way = actions.begin(owner=ada.viewer, length=len(sent), said="")
    if over == "stopped":
        taking.stop(ada.viewer, way.id)
    else:
        taking.take(ada.viewer, way, 0, io.BytesIO(sent), None)
    with pytest.raises(Conflict):
        taking.take(ada.viewer, way, 0, io.BytesIO(sent[:1000]), None)
    assert not taking.scratch_of(way.id).path.exists()


def test_what_the_form_brings_is_a_file_too(http: Client, ada: Person, sent: bytes) -> None:
    said = send(http(as_=ada), sent, name="picture.png", alt="A lamp").json
    assert (said["kind"], said["status"], said["alt"]) == ("clip", "processing", "A lamp")


def test_a_video_may_be_larger_than_a_picture(http: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from fandom.media import rules

    large = film() + (25_000_008).to_bytes(4, "big") + b"free" + bytes(25_000_000)
    assert http(as_=ada).call("POST", "/api/v1/media", **form_of(large)).status_code == 202
    monkeypatch.setattr(rules, "VIDEO_MAX", 24_000_000)
    assert http(as_=ada).call("POST", "/api/v1/media", **form_of(large)).status_code == 413


def test_after_a_day_it_is_swept(
    tus: Tus, sent: bytes, frozen_clock: Callable[..., None], run_jobs: Callable[[], int]
) -> None:
    tus.begin(100)
    tus.add(sent[:50], 0)
    scratch, stray = tus.scratch, Scratch(tus.scratch.path.parent, first_id(clock.now() - timedelta(hours=2)))
    stray.add([b"x"], at=0, most=1)
    jobs.tidy()
    assert scratch.path.exists()
    assert stray.path.exists()
    frozen_clock(clock.now() + timedelta(hours=24, seconds=1))
    jobs.tidy()
    assert not scratch.path.exists()
    assert not stray.path.exists()
    assert db.session.scalars(select(Transfer)).all() == []


def test_what_became_a_file_is_forgotten_with_it(tus: Tus, sent: bytes) -> None:
    from fandom.media import actions as media

    tus.begin(len(sent))
    tus.add(sent, 0)
    with unit_of_work():
        media.forget(file=files()[0])
    assert tus.ask().status_code == 404


def test_stopping_what_is_a_file_already_leaves_the_file(tus: Tus, sent: bytes) -> None:
    tus.begin(len(sent))
    tus.add(sent, 0)
    assert tus.ask("DELETE").status_code == 204
    assert len(files()) == 1


def test_an_account_takes_along_what_it_began(tus: Tus, ada: Person, sent: bytes) -> None:
    tus.begin(100, Upload_Metadata=metadata(alt="A lamp"))
    tus.add(sent[:50], 0)
    scratch = tus.scratch
    (piece,) = personal.export(ada.id)
    assert b'"A lamp"' in b"".join(piece.read())
    with unit_of_work():
        assert personal.erase(ada.id) is False
    assert not scratch.path.exists()
    assert db.session.scalars(select(Transfer)).all() == []


def test_an_account_takes_along_its_clips_as_films(
    tus: Tus, ada: Person, sent: bytes, run_jobs: Callable[[], int]
) -> None:
    tus.begin(len(sent))
    tus.add(sent, 0)
    run_jobs()
    (file,) = files()
    paths = [each.path for each in files_of.export(ada.id)]
    assert paths == ["media.json", f"media/{file.id}.mp4"]
    with unit_of_work():
        files_of.erase(ada.id)
    assert files() == []


def test_words_that_would_be_held_are_refused(tus: Tus) -> None:
    from fandom.core import screening
    from fandom.core.screening import Verdict

    def hold(_draft: object) -> Verdict:
        return Verdict("hold")

    screening.answer_with(hold)
    try:
        assert tus.begin(10, Upload_Metadata=metadata(alt="Vile")).status_code == 422
    finally:
        screening.forget(hold)


class Races:
    """With real commits, each in a connection of its own."""

    @pytest.fixture
    def house(self, committed: Flask) -> Flask:
        return committed


@pytest.mark.live
class TestTwoTabs(Races):
    def test_both_finish_and_it_is_one_file(self, house: Flask) -> None:
        owner, sent = make_fan("ada").viewer, film()
        with unit_of_work():
            way = actions.begin(owner=owner, length=len(sent), said="")
        taking.scratch_of(way.id).add([sent], at=0, most=len(sent))

        def finish(_number: int) -> str | None:
            with house.test_request_context():
                found = taking.take(owner, access.way_to_go_on(owner, way.id), len(sent), io.BytesIO(), 0)[1]
                db.session.remove()
                return found

        with ThreadPoolExecutor(4) as threads:
            ids = set(threads.map(finish, range(4)))
        assert ids == set(db.session.scalars(select(File.id)))
        assert len(ids) == 1

    def test_no_more_are_begun_than_may_be(self, house: Flask) -> None:
        owner = make_fan("ada").viewer

        def begin(_number: int) -> bool:
            with house.app_context():
                try:
                    with unit_of_work():
                        actions.begin(owner=owner, length=200_000_000, said="")
                except Conflict:
                    return False
                finally:
                    db.session.remove()
                return True

        with ThreadPoolExecutor(6) as threads:
            assert sum(threads.map(begin, range(6))) == 3
