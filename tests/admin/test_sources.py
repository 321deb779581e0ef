"""Videos of episodes, named and forgotten by administrators: only below their folders, each with a row in the log."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.admin import access
from fandom.infra.audit import AuditRow
from fandom.infra.db import db, unit_of_work
from fandom.media.actions import fail
from fandom.media.models import File
from fandom.shows.values import ShowView
from fandom.web.pages import admin_library
from tests.support.catalogue import make_show
from tests.support.films import Recipe, film
from tests.support.http import Http
from tests.support.people import make_admin, make_fan
from tests.support.sources import give_film

As = Callable[..., Http]
PATH = "/admin/shows/lantern/sources"


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show("lantern")


@pytest.fixture
def video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "films"
    folder.mkdir()
    for module in (access, admin_library):
        monkeypatch.setattr(module, "libraries", lambda: (folder,))
    return film(folder / "lantern.mp4", Recipe(25))


@pytest.fixture
def admin(http: As, show: ShowView) -> Http:
    return http(as_=make_admin("ada"))


def rows() -> list[tuple[str, Any]]:
    found = select(AuditRow.action, AuditRow.detail).where(AuditRow.action.like("source.%")).order_by(AuditRow.id)
    return [(row.action, row.detail) for row in db.session.execute(found)]


def test_one_is_named_seen_and_forgotten(admin: Http, video: Path, run_jobs: Callable[[], int]) -> None:
    answer = admin.put(f"{PATH}/s01e01", {"path": str(video)})
    assert (answer.status_code, answer.json["status"]) == (202, "waiting")
    run_jobs()
    (found,) = admin.get(PATH).json["items"]
    assert (found["episode"], found["path"], found["status"], found["duration_ms"]) == (
        *("s01e01", str(video), "ready"),
        1000,
    )
    assert admin.put(f"{PATH}/s01e01", {"path": str(video)}).json["status"] == "ready"
    assert admin.delete(f"{PATH}/s01e01").status_code == 204
    assert admin.get(PATH).json["items"] == []
    assert admin.delete(f"{PATH}/s01e01").status_code == 404
    assert rows() == [
        ("source.set", {"episode": "s01e01", "path": str(video)}),
        ("source.forget", {"episode": "s01e01"}),
    ]


def test_only_what_lies_in_their_folders_can_be_named(admin: Http, video: Path, tmp_path: Path) -> None:
    outside = film(tmp_path / "outside.mp4", Recipe(5))
    (video.parent / "link.mp4").symlink_to(outside)
    asked = (outside, video.parent / "link.mp4", video.parent, video.parent / "none.mp4", "/etc/passwd", "a\0b", " ")
    for each in (*asked, video.parent / ".." / "outside.mp4"):
        assert admin.put(f"{PATH}/s01e01", {"path": str(each)}).status_code == 422, each
    assert admin.put(f"{PATH}/s09e09", {"path": str(video)}).status_code == 404
    assert rows() == []


def test_for_everybody_else_there_is_nothing(http: As, show: ShowView, video: Path) -> None:
    for who, status in ((make_fan("bo"), 404), (None, 401)):
        other = http(as_=who)
        assert other.get(PATH).status_code == status
        assert other.put(f"{PATH}/s01e01", {"path": str(video)}).status_code == status
        assert other.delete(f"{PATH}/s01e01").status_code == status


def test_a_form_does_the_same(admin: Http, http: As, video: Path) -> None:
    typed = {"show": "lantern", "episode": "s01e01", "video": str(video)}
    answer = admin.page("/admin/library/videos", method="POST", data=typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/library")
    assert [action for action, _ in rows()] == ["source.set"]
    for wrong in ({"video": "/etc/passwd"}, {"show": "none"}, {"episode": "s09e09"}):
        page = admin.page("/admin/library/videos", method="POST", data=typed | wrong)
        assert (page.status_code, 'role="alert"' in page.text) == (422, True)
    assert http(as_=make_fan("bo")).page("/admin/library/videos", method="POST", data=typed).status_code == 404


def test_clips_that_failed_are_listed(admin: Http, http: As, show: ShowView) -> None:
    give_film(show.id)
    body = {"show": show.slug, "caption": "Look", "episode": "s01e01", "clip": True, "start_ms": 60_000}
    posted = http(as_=make_fan("bo")).post("/moments", body | {"end_ms": 65_000}).json
    assert "clips-h" not in admin.page("/admin/library").text
    with unit_of_work():
        fail(file=db.session.get_one(File, posted["media"][0]["id"]), reason="The video is damaged & so on.")
    page = admin.page("/admin/library").text
    assert "The video is damaged &amp; so on." in page
    assert "1:00–1:05" in page
