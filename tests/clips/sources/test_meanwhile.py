"""What happens while a film is being looked into, and afterwards: nothing old is ever written over something new."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.clips.events import SourceNamed
from fandom.clips.models import FilmSource
from fandom.clips.sources import actions, jobs
from fandom.clips.stamps import stamp_of
from fandom.infra import queue
from fandom.infra.db import db, unit_of_work
from fandom.shows.values import ShowView
from tests.clips.sources.conftest import FOUND, Name, draw, source, touch

Jobs = Callable[[], int]
Probing = Callable[..., list[Path]]


@pytest.fixture
def look(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """The round that the scheduler asks for, to its end. Answers how many portions it had."""

    def begin() -> int:
        sent: list[tuple[str, ...]] = []

        def enqueue(_queue: str, function: str, *place: str, **_more: object) -> None:
            sent.extend([place] if function.endswith(".look") else [])

        monkeypatch.setattr(queue, "enqueue", enqueue)
        jobs.look_round()
        for place in sent:
            with app.app_context():
                jobs.look(*place)
        return len(sent)

    return begin


def test_two_at_once_come_to_the_same(name: Name, film: Path, show: ShowView, probing: Probing) -> None:
    def other() -> None:
        with unit_of_work():
            jobs.probe(SourceNamed(show.id, 1, 1))

    seen = probing(other)
    name(film)
    with unit_of_work():
        jobs.probe(SourceNamed(show.id, 1, 1))
    assert (len(seen), source().status, source().stamp) == (2, "ready", stamp_of(film))


def test_after_it_was_done_it_is_not_done_again(name: Name, film: Path, show: ShowView, probing: Probing) -> None:
    seen = probing()
    name(film)
    for _ in range(2):
        with unit_of_work():
            jobs.probe(SourceNamed(show.id, 1, 1))
    assert len(seen) == 1


def test_named_anew_meanwhile_the_new_one_counts(name: Name, film: Path, run_jobs: Jobs, probing: Probing) -> None:
    other = draw(film.with_name("other.mp4"))
    seen = probing(lambda: name(other))
    name(film)
    run_jobs()
    assert seen == [film, other]
    assert (source().path, source().stamp, source().status) == (str(other), stamp_of(other), "ready")


def test_named_again_meanwhile_it_is_looked_at_again(name: Name, film: Path, run_jobs: Jobs, probing: Probing) -> None:
    seen = probing(lambda: name(film))
    name(film)
    run_jobs()
    assert (len(seen), source().status) == (2, "ready")


def test_forgotten_meanwhile_it_stays_forgotten(
    name: Name, film: Path, show: ShowView, run_jobs: Jobs, probing: Probing
) -> None:
    def forget() -> None:
        with unit_of_work():
            actions.forget_source(show_id=show.id, season=1, number=1)

    probing(forget)
    name(film)
    run_jobs()
    assert db.session.scalars(select(FilmSource.path)).all() == []


def test_changed_meanwhile_it_is_looked_at_again(name: Name, film: Path, run_jobs: Jobs, probing: Probing) -> None:
    seen = probing(lambda: touch(film))
    name(film)
    run_jobs()
    assert (len(seen), source().status, source().stamp) == (2, "ready", stamp_of(film))


def test_what_keeps_changing_waits_until_it_has_settled(
    name: Name, film: Path, run_jobs: Jobs, probing: Probing, look: Callable[[], int]
) -> None:
    seen = probing(*[lambda: touch(film)] * jobs.TRIES)
    name(film)
    run_jobs()
    assert (len(seen), source().status, source().reason) == (jobs.TRIES, "failed", jobs.UNSETTLED)
    look()
    assert source().status == "waiting"
    run_jobs()
    assert (source().status, source().reason) == ("ready", None)


def test_gone_meanwhile_it_is_gone(name: Name, film: Path, run_jobs: Jobs, probing: Probing) -> None:
    probing(film.unlink)
    name(film)
    run_jobs()
    assert (source().status, source().reason) == ("gone", actions.GONE)


@pytest.mark.parametrize("duration_ms", [0, -1, 2**40])
def test_a_film_without_an_end_is_no_good(
    name: Name, film: Path, run_jobs: Jobs, monkeypatch: pytest.MonkeyPatch, duration_ms: int
) -> None:
    monkeypatch.setattr(jobs.apart, "probe", lambda _: FOUND | {"duration_ms": duration_ms})
    name(film)
    run_jobs()
    assert (source().status, source().reason) == ("failed", jobs.ENDLESS)


def test_no_transaction_is_open_while_it_is_looked_into(
    name: Name, film: Path, run_jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []

    def probe(_path: Path) -> dict[str, Any]:
        held.append(db.session().in_transaction())
        return FOUND

    monkeypatch.setattr(jobs.apart, "probe", probe)
    name(film)
    run_jobs()
    assert held == [False]


def test_a_round_notices_what_is_gone_and_what_is_back(
    name: Name, film: Path, run_jobs: Jobs, probing: Probing, look: Callable[[], int]
) -> None:
    seen, away = probing(), film.with_name("away.mp4")
    name(film)
    run_jobs()
    film.rename(away)
    look()
    assert (source().status, source().reason) == ("gone", actions.GONE)
    look()
    assert source().status == "gone"
    away.rename(film)
    look()
    assert (source().status, source().reason, source().duration_ms) == ("ready", None, FOUND["duration_ms"])
    assert (run_jobs(), len(seen)) == (0, 1)


def test_a_round_notices_other_bytes(
    name: Name, film: Path, run_jobs: Jobs, probing: Probing, look: Callable[[], int]
) -> None:
    seen = probing()
    name(film)
    run_jobs()
    look()
    assert source().status == "ready"
    touch(film)
    look()
    assert source().status == "waiting"
    run_jobs()
    assert (source().status, source().stamp, len(seen)) == ("ready", stamp_of(film), 2)


def test_a_round_tries_what_failed_only_when_it_changed(
    name: Name, film: Path, run_jobs: Jobs, look: Callable[[], int]
) -> None:
    film.write_bytes(b"words")
    name(film)
    run_jobs()
    look()
    assert source().status == "failed"
    draw(film)
    look()
    run_jobs()
    assert source().status == "ready"


def test_a_round_goes_portion_by_portion(
    name: Name,
    film: Path,
    run_jobs: Jobs,
    probing: Probing,
    look: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    probing()
    monkeypatch.setattr(jobs, "PORTION", 1)
    name(film, 1)
    name(film, 2)
    run_jobs()
    film.unlink()
    assert look() == 3
    assert [source(number).status for number in (1, 2)] == ["gone", "gone"]


def test_what_was_named_during_a_round_stays(
    app: Flask, name: Name, film: Path, run_jobs: Jobs, probing: Probing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round has seen an older file; an operator has named another since."""
    probing()
    name(film)
    run_jobs()
    other, stamp = draw(film.with_name("other.mp4")), jobs.stamp_if_there
    touch(film)

    def late(path: Path) -> str | None:
        if path == film:
            with app.app_context():
                name(other)
        return stamp(path)

    monkeypatch.setattr(jobs, "stamp_if_there", late)
    with app.app_context():
        jobs.look("", "0", "0")
    monkeypatch.setattr(jobs, "stamp_if_there", stamp)
    run_jobs()
    assert (source().path, source().status) == (str(other), "ready")
