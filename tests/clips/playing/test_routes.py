"""What a player is told of a film, and how it is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from fandom.accounts.actions import ban
from fandom.clips.events import SourceReady
from fandom.clips.models import FilmSource
from fandom.clips.playing import actions, handlers
from fandom.clips.playing.models import Film
from fandom.clips.sources.actions import forget_source, name_source
from fandom.core.viewer import SYSTEM
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File, Holder
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.support.http import Http
from tests.support.people import Person

Client = Callable[..., Http]
Allow = Callable[[str], None]
PATH = "/shows/saltmarsh/episodes/s01e01/film"


def change_source(show: ShowView, **values: Any) -> None:
    with unit_of_work():
        row = db.session.get_one(FilmSource, (show.id, 1, 1))
        for name, value in values.items():
            setattr(row, name, value)


def test_a_film(http: Client, opened: str) -> None:
    found = http().get(PATH)
    assert found.status_code == 200
    said = found.json
    url = said.pop("url")
    assert url.endswith(f"/media/{opened}/film.mp4")
    assert url.startswith("http")
    assert said == {
        "file_id": opened,
        "type": "video/mp4",
        "duration_ms": 4000,
        "width": 160,
        "height": 96,
        "playable": True,
        "sprite": None,
        "subtitles": [],
        "cuts_ms": [],
        "rate": 25.0,
    }


@pytest.mark.parametrize(
    ("watching", "visitor", "fan"), [("everyone", 200, 200), ("fans", 401, 200), ("nobody", 404, 404)]
)
def test_refusals(http: Client, opened: str, bo: Person, allow: Allow, watching: str, visitor: int, fan: int) -> None:
    allow(watching)
    assert http().get(PATH).status_code == visitor
    assert http(as_=bo).get(PATH).status_code == fan
    if visitor != 200:
        assert http().get(PATH).headers["Content-Type"] == "application/problem+json"


def test_fans_may_watch_where_nothing_is_said(http: Client, opened: str, bo: Person, show: ShowView) -> None:
    with unit_of_work():
        db.session.get_one(Show, show.id).rights = {}
    assert (http().get(PATH).status_code, http(as_=bo).get(PATH).status_code) == (401, 200)


@pytest.mark.parametrize("path", ["s01e02", "s09e09", "1", "s01e01x"])
def test_where_there_is_none(http: Client, opened: str, path: str) -> None:
    answer = http().get(f"/shows/saltmarsh/episodes/{path}/film")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("status", ["gone", "failed", "waiting"])
def test_what_is_not_there_any_more_is_not_to_be_watched(
    http: Client, opened: str, address: str, show: ShowView, status: str
) -> None:
    change_source(show, status=status)
    assert (http().get(PATH).status_code, http().page(address).status_code) == (404, 404)
    change_source(show, status="ready")
    assert (http().get(PATH).status_code, http().page(address).status_code) == (200, 200)


def test_opening_it_again_changes_nothing(http: Client, opened: str, show: ShowView) -> None:
    handlers.open_film(SourceReady(show.id, 1, 1))
    assert http().get(PATH).json["file_id"] == opened


def test_other_bytes_are_another_file(http: Client, opened: str, address: str, show: ShowView) -> None:
    change_source(show, stamp="of others")
    assert (http().get(PATH).status_code, http().page(address).status_code) == (404, 404)
    with unit_of_work():
        actions.open_film(place=(show.id, 1, 1))
    assert http().get(PATH).json["file_id"] != opened
    assert http().page(address).status_code == 404
    assert db.session.get_one(File, opened, populate_existing=True).unheld_since is not None


def test_what_was_forgotten_is_let_go_and_left_where_it_is(
    http: Client, opened: str, address: str, show: ShowView, own_film: Any
) -> None:
    with unit_of_work():
        forget_source(show_id=show.id, season=1, number=1)
    assert (http().get(PATH).status_code, http().page(address).status_code) == (404, 404)
    with unit_of_work():
        actions.let_go()
    kept = select(func.count()).select_from(Holder).where(Holder.file_id == opened)
    assert db.session.scalar(kept) == 0
    assert own_film.exists()


def test_what_was_missed_is_opened_with_the_next_round(
    http: Client, opened: str, show: ShowView, run_jobs: Callable[[], int]
) -> None:
    with unit_of_work():
        db.session.delete(db.session.get_one(Film, (show.id, 1, 1)))
    assert http().get(PATH).status_code == 404
    with unit_of_work():
        actions.open_missed()
    run_jobs()
    assert http().get(PATH).status_code == 200


def test_a_video_that_is_named_can_be_watched(
    http: Client, show: ShowView, bo: Person, own_film: Any, run_jobs: Callable[[], int]
) -> None:
    with unit_of_work():
        name_source(show_id=show.id, season=1, number=2, path=own_film)
    run_jobs()
    found = http(as_=bo).get("/shows/saltmarsh/episodes/s01e02/film").json
    whole = http(as_=bo).page(found["url"])
    assert whole.data == own_film.read_bytes()


def test_who_is_banned_is_a_visitor(http: Client, opened: str, address: str, bo: Person, allow: Allow) -> None:
    allow("fans")
    browser = http(as_=bo)
    assert browser.page(address).status_code == 200
    with unit_of_work():
        ban(viewer=SYSTEM, account_id=bo.id, reason="for a test")
    assert (browser.page(address).status_code, browser.get(PATH).status_code) == (404, 401)
