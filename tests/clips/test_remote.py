"""Videos in a bucket of a real S3 server: named, probed, cut from a copy on this machine, and what becomes of that."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from fandom.cli import commands
from fandom.clips import queries, remote
from fandom.clips.sources import jobs as sources
from fandom.clips.sources.actions import GONE
from fandom.config import Bucket
from fandom.core.errors import Unavailable
from fandom.infra.db import unit_of_work
from fandom.infra.storage.s3 import S3
from fandom.shows.values import ShowView
from tests.clips.sources.conftest import source
from tests.clips.test_jobs import file_of
from tests.support import films
from tests.support.films import Recipe
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
Say = Callable[..., Result]
KEY = "films/Saltmarsh - S01E01.mp4"


@pytest.fixture
def settings(app: Flask, bucket: Bucket, tmp_path: Path) -> Any:
    """Our own files stay on the disk: only films are in the bucket."""
    was = app.extensions["settings"]
    app.extensions["settings"] = replace(was, bucket=bucket, data=tmp_path / "data")
    yield lambda **more: app.extensions.update(settings=replace(app.extensions["settings"], **more))
    app.extensions["settings"] = was


@pytest.fixture
def put(bucket: Bucket, settings: Any) -> Any:
    store = S3(bucket)
    made: list[str] = []

    def there(path: Path, key: str = KEY) -> str:
        with path.open("rb") as file:
            store.put(key, file, "video/mp4")
        made.append(key)
        return f"s3://{bucket.name}/{key}"

    yield there
    for key in made:
        store.discard(key)


@pytest.fixture
def say(app: Flask) -> Say:
    commands(app)
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["sources", *words])


def kept(app: Flask) -> list[Path]:
    folder = app.extensions["settings"].data / "films"
    return sorted(each for each in folder.iterdir() if not each.suffix) if folder.exists() else []


def look(app: Flask) -> None:
    with app.app_context():
        sources.look("", "0", "0")


def test_clips_are_cut_from_it(
    app: Flask, put: Any, say: Say, show: ShowView, own_film: Path, publish: Any, run_jobs: Callable[[], int]
) -> None:
    address = put(own_film)
    assert say("set", "saltmarsh", address.rpartition("/")[0]).output == "The workers look into 1 videos now.\n"
    run_jobs()
    assert say("list").output == f"saltmarsh s01e01  ready  {address}\n"
    found = queries.source(show.id, (1, 1))
    assert found is not None
    assert (found.path, found.duration_ms, found.width) == (address, 4000, 160)
    moment = publish()
    run_jobs()
    assert (file_of(moment).status, file_of(moment).reason) == ("ready", None)
    assert len(kept(app)) == 1, "it was fetched once"
    assert say("set", "saltmarsh", "s01e01", address).output == "It is known already, and ready.\n"


def test_what_is_not_there_is_refused_and_what_goes_is_gone(
    app: Flask,
    put: Any,
    say: Say,
    bucket: Bucket,
    own_film: Path,
    publish: Any,
    show: ShowView,
    run_jobs: Callable[[], int],
) -> None:
    address = put(own_film)
    assert "There is no s3://" in say("set", "saltmarsh", "s01e01", f"s3://{bucket.name}/none.mp4").output
    assert "empty names" in say("set", "saltmarsh", "s01e01", f"s3://{bucket.name}//{KEY}").output
    assert say("set", "saltmarsh", "s01e01", address).exit_code == 0
    run_jobs()
    moment = publish()
    S3(bucket).discard(KEY)
    run_jobs()
    assert (file_of(moment).status, file_of(moment).reason) == (
        "failed",
        "The video that this was to be cut from is no longer there.",
    )
    look(app)
    assert (source().status, source().reason) == ("gone", GONE)
    put(own_film)
    look(app)
    run_jobs()
    assert source().status == "ready"


def test_other_bytes_are_another_film(
    put: Any, say: Say, own_film: Path, publish: Any, show: ShowView, run_jobs: Callable[[], int], tmp_path: Path
) -> None:
    say("set", "saltmarsh", "s01e01", put(own_film))
    run_jobs()
    moment = publish()
    put(films.film(tmp_path / "other.mp4", Recipe(75)))
    run_jobs()
    assert (file_of(moment).status, file_of(moment).reason) == (
        "failed",
        "The video that this was to be cut from has changed since.",
    )


def test_a_store_that_is_away_is_said_and_asked_again(
    app: Flask,
    put: Any,
    say: Say,
    settings: Any,
    bucket: Bucket,
    own_film: Path,
    show: ShowView,
    run_jobs: Callable[[], int],
) -> None:
    say("set", "saltmarsh", "s01e01", put(own_film))
    settings(bucket=replace(bucket, endpoint="http://127.0.0.1:9"))
    run_jobs()
    assert (source().status, "does not answer" in (source().reason or "")) == ("gone", True)
    settings(bucket=bucket)
    look(app)
    run_jobs()
    assert source().status == "ready"
    settings(bucket=None)
    look(app)
    assert source().status == "ready", "nothing is said of what cannot be asked"
    assert "FANDOM_S3" in say("set", "saltmarsh", "s01e01", "s3://files/a.mp4").output


def test_room_is_made_by_those_that_were_read_longest_ago(
    app: Flask, put: Any, settings: Any, own_film: Path, tmp_path: Path
) -> None:
    first, second = (Path(put(own_film, key)) for key in ("films/a.mp4", "films/b.mp4"))
    settings(films_max=own_film.stat().st_size * 3 // 2)
    with remote.local(first) as one:
        assert one.read_bytes() == own_film.read_bytes()
        with remote.local(second) as two:
            assert kept(app) == sorted([one, two]), "what is read stays"
    with remote.local(first) as one:
        assert one.exists()
    third = Path(put(own_film, "films/c.mp4"))
    with remote.local(third) as three:
        assert kept(app) == [three]
    settings(films_max=10)
    with pytest.raises(Unavailable), remote.local(first):
        pass
    assert not list(three.parent.glob("*.part"))


def test_files_are_read_where_they_lie(app: Flask, settings: Any, own_film: Path) -> None:
    with remote.local(own_film) as path:
        assert path == own_film
    assert kept(app) == []


def test_nobody_names_a_bucket_over_the_web(http: As, ada: Person, show: ShowView, settings: Any) -> None:
    from fandom.accounts import actions as accounts
    from fandom.core.viewer import SYSTEM

    with unit_of_work():
        accounts.grant_admin(viewer=SYSTEM, account_id=ada.id)
    answer = http(as_=ada).put("/admin/shows/saltmarsh/sources/s01e01", {"path": f"s3://files/{KEY}"})
    assert answer.status_code == 422
