"""The command line: which video an episode has, and how that is refused."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from fandom.cli import commands
from fandom.clips.models import FilmSource
from fandom.infra.db import db
from tests.clips.sources.conftest import source

Run = Callable[..., Result]
pytestmark = pytest.mark.usefixtures("show")


@pytest.fixture
def run(app: Flask) -> Run:
    commands(app)
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["sources", *(str(each) for each in words)])


def test_a_video_is_set_listed_and_forgotten(run: Run, film: Path, run_jobs: Callable[[], int]) -> None:
    assert run("set", "lantern", "s01e02", film).output == "The workers look into it now.\n"
    assert run("list").output == f"lantern s01e02  waiting  {film}\n"
    run_jobs()
    assert run("list", "lantern").output == f"lantern s01e02  ready  {film}\n"
    assert run("set", "lantern", "s01e02", film).output == "It is known already, and ready.\n"
    assert run("list", "another").output == ""
    assert run("forget", "lantern", "s01e02").exit_code == 0
    assert run("list").output == ""
    again = run("forget", "lantern", "s01e02")
    assert (again.exit_code, "has no video" in again.output) == (1, True)


def test_what_is_wrong_is_said(run: Run, film: Path, run_jobs: Callable[[], int]) -> None:
    film.write_bytes(b"words")
    run("set", "lantern", "s01e01", film)
    run_jobs()
    assert run("list").output == f"lantern s01e01  failed: {source().reason}  {film}\n"


def test_a_link_is_named_by_where_it_leads(run: Run, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (film.parent / "link.mp4").symlink_to(film)
    monkeypatch.chdir(film.parent)
    assert run("set", "lantern", "s01e01", "link.mp4").exit_code == 0
    assert source().path == str(film)


def test_what_is_no_plain_file_is_refused(run: Run, film: Path) -> None:
    os.mkfifo(film.parent / "pipe.mp4")
    (film.parent / "round.mp4").symlink_to("round.mp4")
    for path in (film.parent, film.parent / "pipe.mp4", film.parent / "none.mp4", film.parent / "round.mp4"):
        refused = run("set", "lantern", "s01e01", path)
        assert (refused.exit_code, "no plain file" in refused.output) == (1, True), path
    assert db.session.scalars(select(FilmSource.path)).all() == []


def test_a_name_that_is_no_text_is_refused(run: Run, film: Path) -> None:
    odd = film.rename(film.parent / os.fsdecode(b"caf\xe9.mp4"))
    refused = run("set", "lantern", "s01e01", odd)
    assert (refused.exit_code, "cannot be kept" in refused.output) == (1, True)


@pytest.mark.parametrize(
    ("slug", "episode", "words"),
    [
        ("nothing", "s01e01", "There is no show called nothing."),
        ("lantern", "s01e09", "lantern has no episode s01e09."),
        ("lantern", "first", "lantern has no episode first."),
    ],
)
def test_what_is_not_there_has_no_video(run: Run, film: Path, slug: str, episode: str, words: str) -> None:
    for refused in (run("set", slug, episode, film), run("forget", slug, episode)):
        assert (refused.exit_code, words in refused.output) == (1, True)
