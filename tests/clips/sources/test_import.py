"""From a folder to sources: the videos beside the .nfo, and never anything that does not lie in it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.clips.models import FilmSource
from fandom.infra.db import db, record, unit_of_work
from fandom.infra.storage.local import Disk
from fandom.shows.events import EpisodeFileFound
from fandom.shows.library import names, videos
from fandom.shows.library.values import Video
from tests.clips.sources.conftest import Name, draw, source, touch
from tests.shows.library.folders import episode_nfo, film_nfo, put, show_nfo
from tests.shows.library.imports import bring

Jobs = Callable[[], int]


@pytest.fixture
def library(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.extensions, "storage", Disk(tmp_path / "store"))
    root = tmp_path / "library"
    put(root, "Dusk (2001)/tvshow.nfo", show_nfo("Dusk", year="2001"))
    return root


def paths() -> dict[int, str]:
    db.session.expire_all()
    rows = db.session.execute(select(FilmSource.number, FilmSource.path).order_by(FilmSource.number))
    return {row.number: Path(row.path).name for row in rows}


def test_a_folder_brings_its_films(library: Path, run_jobs: Jobs) -> None:
    put(library, "Dusk (2001)/Dusk S01E01.nfo", episode_nfo(1, 1))
    film = draw(library / "Dusk (2001)" / "Dusk S01E01.mkv")
    put(library, "The Ferry/movie.nfo", film_nfo("The Ferry"))
    put(library, "The Ferry/The Ferry.mp4", b"no film at all")
    assert bring(library).report["videos"] == 2
    run_jobs()
    found = {each.path: each for each in db.session.scalars(select(FilmSource))}
    assert (found[str(film)].status, found[str(film)].duration_ms) == ("ready", 2000)
    assert found[str(library / "The Ferry" / "The Ferry.mp4")].status == "failed"


def test_importing_again_looks_at_nothing_again(
    library: Path, run_jobs: Jobs, probing: Callable[..., list[Path]]
) -> None:
    seen = probing()
    film = draw(library / "Dusk (2001)" / "Dusk S01E01.mkv")
    for _ in range(2):
        bring(library)
        run_jobs()
    assert len(seen) == 1
    touch(film)
    bring(library)
    run_jobs()
    assert len(seen) == 2


def test_a_film_that_was_renamed_is_found_again(
    library: Path, run_jobs: Jobs, probing: Callable[..., list[Path]]
) -> None:
    probing()
    film = draw(library / "Dusk (2001)" / "Dusk S01E01.mkv")
    bring(library)
    run_jobs()
    film.rename(film.with_name("Dusk - S01E01 - Fog.mkv"))
    bring(library)
    run_jobs()
    assert (paths(), source().status) == ({1: "Dusk - S01E01 - Fog.mkv"}, "ready")


def test_what_an_operator_named_stays(
    library: Path, tmp_path: Path, run_jobs: Jobs, name: Name, probing: Callable[..., list[Path]], show: object
) -> None:
    probing()
    put(library, "Lantern/tvshow.nfo", show_nfo("Lantern"))
    draw(library / "Lantern" / "S01E01.mkv")
    chosen = draw(tmp_path / "chosen.mp4")
    name(chosen)
    bring(library)
    run_jobs()
    bring(library)
    run_jobs()
    assert paths() == {1: "chosen.mp4"}
    chosen.unlink()
    bring(library)
    run_jobs()
    assert paths() == {1: "S01E01.mkv"}


def test_links_out_of_the_folder_never_become_sources(library: Path, tmp_path: Path, run_jobs: Jobs) -> None:
    secret = draw(tmp_path / "secret" / "S01E05.mp4")
    folder = library / "Dusk (2001)"
    (folder / "Dusk S01E01.mp4").symlink_to(secret)
    (folder / "Season 1").symlink_to(secret.parent, target_is_directory=True)
    inside = draw(folder / "kept" / "film.mkv")
    (folder / "Dusk S01E03.mkv").symlink_to(inside)
    found = bring(library)
    run_jobs()
    assert {each.file for each in found.skipped} == {"Dusk (2001)/Dusk S01E01.mp4", "Dusk (2001)/Season 1"}
    assert (paths(), source(3).path, source(3).status) == ({3: "film.mkv"}, str(inside), "ready")


def test_a_film_that_becomes_a_link_before_it_is_looked_at_is_not_followed(
    library: Path, tmp_path: Path, run_jobs: Jobs, probing: Callable[..., list[Path]]
) -> None:
    seen = probing()
    film = draw(library / "Dusk (2001)" / "Dusk S01E01.mkv")
    secret = draw(tmp_path / "secret.mkv")
    bring(library)
    film.unlink()
    film.symlink_to(secret)
    run_jobs()
    assert (seen, source().status) == ([], "gone")


def test_addresses_and_pipes_are_no_films(library: Path, run_jobs: Jobs) -> None:
    put(library, "Dusk (2001)/Dusk S01E01.strm", "https://example.org/film.mp4")
    os.mkfifo(library / "Dusk (2001)" / "Dusk S01E02.mkv")
    bring(library)
    run_jobs()
    assert (paths(), source(2).status) == ({2: "Dusk S01E02.mkv"}, "gone")


def test_an_episode_that_went_before_its_film_was_named_is_no_trouble(
    library: Path, run_jobs: Jobs, show: object
) -> None:
    run_jobs()
    with unit_of_work():
        record(EpisodeFileFound("nobody", 1, 1, str(library / "S01E01.mkv")))
    assert run_jobs() == 1
    assert paths() == {}


def test_of_several_films_the_plainest_is_taken() -> None:
    found = [Video(1, 1, f"/d/{name}") for name in ("S01E01-trailer.mkv", "S01E01.mkv", "S01E01.sample.mkv")]
    assert videos.own(found) == (Video(1, 1, "/d/S01E01.mkv"),)


def test_a_trailer_beside_a_film_is_not_the_film(library: Path, run_jobs: Jobs) -> None:
    put(library, "The Ferry/movie.nfo", film_nfo("The Ferry"))
    for name in ("The Ferry-trailer.mp4", "The Ferry.mp4"):
        put(library, f"The Ferry/{name}", b"no film at all")
    bring(library)
    run_jobs()
    assert paths() == {1: "The Ferry.mp4"}


def test_a_film_of_several_episodes_is_nobodys() -> None:
    """A clip of the first could show the second."""
    assert videos.own([Video(1, 1, "/d/double.mkv"), Video(1, 2, "/d/double.mkv")]) == ()
    assert videos.own([Video(1, 1, "/d/S01E01-E02.mkv"), Video(1, 2, "/d/S01E02.mkv")]) == (
        Video(1, 2, "/d/S01E02.mkv"),
    )


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("Dusk S01E01E02.mkv", True),
        ("Dusk S01E01-E02.mkv", True),
        ("Dusk s01e01-02 Fog.mkv", True),
        ("Dusk S01E01.mkv", False),
        ("Dusk S01E01-720p.mkv", False),
        ("Dusk S01E01-1080p.mkv", False),
        ("Dusk S01E01-10bit.mkv", False),
        ("Dusk S01E01 - 2019.mkv", False),
        ("1x02.avi", False),
    ],
)
def test_names_say_how_many_episodes_there_are(name: str, several: bool) -> None:
    assert names.several(name) is several
