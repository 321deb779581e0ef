"""Posters and stills of a library: decoded like any picture, shown when they are ready, served by the horizon."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.shows import access, actions, queries
from fandom.shows.library import hues, pictures
from fandom.shows.values import ShowView
from tests.shows.library.folders import picture, put, series
from tests.shows.library.imports import bring
from tests.support.people import Person, make_fan

Run = Callable[[], int]
Client = Any  # a browser of `http()`; answers are read as JSON
SLUG = "harbour-lights"


@pytest.fixture
def folder(library: Path, run_jobs: Run) -> Path:
    """A show of two episodes whose art is ready."""
    made = series(library, episodes=2)
    put(made, "poster.jpg", picture((20, 60, 220), size=(400, 600)))
    bring(library)
    run_jobs()
    return made


def found() -> ShowView:
    db.session.expire_all()
    show = queries.by_slug(SLUG)
    assert show is not None
    return show


def reach(fan: Person, number: int) -> None:
    with unit_of_work():
        word = access.word_about(found(), (1, number))
        actions.set_progress(viewer=fan.viewer, show_id=found().id, word=word)


def stills(http: Any, fan: Person) -> list[str | None]:
    return [each["still_url"] for each in http(as_=fan).get(f"/shows/{SLUG}/episodes").json["items"]]


def test_a_show_has_its_poster_its_cover_and_its_light(folder: Path, http: Client) -> None:
    poster = http().get(f"/shows/{SLUG}").json["poster_url"]
    assert poster == f"http://localhost/media/{found().poster_id}/320.jpg"
    assert http().get("/shows").json["items"][0]["poster_url"] == poster
    answer = http().page(poster.removeprefix("http://localhost"))
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert found().hue == 270
    page = http().page(f"/shows/{SLUG}").get_data(as_text=True)
    assert f"/media/{found().cover_id}/" in page
    assert "hue-270" in page


def test_a_new_poster_takes_its_place_when_it_is_ready(folder: Path, library: Path, run_jobs: Run) -> None:
    before = found().poster_id
    put(folder, "poster.jpg", picture((230, 30, 40), size=(400, 600)))
    bring(library)
    assert found().poster_id == before
    run_jobs()
    assert found().poster_id != before
    assert found().hue == 30
    assert db.session.get_one(File, before).unheld_since is not None


def test_no_transaction_is_open_while_a_poster_is_looked_at(
    folder: Path, library: Path, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_then: list[bool] = []
    monkeypatch.setattr(hues, "of_picture", lambda _: open_then.append(db.session().in_transaction()))
    put(folder, "poster.jpg", picture((230, 30, 40), size=(400, 600)))
    bring(library)
    run_jobs()
    assert open_then == [False]


def test_one_that_cannot_be_decoded_changes_nothing(folder: Path, library: Path, run_jobs: Run) -> None:
    before = found()
    put(folder, "poster.jpg", picture()[:300])
    bring(library)
    run_jobs()
    assert found() == before


def test_a_light_that_somebody_chose_stays(folder: Path, library: Path, run_jobs: Run) -> None:
    from fandom.shows.models import Show

    with unit_of_work():
        db.session.get_one(Show, found().id).hue = 90
    put(folder, "poster.jpg", picture((230, 30, 40), size=(400, 600)))
    bring(library)
    run_jobs()
    assert found().hue == 90


def test_stills_go_as_far_as_titles_do(folder: Path, http: Client) -> None:
    fan = make_fan()
    reach(fan, 1)
    open_ones = stills(http, fan)
    assert None not in open_ones
    with unit_of_work():
        actions.change_settings(viewer=fan.viewer, show_id=found().id, changes={"withholds_titles": True})
    first, second = stills(http, fan)
    assert (first, second) == (open_ones[0], None)
    paths = [str(each).removeprefix("http://localhost") for each in open_ones]
    assert [http(as_=fan).page(path).status_code for path in paths] == [200, 404]
    reach(fan, 2)
    assert http(as_=fan).page(paths[1]).status_code == 200


def test_nobody_reads_the_pictures_of_a_show_that_is_not_there(folder: Path) -> None:
    viewer = make_fan().viewer
    assert pictures.may_read(viewer, found().id)
    assert pictures.may_read(viewer, f"{found().id}/cover")
    for holder in ("0000000000000", "", "/s01e01", "0000000000000/s01e01"):
        assert not pictures.may_read(viewer, holder)
