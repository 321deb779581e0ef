"""Naming a video: what is known is left alone, what is new is looked at, what is no video never becomes one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from fandom.clips import queries as clips
from fandom.clips.models import FilmSource
from fandom.clips.sources import actions
from fandom.core.errors import NotFound
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.shows.actions import import_show
from fandom.shows.catalogue_schema import parsed
from fandom.shows.models import Episode, Show
from fandom.shows.values import ShowView
from tests.clips.sources.conftest import Name, draw, source, touch
from tests.support.catalogue import episode, show_file

Jobs = Callable[[], int]


def length(number: int) -> int | None:
    db.session.expire_all()
    return db.session.scalar(select(Episode.duration_ms).where(Episode.number == number))


def test_a_film_becomes_a_source(name: Name, film: Path, run_jobs: Jobs, show: ShowView) -> None:
    assert name(film)
    assert (source().status, clips.source(show.id, (1, 1))) == ("waiting", None)
    run_jobs()
    found = source()
    assert (found.status, found.reason, found.path) == ("ready", None, str(film))
    assert (found.duration_ms, found.width, found.height) == (2000, 64, 36)
    assert (found.tracks["video"], found.tracks["audio"], found.tracks["rate"]) == ("h264", False, 10.0)
    assert found.tracks["key_frames"][0] == 0
    assert clips.episodes_with_film(show.id) == {(1, 1)}


def test_naming_twice_is_once(name: Name, film: Path, run_jobs: Jobs) -> None:
    name(film)
    run_jobs()
    before = source().probed_at
    assert not name(film)
    assert run_jobs() == 0
    assert (source().status, source().probed_at) == ("ready", before)


def test_other_bytes_are_looked_at_anew(name: Name, film: Path, run_jobs: Jobs) -> None:
    name(film)
    run_jobs()
    before = source().stamp
    draw(film, seconds=3)
    touch(film)
    assert name(film)
    assert (source().status, source().duration_ms) == ("waiting", None)
    run_jobs()
    assert (source().status, source().duration_ms) == ("ready", 3000)
    assert source().stamp != before


def test_another_film_takes_its_place(name: Name, film: Path, run_jobs: Jobs) -> None:
    name(film)
    run_jobs()
    other = draw(film.with_name("longer.mkv"), seconds=4)
    assert name(other)
    run_jobs()
    assert (source().path, source().duration_ms) == (str(other), 4000)


def test_one_film_may_be_named_for_two(name: Name, film: Path, run_jobs: Jobs) -> None:
    name(film, 1)
    name(film, 2)
    run_jobs()
    assert source(1).stamp == source(2).stamp


@pytest.mark.parametrize("content", [b"", b"only words, whatever the name says", b"\0" * 5000])
def test_what_is_no_film_fails_with_a_sentence(name: Name, tmp_path: Path, run_jobs: Jobs, content: bytes) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(content)
    name(bad)
    run_jobs()
    found = source()
    assert found.status == "failed"
    assert found.reason is not None
    assert found.reason.endswith(".")
    assert found.duration_ms is None
    assert db.session.scalars(select(Outbox.id)).all() == []


def test_words_in_a_film_that_are_no_utf_8_do_no_harm(name: Name, tmp_path: Path, run_jobs: Jobs) -> None:
    film = draw(tmp_path / "old.mkv", title="Cafe Bleu")
    film.write_bytes(film.read_bytes().replace(b"Cafe Bleu", b"Caf\xe9 Bleu"))
    name(film)
    run_jobs()
    assert (source().status, source().reason) == ("ready", None)


def test_half_a_film_fails(name: Name, film: Path, run_jobs: Jobs) -> None:
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    name(film)
    run_jobs()
    assert source().status == "failed"
    draw(film)
    assert name(film)
    run_jobs()
    assert (source().status, source().reason) == ("ready", None)


def test_what_is_not_there_is_gone(name: Name, tmp_path: Path, run_jobs: Jobs, show: ShowView) -> None:
    name(tmp_path / "none.mp4")
    run_jobs()
    assert (source().status, source().reason) == ("gone", actions.GONE)
    assert clips.source(show.id, (1, 1)) is None


def test_a_link_never_becomes_a_source(name: Name, film: Path, run_jobs: Jobs) -> None:
    link = film.with_name("link.mp4")
    link.symlink_to(film)
    name(link)
    run_jobs()
    assert source().status == "gone"


def test_a_source_that_becomes_a_link_is_gone(name: Name, film: Path, run_jobs: Jobs) -> None:
    name(film)
    run_jobs()
    film.rename(film.with_name("secret.mp4"))
    film.symlink_to("secret.mp4")
    name(film)
    run_jobs()
    assert source().status == "gone"


def test_a_film_says_how_long_an_episode_is_where_nobody_has(name: Name, film: Path, run_jobs: Jobs) -> None:
    before = length(2)
    version = db.session.scalar(select(Show.version))
    name(film, 1)
    name(film, 2)
    run_jobs()
    assert (length(1), length(2)) == (2000, before)
    assert db.session.scalar(select(Show.version)) == (version or 0) + 1


def test_a_catalogue_that_does_not_say_how_long_it_is_leaves_what_the_film_said(
    name: Name, film: Path, run_jobs: Jobs
) -> None:
    name(film)
    run_jobs()
    with unit_of_work():
        import_show(show=parsed(show_file("lantern", [episode(1, 1, duration_ms=None), episode(1, 2, title="Fog")])))
    assert length(1) == 2000


def test_there_is_nothing_to_name_for_what_is_not_there(name: Name, film: Path) -> None:
    with pytest.raises(NotFound):
        name(film, 9)
    assert db.session.scalars(select(FilmSource.path)).all() == []


def test_a_source_is_forgotten_once(name: Name, film: Path, run_jobs: Jobs, show: ShowView) -> None:
    name(film)
    for known in (True, False):
        with unit_of_work():
            assert actions.forget_source(show_id=show.id, season=1, number=1) is known
    run_jobs()
    assert db.session.scalars(select(FilmSource.path)).all() == []
    assert film.exists()
