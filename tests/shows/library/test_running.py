"""Imports of folders: twice is once, cut anywhere is whole in the end, and what people chose stays."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.core.ids import new_id
from fandom.core.viewer import SYSTEM
from fandom.infra.audit import AuditRow
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File, Holder
from fandom.shows import actions as fandoms
from fandom.shows import importing
from fandom.shows.library import actions, jobs, queries, reading, running, terminal
from fandom.shows.library.models import LibraryImport
from fandom.shows.library.values import Import
from fandom.shows.models import Episode, Season, Show
from tests.shows.library.folders import episode_nfo, film, picture, put, series, show_nfo
from tests.support.catalogue import make_show, show_file

COLUMNS = ("slug", "kind", "title", "year", "synopsis", "hue", "external_ids", "imported", "version")


@pytest.fixture
def library(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from fandom.infra.storage.local import Disk

    monkeypatch.setitem(app.extensions, "storage", Disk(tmp_path / "store"))
    root = tmp_path / "library"
    root.mkdir()
    return root


def started(root: Path) -> str:
    with unit_of_work():
        return actions.start(viewer=SYSTEM, path=str(root))


def bring(root: Path, steps: int = 1000) -> Import:
    """So many steps of the import that is under way, or of a new one; who made them is gone afterwards."""
    import_id, runner = started(root), new_id()
    for _ in range(steps):
        if not running.advance(import_id, runner):
            break
    with unit_of_work():
        actions.let_go(import_id=import_id, runner=runner)
    found = queries.by_id(import_id)
    assert found is not None
    return found


def rows() -> dict[str, Any]:
    """Everything in the catalogue, by names instead of ids."""
    db.session.expire_all()
    shows = list(db.session.scalars(select(Show).order_by(Show.slug)))
    slugs = {each.id: each.slug for each in shows}
    episodes = db.session.scalars(select(Episode).order_by(Episode.show_id, Episode.season, Episode.number))
    kept = db.session.execute(select(Holder.holder_kind, Holder.holder_id).order_by(Holder.holder_id))
    return {
        "shows": [[getattr(each, name) for name in COLUMNS] for each in shows],
        "seasons": sorted(
            (slugs[each.show_id], each.number, each.title) for each in db.session.scalars(select(Season))
        ),
        "episodes": sorted(
            (slugs[each.show_id], each.season, each.number, each.title, str(each.air_date), str(each.imported))
            for each in episodes
        ),
        "kept": sorted(f"{row[0]} {slugs[row[1][:13]]}{row[1][13:]}" for row in kept),
    }


def whole(root: Path) -> Path:
    series(root)
    series(root, "Other Lights", episodes=2, year="2001", tvdbid="7")
    film(root)
    put(root, "broken/tvshow.nfo", "<!DOCTYPE x><tvshow/>")
    put(root, "address.nfo", "https://example.org")
    return root


def show(slug: str) -> Show:
    db.session.expire_all()
    return db.session.scalars(select(Show).where(Show.slug == slug)).one()


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
        actions.finish(work=work, came=reading.Read(None))
    assert queries.by_id(import_id) == before


def test_a_worker_takes_it_to_its_end(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(jobs.queue, "enqueue", lambda *args, **_more: sent.append(args[2]))
    import_id = started(whole(library))
    jobs.rescue()
    assert sent == [import_id]
    monkeypatch.setattr(jobs, "TURN_S", -1.0)
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


def test_a_title_is_known_again_by_its_ids_then_by_title_and_year(library: Path) -> None:
    by_id = make_show("by-id", title="Another name", external_ids={"imdb": "tt1234567"})
    by_title = make_show("by-title", title="The Last Ferry", kind="film", episodes=1, year=2024)
    make_show("another-year", title="The Last Ferry", kind="film", episodes=1, year=1950)
    make_show("another-id", title="The Last Ferry", kind="film", episodes=1, external_ids={"imdb": "tt7"})
    series(library)
    film(library, year="2024", imdbid="tt9")
    assert bring(library).report["changed"] == 2
    assert [each[0] for each in rows()["shows"]] == ["another-id", "another-year", "by-id", "by-title"]
    assert show("by-id").id == by_id.id
    assert show("by-title").external_ids == {"imdb": "tt9"}
    assert show("by-title").id == by_title.id


def test_what_people_chose_stays_and_what_was_missing_comes(library: Path) -> None:
    make_show("harbour", title="My Harbour", external_ids={"imdb": "tt1234567"}, hue=30)
    series(library)
    bring(library)
    found = show("harbour")
    assert (found.title, found.year, found.synopsis, found.hue) == ("My Harbour", 2019, "A small port.", 30)
    found.synopsis, found.year = "Mine now.", None
    db.session.flush()
    bring(library)
    assert (show("harbour").synopsis, show("harbour").year) == ("Mine now.", None)


def test_what_the_files_say_anew_counts_where_nobody_chose(library: Path) -> None:
    folder = series(library)
    bring(library)
    put(folder, "tvshow.nfo", show_nfo(year="2019", plot="A large port.", imdbid="tt1234567"))
    put(folder, "Season 01/Harbour Lights - S01E01.nfo", episode_nfo(1, 1, "Fog"))
    assert bring(library).report["changed"] == 1
    assert show("harbour-lights").synopsis == "A large port."
    assert db.session.scalar(select(Episode.title).where(Episode.number == 1)) == "Fog"


def test_nothing_is_ever_taken_away(library: Path) -> None:
    folder = series(library)
    bring(library)
    for file in (folder / "Season 01").iterdir():
        file.unlink()
    assert bring(library).report["unchanged"] == 1
    assert len(rows()["episodes"]) == 3


def test_catalogue_file_and_folder_do_not_fight(library: Path) -> None:
    file = importing.parsed(show_file("harbour", 3, external_ids={"imdb": "tt1234567"}, synopsis="Mine."))
    series(library)
    for _ in range(2):
        with unit_of_work():
            fandoms.import_show(show=file)
        bring(library)
    assert show("harbour").synopsis == "Mine."
    with unit_of_work():
        assert fandoms.import_show(show=file) == "unchanged" or show("harbour").synopsis == "Mine."


def test_titles_without_a_latin_letter_get_an_address_too(library: Path) -> None:
    for number, name in enumerate(("千と千尋", "もののけ姫")):
        put(library, f"{number}.nfo", f"<movie><title>{name}</title></movie>")
    bring(library)
    assert [each[0] for each in rows()["shows"]] == ["show", "show-2"]


def test_pictures_that_are_none_are_said(library: Path) -> None:
    folder = series(library, "S", episodes=0)
    put(folder, "poster.jpg", "<svg onload='alert(1)'/>")
    (folder / "fanart.jpg").unlink()
    (folder / "fanart.jpg").symlink_to("/etc/passwd")
    found = bring(library)
    assert {each.file for each in found.skipped} == {"S/poster.jpg", "S/fanart.jpg"}
    assert db.session.scalars(select(File.id)).all() == []


def test_a_new_picture_is_taken_and_the_same_one_is_not(library: Path) -> None:
    folder = series(library, episodes=0)
    assert [bring(library).report["pictures"] for _ in range(2)] == [2, 0]
    put(folder, "poster.jpg", picture((1, 2, 3)))
    assert bring(library).report["pictures"] == 1


def test_on_the_terminal(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.run(whole(library))
    said = capsys.readouterr().out.splitlines()
    assert said[-4:-2] == ["4 added, 6 episodes, 6 videos, 10 pictures", "Skipped, 2:"]
    held = started(library)
    assert running.advance(held, "a worker")
    terminal.run(library)
    assert capsys.readouterr().out.splitlines()[-1] == terminal.ELSEWHERE
