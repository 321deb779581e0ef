"""Going through a film: what comes of it, once, and that the film can be watched without it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fandom.clips.cutting import apart
from fandom.clips.cutting.reasons import DAMAGED, Refused
from fandom.clips.playing import actions, jobs
from fandom.clips.playing.events import FilmOpened
from fandom.clips.playing.models import Film
from fandom.clips.playing.queries import film
from fandom.clips.sources.actions import forget_source
from fandom.core.viewer import SYSTEM
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media import actions as files
from fandom.media.models import File
from fandom.shows.values import ShowView
from tests.support.http import Http
from tests.support.people import Person
from tests.support.shots import shots
from tests.support.sources import open_film

Client = Callable[..., Http]
PATH = "/shows/saltmarsh/episodes/s01e01/film"


@pytest.fixture
def spoken(show: ShowView, tmp_path: Path) -> Path:
    """Three shots, and words beside them."""
    film = shots(tmp_path / "spoken.mp4", [30, 30, 40])
    (tmp_path / "spoken.de.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\nGuten <b>Tag</b>\n")
    return film


@pytest.fixture
def browsed(show: ShowView, spoken: Path, run_jobs: Callable[[], int]) -> str:
    opened = open_film(show.id, spoken)
    run_jobs()
    return opened


def row_of(show: ShowView) -> Film:
    return db.session.get_one(Film, (show.id, 1, 1), populate_existing=True)


def test_what_a_player_gets(http: Client, browsed: str, spoken: Path) -> None:
    found = http().get(PATH).json
    assert found["cuts_ms"] == [1200, 2400]
    at = {"every_ms": 1000, "columns": 4, "rows": 1, "width": 160, "height": 96}
    assert found["sprite"] == at | {"url": f"http://localhost/media/{browsed}/sprite.jpg"}
    assert found["subtitles"] == [
        {"url": f"http://localhost/media/{browsed}/1.vtt", "language": "de", "label": "Deutsch"}
    ]
    picture = http().page(f"/media/{browsed}/sprite.jpg")
    assert (picture.status_code, picture.headers["Content-Type"], picture.data[:3]) == (
        200,
        "image/jpeg",
        b"\xff\xd8\xff",
    )
    words = http().page(f"/media/{browsed}/1.vtt")
    assert (words.status_code, words.headers["Content-Type"]) == (200, "text/vtt; charset=utf-8")
    assert words.text == "WEBVTT\n\n00:00:00.100 --> 00:00:00.900\nGuten Tag\n"
    assert words.headers["X-Content-Type-Options"] == "nosniff"
    assert http().page(f"/media/{browsed}/film.mp4").data == spoken.read_bytes()


def test_whoever_may_not_watch_gets_no_picture_and_no_word(
    http: Client, browsed: str, bo: Person, allow: Callable[[str], None]
) -> None:
    for watching, visitor, fan in (("fans", 404, 200), ("nobody", 404, 404)):
        allow(watching)
        for name in ("sprite.jpg", "1.vtt"):
            assert http().page(f"/media/{browsed}/{name}").status_code == visitor
            assert http(as_=bo).page(f"/media/{browsed}/{name}").status_code == fan


def test_again_it_does_nothing(show: ShowView, browsed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(apart, "browse")
    with unit_of_work():
        jobs.browse(FilmOpened(browsed))
    assert row_of(show).tries == 1


def test_what_was_begun_and_broken_off_is_made_whole(show: ShowView, spoken: Path) -> None:
    opened = open_film(show.id, spoken)
    for _ in range(2):
        with unit_of_work():
            jobs.browse(FilmOpened(opened))
        with unit_of_work():
            row_of(show).browsed_at = None
    with unit_of_work():
        jobs.browse(FilmOpened(opened))
    file = db.session.get_one(File, opened, populate_existing=True)
    assert [each["name"] for each in file.variants] == ["film.mp4", "sprite.jpg", "1.vtt"]
    with unit_of_work():
        row_of(show).browsed_at = None
    before = row_of(show).sprite
    with unit_of_work():
        jobs.browse(FilmOpened(opened))
    assert (row_of(show).tries, row_of(show).sprite) == (4, before)


@pytest.mark.parametrize("fault", [Refused(DAMAGED), FileNotFoundError()])
def test_a_failure_leaves_the_film_to_be_watched(
    http: Client,
    show: ShowView,
    spoken: Path,
    monkeypatch: pytest.MonkeyPatch,
    run_jobs: Callable[[], int],
    fault: Exception,
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(apart, "browse", fail)
    open_film(show.id, spoken)
    run_jobs()
    found = http().get(PATH)
    assert (found.status_code, found.json["sprite"]) == (200, None)


@pytest.mark.parametrize("change", ["gone", "other"])
def test_what_changes_meanwhile_ends_it_quietly(
    show: ShowView, spoken: Path, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int], change: str
) -> None:
    browse = apart.browse

    def changing(*asked: Any) -> Any:
        found = browse(*asked)
        if change == "gone":
            spoken.unlink()
        else:
            spoken.write_bytes(b"others")
        return found

    monkeypatch.setattr(apart, "browse", changing)
    opened = open_film(show.id, spoken)
    run_jobs()
    assert row_of(show).sprite is None
    assert not list(storage.store().path(storage.folder_of(opened)).glob("*"))  # type: ignore[union-attr]


def test_what_is_let_go_is_swept_with_what_was_made_of_it(
    show: ShowView, browsed: str, spoken: Path, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]
) -> None:
    monkeypatch.setattr(files, "UNHELD_KEPT", timedelta(seconds=-1))
    with unit_of_work():
        forget_source(show_id=show.id, season=1, number=1)
    with unit_of_work():
        actions.let_go()
    with unit_of_work():
        files.sweep()
    run_jobs()
    assert db.session.get(File, browsed, populate_existing=True) is None
    assert not list(storage.store().path(storage.folder_of(browsed)).glob("*"))  # type: ignore[union-attr]
    assert spoken.exists()


def test_the_house_itself_may_read_it(show: ShowView, browsed: str, allow: Callable[[str], None]) -> None:
    allow("nobody")
    assert film(SYSTEM, show.id, (1, 1)) is not None
