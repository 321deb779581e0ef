"""Imports of watch histories: forwards only, twice is once, cut anywhere is whole in the end, and back again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.core.ids import new_id
from fandom.infra import queue, storage, turns
from fandom.infra.db import db, unit_of_work
from fandom.shows.actions import set_progress
from fandom.shows.external import UNKNOWN
from fandom.shows.history import actions, files, jobs, queries, reading, resolving, running
from fandom.shows.history.models import HistoryImport, HistoryTitle
from fandom.shows.progress import Said
from tests.shows.history.conftest import Taken, Watcher
from tests.shows.history.exports import dumped, lost, watched_episode, watched_film, watched_show
from tests.support.catalogue import make_show

Send = Callable[..., str]


def test_the_furthest_that_was_watched_counts(watcher: Watcher, take: Taken) -> None:
    found = take(dumped(lost((1, 1), (2, 3), (1, 2), (0, 1)), watched_film("Heat", 1995)))
    assert found.state == "done"
    assert watcher.stands() == Said("at", 2, 3, None, {1: UNKNOWN_LENGTH_MS})
    assert watcher.stands(watcher.heat) == Said("at", 1, 1)
    assert [(each.slug, each.was, each.now, each.specials) for each in found.moves] == [
        ("heat", None, "s01e01", 0),
        ("lost", None, "s02e03", 1),
    ]
    assert found.counts == {
        "rows": 5,
        "skipped": 0,
        "episodes": 5,
        "moved": 2,
        "unknown_episodes": 0,
    }


def test_again_changes_nothing(watcher: Watcher, take: Taken) -> None:
    data = dumped(lost((2, 3)))
    take(data)
    before = watcher.stands()
    again = take(data)
    assert (again.moves, again.counts["same"]) == ((), 1)
    assert watcher.stands() == before


def test_of_nonsense_no_more_is_kept_than_is_shown(take: Taken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "LISTED", 2)
    again = [watched_show("Lost", [(1, 1)], None, anidb=number) for number in range(1, 4)]
    found = take(dumped(lost((2, 3)), *again, *[watched_film(f"Nonsense {number}") for number in range(4)]))
    assert (found.counts["moved"], found.counts["same"], found.counts["unmatched"]) == (1, 3, 4)
    kept = db.session.scalars(select(HistoryTitle.title).order_by(HistoryTitle.at)).all()
    assert kept == ["Lost", "Nonsense 0", "Nonsense 1"]
    assert [each.title for each in found.unmatched] == ["Nonsense 0", "Nonsense 1"]


@pytest.mark.parametrize("mode", ["all", "open"])
def test_who_has_seen_it_all_stays_there(watcher: Watcher, take: Taken, mode: str) -> None:
    with unit_of_work():
        set_progress(viewer=watcher.fan.viewer, show_id=watcher.lost.id, word=Said(mode))
    take(dumped(lost((1, 2))))
    said = watcher.stands()
    assert said
    assert said.mode == mode


def test_it_only_moves_forward(watcher: Watcher, take: Taken) -> None:
    watcher.says((2, 2), 1000)
    assert take(dumped(lost((1, 3), (2, 1)))).moves == ()
    assert watcher.stands() == Said("at", 2, 2, 1000)
    assert [(each.was, each.now) for each in take(dumped(lost((2, 2)))).moves] == [("s02e02", "s02e02")]


def test_what_is_not_here_is_told_with_its_reason(watcher: Watcher, take: Taken) -> None:
    found = take(dumped(watched_show("Nowhere", [(1, 1)], 1999), lost((9, 9)), watched_film("Heat", 2020), {"x": 1}))
    assert [(each.title, each.year, each.why) for each in found.unmatched] == [
        ("Nowhere", 1999, UNKNOWN),
        ("Lost", 2004, resolving.NO_EPISODES),
        ("Heat", 2020, UNKNOWN),
    ]
    assert (found.counts["unmatched"], found.counts["skipped"], found.skipped[0].row) == (3, 1, 4)
    assert watcher.stands() is None


def test_of_episodes_that_are_not_here_the_furthest_that_is_counts(watcher: Watcher, take: Taken) -> None:
    found = take(dumped(lost((1, 2), (7, 1))))
    assert (watcher.stands(), found.counts["unknown_episodes"]) == (Said("at", 1, 2), 1)


def test_an_episode_is_known_by_its_own_id_first(watcher: Watcher, take: Taken) -> None:
    """Theirs is counted otherwise: what they call s02e04 is the first of all here."""
    take(dumped(watched_episode("Lost", (2, 4), {"tvdb": 501}, tvdb=73739)))
    assert watcher.stands() == Said("at", 1, 1)


def test_a_show_is_known_by_its_episodes(watcher: Watcher, take: Taken) -> None:
    take(dumped(watched_episode("Perdidos", (1, 1), {"tvdb": 501})))
    assert watcher.stands() == Said("at", 1, 1)


def test_csv_goes_the_same_way(watcher: Watcher, take: Taken) -> None:
    found = take(b"show;season;episode\nLost;1;2\nLost;x;2\n", "mine.csv")
    assert watcher.stands() == Said("at", 1, 2)
    assert [(each.file, each.row) for each in found.skipped] == [("mine.csv", 3)]


def test_garbage_fails_with_a_sentence_and_moves_nothing(watcher: Watcher, take: Taken) -> None:
    found = take(b"\x00\x01 garbage")
    assert (found.state, found.percent) == ("failed", 0)
    assert found.error
    assert watcher.stands() is None


def test_the_file_and_the_episodes_are_gone_afterwards(
    watcher: Watcher, take: Taken, run_jobs: Callable[[], int]
) -> None:
    found = take(dumped(lost((1, 2))))
    run_jobs()
    with pytest.raises(storage.Missing), files.fetched(found.id):
        pass
    kept = db.session.scalars(select(HistoryTitle)).one()
    assert (kept.watched, kept.ids) == ([], {})


def many(watcher: Watcher) -> bytes:
    shows = [make_show(f"many-{number}", external_ids={"tmdb": str(number + 1)}) for number in range(5)]
    assert shows
    return dumped(*[watched_show("?", [(1, 2)], tmdb=number + 1) for number in range(5)], lost((2, 1)))


def killed(import_id: str, monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> None:
    """Every second time, what is done there dies; each runner is another one, and waits for nobody."""
    sound, count = getattr(place, name), iter(range(1000))

    def dies(*args: Any, **kwargs: Any) -> Any:
        if next(count) % 2 == 0:
            raise KeyboardInterrupt
        return sound(*args, **kwargs)

    monkeypatch.setattr(place, name, dies)
    while db.session.scalar(select(HistoryImport.state).where(HistoryImport.id == import_id)) == "running":
        runner = new_id()
        with suppress(KeyboardInterrupt):
            running.advance(import_id, runner)
        with unit_of_work():
            actions.let_go(import_id=import_id, runner=runner)


@pytest.mark.parametrize(
    ("place", "name"), [(running, "_read"), (actions, "finish"), (actions, "resolve"), (actions, "advance_from")]
)
def test_killed_in_the_middle_it_ends_the_same(
    watcher: Watcher, send: Send, monkeypatch: pytest.MonkeyPatch, place: Any, name: str
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    import_id = send(many(watcher))
    killed(import_id, monkeypatch, place, name)
    found = queries.by_id(watcher.fan.id, import_id)
    assert found
    assert (found.state, found.counts["moved"], len(found.moves)) == ("done", 6, 6)
    assert watcher.stands() == Said("at", 2, 1)


def test_a_step_that_kills_its_process_is_left_out_in_the_end(
    watcher: Watcher, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "resolve", dies)
    import_id = send(dumped(lost((1, 1))))
    for _ in range(actions.ATTEMPTS + 2):
        with suppress(KeyboardInterrupt):
            running.advance(import_id, "one")
    found = queries.by_id(watcher.fan.id, import_id)
    assert found
    assert (found.state, found.unmatched[0].why) == ("done", actions.GIVEN_UP)


def test_a_file_that_kills_its_process_fails_in_the_end(
    watcher: Watcher, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(reading, "read", dies)
    import_id = send(dumped(lost((1, 1))))
    for _ in range(actions.ATTEMPTS + 1):
        with suppress(MemoryError):
            running.advance(import_id, "one")
    found = queries.by_id(watcher.fan.id, import_id)
    assert found
    assert (found.state, found.error) == ("failed", actions.GIVEN_UP)


def test_of_two_runners_one_finds_nothing_to_do(
    watcher: Watcher, send: Send, frozen_clock: Callable[..., None]
) -> None:
    import_id = send(dumped(lost((1, 1))))
    assert running.advance(import_id, "first")
    assert not running.advance(import_id, "second")
    assert queries.left_alone() == []
    frozen_clock(clock.now() + actions.LEASE * 2)
    assert queries.left_alone() == [import_id]
    assert running.advance(import_id, "second")
    assert not running.advance(import_id, "first")


def test_a_step_that_another_has_made_meanwhile_changes_nothing(watcher: Watcher, send: Send) -> None:
    import_id = send(dumped(lost((1, 1))))
    with unit_of_work():
        work = actions.claim(import_id=import_id, runner="first")
    assert work is not None
    assert running.advance(import_id, "first")
    before = queries.by_id(watcher.fan.id, import_id)
    with unit_of_work():
        actions.finish(work=work, came=None)
    assert queries.by_id(watcher.fan.id, import_id) == before


def test_a_worker_takes_it_to_its_end(watcher: Watcher, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    import_id, sent = send(many(watcher)), []
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    monkeypatch.setattr(queue, "enqueue", lambda *args, **_more: sent.append(args[2]))
    monkeypatch.setattr(turns, "TURN_S", -1.0)
    jobs.rescue()
    while sent:
        jobs.run(sent.pop())
    found = queries.by_id(watcher.fan.id, import_id)
    assert found
    assert found.state == "done"
    jobs.run(import_id)
    jobs.run("0000000000000")


def test_one_at_a_time(watcher: Watcher, send: Send) -> None:
    send(dumped(lost((1, 1))))
    with pytest.raises(Conflict):
        send(dumped(lost((1, 1))))


def test_a_file_that_never_arrived_is_in_nobodys_way(
    watcher: Watcher, send: Send, frozen_clock: Callable[..., None]
) -> None:
    with unit_of_work():
        broken = actions.start(viewer=watcher.fan.viewer, name="x", size=1)
    frozen_clock(clock.now() + actions.SENDING_MAX * 2)
    assert send(dumped(lost((1, 1))))
    found = queries.by_id(watcher.fan.id, broken)
    assert found
    assert (found.state, found.error) == ("failed", actions.BROKE_OFF)


def test_of_who_leaves_the_file_goes_too(watcher: Watcher, send: Send, run_jobs: Callable[[], int]) -> None:
    import_id = send(dumped(lost((1, 1))))
    with unit_of_work():
        actions.forget_all(account_id=watcher.fan.id)
    run_jobs()
    with pytest.raises(storage.Missing), files.fetched(import_id):
        pass
    assert not running.advance(import_id, "late")


def test_old_imports_are_forgotten(watcher: Watcher, take: Taken, frozen_clock: Callable[..., None]) -> None:
    take(dumped(lost((1, 1))))
    frozen_clock(clock.now() + actions.KEPT_FOR + timedelta(days=1))
    with unit_of_work():
        actions.tidy()
    assert db.session.scalar(select(func.count()).select_from(HistoryTitle)) == 0
