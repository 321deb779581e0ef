"""Imports of folders: twice is once, cut anywhere is whole in the end, and what people chose stays."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.core.ids import new_id
from fandom.core.viewer import SYSTEM
from fandom.infra import queue, turns
from fandom.infra.audit import AuditRow
from fandom.infra.db import db, unit_of_work
from fandom.shows.library import actions, jobs, queries, reading, running, terminal
from fandom.shows.library.models import LibraryImport
from fandom.shows.library.values import Read
from tests.shows.library.folders import film, series
from tests.shows.library.imports import bring, rows, started, whole


def test_a_folder_comes_in_with_a_report(library: Path) -> None:
    found = bring(whole(library))
    assert (found.state, found.done, found.total) == ("done", 5, 5)
    assert {name: found.report[name] for name in ("added", "episodes", "pictures", "videos", "skipped_count")} == {
        "added": 4,
        "episodes": 6,
        "pictures": 10,
        "videos": 6,
        "skipped_count": 2,
    }
    assert {each.file for each in found.skipped} == {"address.nfo", "broken/tvshow.nfo"}
    assert [each[0] for each in rows()["shows"]] == [
        "broken",
        "harbour-lights",
        "harbour-lights-2001",
        "the-last-ferry",
    ]


def test_twice_is_once(library: Path) -> None:
    bring(whole(library))
    before = rows()
    again = bring(library)
    assert (again.report["unchanged"], again.report["pictures"]) == (4, 0)
    assert {name for name in ("added", "changed") if again.report.get(name)} == set()
    assert rows() == before


@pytest.mark.parametrize("steps", [1, 2, 4, 7, 11])
def test_cut_anywhere_it_goes_on_and_ends_the_same(library: Path, steps: int) -> None:
    assert bring(whole(library), steps).state in {"running", "done"}
    found = bring(library)
    assert found.state == "done"
    assert [each[0] for each in rows()["shows"]] == [
        "broken",
        "harbour-lights",
        "harbour-lights-2001",
        "the-last-ferry",
    ]
    assert len(rows()["episodes"]) == 6
    assert len(rows()["kept"]) == 10


@pytest.mark.parametrize("before_or_after", ["made", "finish"])
def test_killed_in_the_middle_of_a_step_it_ends_the_same(
    library: Path, monkeypatch: pytest.MonkeyPatch, before_or_after: str
) -> None:
    """What a step had stored when its process died is not there for anybody; the step is made again."""
    whole(library)
    import_id, place = started(library), {"made": running, "finish": actions}[before_or_after]
    name = {"made": "_made", "finish": "finish"}[before_or_after]
    sound, count = getattr(place, name), iter(range(1000))

    def dies(*args: Any, **kwargs: Any) -> Any:
        if next(count) % 2:
            raise KeyboardInterrupt
        return sound(*args, **kwargs)

    monkeypatch.setattr(place, name, dies)
    while queries.by_id(import_id).state == "running":  # type: ignore[union-attr]
        runner = new_id()
        with suppress(KeyboardInterrupt):
            running.advance(import_id, runner)
        with unit_of_work():
            actions.let_go(import_id=import_id, runner=runner)
    assert len(rows()["episodes"]) == 6
    assert len(rows()["kept"]) == 10


def test_a_step_that_kills_its_process_is_left_out_in_the_end(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    series(library, "A", episodes=1)
    film(library, "B")
    sound = reading.read

    def dies(*args: Any) -> Any:
        if args[1].kind == "series":
            raise MemoryError
        return sound(*args)

    monkeypatch.setattr(reading, "read", dies)
    tries = 0
    while (found := queries.by_id(started(library))) and found.state == "running":
        tries += 1
        try:
            bring(library)
        except MemoryError:
            with unit_of_work():
                row = db.session.scalars(select(LibraryImport)).one()
                row.leased_until = None
        if not db.session.scalar(select(LibraryImport.id).where(LibraryImport.state == "running")):
            break
    assert tries == actions.ATTEMPTS + 1
    row = db.session.scalars(select(LibraryImport)).one()
    assert row.report["skipped"] == [["A", actions.GIVEN_UP]]
    assert row.report["added"] == 1


def test_of_two_runners_one_finds_nothing_to_do(library: Path, frozen_clock: Callable[..., None]) -> None:
    import_id = started(whole(library))
    assert running.advance(import_id, "first")
    assert not running.advance(import_id, "second")
    assert queries.left_alone() == []
    frozen_clock(clock.now() + actions.LEASE * 2)
    assert queries.left_alone() == [import_id]
    assert running.advance(import_id, "second")
    assert not running.advance(import_id, "first")


def test_a_step_that_another_has_made_meanwhile_changes_nothing(library: Path) -> None:
    import_id = started(whole(library))
    with unit_of_work():
        work = actions.claim(import_id=import_id, runner="first")
    assert work is not None
    assert running.advance(import_id, "first")
    before = queries.by_id(import_id)
    with unit_of_work():
        actions.finish(work=work, came=Read(None))
    assert queries.by_id(import_id) == before


def test_a_worker_takes_it_to_its_end(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(queue, "enqueue", lambda *args, **_more: sent.append(args[2]))
    import_id = started(whole(library))
    jobs.rescue()
    assert sent == [import_id]
    monkeypatch.setattr(turns, "TURN_S", -1.0)
    while sent:
        jobs.run(sent.pop())
    found = queries.by_id(import_id)
    assert found is not None
    assert found.state == "done"


def test_it_can_be_stopped_once(library: Path) -> None:
    import_id = started(whole(library))
    running.advance(import_id, "first")
    with unit_of_work():
        actions.stop(viewer=SYSTEM, import_id=import_id)
    assert not running.advance(import_id, "first")
    with pytest.raises(Conflict), unit_of_work():
        actions.stop(viewer=SYSTEM, import_id=import_id)
    said = db.session.scalars(select(AuditRow.action).order_by(AuditRow.id))
    assert list(said) == ["library.import", "library.stop"]


def test_a_folder_that_is_not_there_fails_and_says_so(library: Path) -> None:
    found = bring(library / "gone")
    assert found.state == "failed"
    assert [each.file for each in found.skipped] == ["."]


def test_on_the_terminal(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.run(whole(library))
    said = capsys.readouterr().out.splitlines()
    assert said[-4:-2] == ["4 added, 6 episodes, 6 videos, 10 pictures", "Skipped, 2:"]
    held = started(library)
    assert running.advance(held, "a worker")
    terminal.run(library)
    assert capsys.readouterr().out.splitlines()[-1] == terminal.ELSEWHERE
