"""Pages for administrators, which work without JavaScript."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from fandom.accounts.models import Account
from fandom.core.ids import new_id
from fandom.infra.db import db
from fandom.shows import queries
from fandom.shows.library.running import advance
from tests.shows.library.folders import series
from tests.support.catalogue import make_show, show_file
from tests.support.films import Recipe, film
from tests.support.http import Http
from tests.support.people import make_admin, make_fan
from tests.support.sources import open_film

Said = Callable[[Any], str]
PAGES = ("", "/accounts", "/shows", "/shows/lantern", "/queues", "/limits", "/library")


@pytest.fixture
def admin(http: Callable[..., Http], app: Flask) -> Http:
    make_show("lantern")
    return http(as_=make_admin("ada"))


def test_they_are_there_for_administrators_only(http: Callable[..., Http], admin: Http) -> None:
    moderator, visitor = http(as_=make_fan(moderates_all=True)), http()
    for page in PAGES:
        assert admin.page(f"/admin{page}").status_code == 200, page
        assert moderator.page(f"/admin{page}").status_code == 404, page
        assert visitor.page(f"/admin{page}").headers["Location"].startswith("/sign-in"), page


def test_accounts_change_from_their_list(admin: Http, words: Said) -> None:
    bo = make_fan("bo")
    for move, column, value in (
        ("admin", "is_admin", True),
        ("no-admin", "is_admin", False),
        ("ban", "state", "banned"),
    ):
        assert admin.page("/admin/accounts/bo", method="POST", data={"move": move}).status_code == 303
        db.session.expire_all()
        assert getattr(db.session.get_one(Account, bo.id), column) == value
    said = words(admin.page("/admin/accounts?q=bo&state=banned"))
    assert "Let back in" in said
    assert "@ada" not in said
    assert admin.page("/admin/accounts/bo", method="POST", data={"move": "crown"}).status_code == 303


def test_the_last_administrator_is_told_why_not(admin: Http, words: Said) -> None:
    answer = admin.page("/admin/accounts/ada", method="POST", data={"move": "no-admin"})
    assert answer.status_code == 409
    assert "This is the last administrator" in words(answer)


def test_a_catalogue_is_pasted(admin: Http, words: Said) -> None:
    given = json.dumps(show_file("dusk"))
    answer = admin.page("/admin/shows", method="POST", data={"catalogue": given})
    assert answer.headers["Location"] == "/admin/shows/dusk"
    assert "Dusk is here." in words(admin.page("/admin/shows/dusk"))
    for wrong in ("{", "[]", given.replace('"hue"', '"x"').replace("series", "novel")):
        refused = admin.page("/admin/shows", method="POST", data={"catalogue": wrong})
        assert refused.status_code == 422
        assert 'id="catalogue-wrong"' in refused.get_data(as_text=True)


def test_a_show_is_edited(admin: Http) -> None:
    typed = {"title": "Dawn", "year": "1999", "synopsis": "New words.", "hue": "90"}
    assert admin.page("/admin/shows/lantern", method="POST", data=typed).status_code == 303
    found = queries.by_slug("lantern")
    assert found is not None
    assert (found.title, found.year, found.synopsis, found.hue) == ("Dawn", 1999, "New words.", 90)
    wrong = admin.page("/admin/shows/lantern", method="POST", data=typed | {"title": "\u202e", "synopsis": "Kept"})
    assert wrong.status_code == 422
    assert 'id="title-wrong"' in wrong.get_data(as_text=True)
    assert "Kept" in wrong.get_data(as_text=True)


def test_a_folder_is_imported_and_followed(
    admin: Http, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Said
) -> None:
    refused = admin.page("/admin/library", method="POST", data={"path": str(tmp_path)})
    assert refused.status_code == 422
    assert "This is not below a folder" in words(refused)
    named = dataclasses.replace(app.extensions["settings"], libraries=(tmp_path,), data=tmp_path / "data")
    monkeypatch.setitem(app.extensions, "settings", named)
    folder = series(tmp_path / "shows", "<b>", episodes=1).parent
    (folder / "bad.nfo").write_text("no xml")
    started = admin.page("/admin/library", method="POST", data={"path": str(folder)})
    assert started.status_code == 303
    page = started.headers["Location"]
    assert 'hx-trigger="load delay:2s"' in admin.page(page).get_data(as_text=True)
    runner = new_id()
    monkeypatch.setattr("fandom.shows.library.pictures.storage.store", Nowhere)
    while advance(page.rpartition("/")[2], runner):
        pass
    said = words(admin.page(page))
    assert "2 of 2 titles" in said
    assert "1 added · 0 changed · 0 unchanged · 1 video · 3 pictures · 1 skipped" in said
    assert "This is not XML: it has no element." in said
    assert "hx-trigger" not in admin.page(page).get_data(as_text=True)
    assert admin.page(f"{page}/stop", method="POST").status_code == 409


class Nowhere:
    def put(self, *_args: object) -> None:
        """The bytes are of no interest here."""


def test_videos_that_browsers_do_not_play_are_named(admin: Http, tmp_path: Path) -> None:
    show = queries.by_slug("lantern")
    assert show is not None
    assert "browsers do not play" not in admin.page("/admin/library").text
    open_film(show.id, film(tmp_path / "plain.mp4", Recipe(10)))
    assert "browsers do not play" not in admin.page("/admin/library").text
    open_film(show.id, film(tmp_path / "deep.mp4", Recipe(10, format="yuv420p10le", sound="")), (1, 2))
    body = admin.page("/admin/library").text
    assert "browsers do not play" in body
    assert str(tmp_path / "deep.mp4") in body
    assert "plain.mp4" not in body
