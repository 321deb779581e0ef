"""Clips made anew when they are encoded otherwise: shown as they were until the new ones are ready."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, update

from fandom.cli import commands
from fandom.clips import again, jobs, values
from fandom.clips.cutting.reasons import Refused
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.media import actions as files
from fandom.media.models import File
from fandom.media.queries import held_by, holders_of
from tests.clips.test_jobs import file_of, stored
from tests.support.http import Http
from tests.support.people import Person

Publish = Callable[..., Any]
Run = Callable[[], int]
Say = Callable[..., Result]


@pytest.fixture
def say(app: Flask) -> Say:
    commands(app)
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["clips", "rerender", *words])


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(values, "PROFILE", "other-1")


def shown(http: Callable[..., Http], moment: Any) -> Any:
    (clip,) = http().get(f"/moments/{moment['id']}").json["media"]
    return clip


def lanes() -> set[str]:
    return set(db.session.scalars(select(Outbox.queue)))


def test_the_old_one_is_shown_until_the_new_one_is_ready(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], say: Say, raised: Callable[[], None]
) -> None:
    first, second = publish(), publish()
    run_jobs()
    old = file_of(first).id
    assert say().output == "0 clips are being made anew; 0 stay as they are.\n"
    raised()
    assert say().output == "1 clips are being made anew; 0 stay as they are.\n"
    assert lanes() == {"rerender"}
    assert say().output == "0 clips are being made anew; 0 stay as they are.\n", "it waits already"
    assert shown(http, first)["id"] == old
    assert http().page(shown(http, first)["url"]).status_code == 200
    (new,) = held_by(again.HOLDER, old)
    assert http().page(f"/media/{new}/320.jpg").status_code == 404
    run_jobs()
    for moment in (first, second):
        assert shown(http, moment)["id"] == new
        assert http().page(shown(http, moment)["url"]).status_code == 200
    assert (holders_of(old), held_by(again.HOLDER, old)) == ((), ())
    assert db.session.get_one(File, old).unheld_since is not None, "what nothing refers to is swept"
    assert db.session.get_one(File, new).unheld_since is None


def test_one_moments_removal_leaves_the_others_while_it_waits(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], ada: Person, say: Say, raised: Callable[[], None]
) -> None:
    first, second = publish(), publish()
    run_jobs()
    raised()
    say()
    assert http(as_=ada).delete(f"/moments/{first['id']}").status_code == 204
    run_jobs()
    assert [kind for kind, _ in holders_of(shown(http, second)["id"])] == ["moment"]
    assert shown(http, second)["status"] == "ready"


def test_what_nobody_wants_any_more_ends_with_both(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], ada: Person, say: Say, raised: Callable[[], None]
) -> None:
    moment = publish()
    run_jobs()
    old = file_of(moment).id
    raised()
    say()
    (new,) = held_by(again.HOLDER, old)
    http(as_=ada).delete(f"/moments/{moment['id']}")
    for _ in range(2):
        db.session.execute(update(File).values(unheld_since=File.unheld_since - files.UNHELD_KEPT * 2))
        with unit_of_work():
            files.sweep()
        run_jobs()
    assert not db.session.scalars(select(File.id).where(File.id.in_([old, new]))).all()
    assert not stored(new)


def test_one_that_cannot_be_made_stays_what_it_was(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = publish()
    run_jobs()
    old = file_of(moment).id
    monkeypatch.setattr(values, "PROFILE", "other-1")

    def refuse(*_: Any) -> Any:
        raise Refused("damaged")

    monkeypatch.setattr(jobs.apart, "poster", refuse)
    say()
    run_jobs()
    assert (shown(http, moment)["id"], held_by(again.HOLDER, old)) == (old, ())


def test_where_the_film_is_another_now_it_is_left_alone(
    publish: Publish, run_jobs: Run, say: Say, raised: Callable[[], None]
) -> None:
    publish()
    run_jobs()
    raised()
    db.session.execute(update(again.Render).values(key="of other bytes"))
    db.session.commit()
    assert say("--show", "saltmarsh").output == "0 clips are being made anew; 1 stay as they are.\n"
    assert say("--show", "none").exit_code == 1


def test_those_that_failed_are_tried_again(
    publish: Publish, run_jobs: Run, say: Say, monkeypatch: pytest.MonkeyPatch, own_film: Path
) -> None:
    moment, whole = publish(), own_film.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(jobs.apart, "cut", lambda *_: (_ for _ in ()).throw(Refused("damaged")))
        run_jobs()
    assert (file_of(moment).status, own_film.read_bytes()) == ("failed", whole)
    assert say("--failed").output == "1 clips are being made anew; 0 stay as they are.\n"
    assert lanes() == {"rerender"}
    run_jobs()
    assert file_of(moment).status == "ready"
