"""A Trakt history of 20,000 watched episodes brought in: 500 shows of 40 episodes, each known by its ids.

Beside its floor, `json.loads` of the same file, on the same machine a moment before; then once more, which moves
nothing; and once from the beginning with its runner gone after every second step.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, func, insert, select

from bench.ground.house import house
from bench.table import Table
from fandom.accounts import actions as accounts
from fandom.core import clock
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db, unit_of_work
from fandom.shows.history import actions, files, running
from fandom.shows.models import Episode, Progress, Season, Show, SpecialSeen

SHOWS, EPISODES, BAR_S = 500, 40, 10.0


def run() -> Table:
    table = Table(["20,000 watched episodes", "s", "bar, s", "shows moved"])
    data = json.dumps(list(_history())).encode()
    began = time.perf_counter()
    json.loads(data)
    table.add(f"floor: json.loads of {len(data) / 1e6:.1f} MB", time.perf_counter() - began, "", "")
    with house() as built, built.app.app_context():
        fan = _filled()
        for name, dies in (("first time", False), ("again", False), ("anew, runner gone after each second step", True)):
            if dies:
                with unit_of_work():
                    for model in (SpecialSeen, Progress):
                        db.session.execute(delete(model).where(model.account_id == fan.account_id))
            took, moved = _brought(fan, data, dies=dies)
            table.add(name, took, BAR_S, moved)
        reached = db.session.scalar(select(func.count()).where(Progress.account_id == fan.account_id))
    table.note = f"{reached} of {SHOWS} shows stand where they should"
    return table


def _brought(fan: Viewer, data: bytes, *, dies: bool) -> tuple[float, int]:
    began = time.perf_counter()
    with unit_of_work():
        import_id = actions.start(viewer=fan, name="watched.json", size=len(data))
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        files.keep(import_id, file)
    with unit_of_work():
        actions.sent(import_id=import_id)
    runner, steps = new_id(), 0
    while running.advance(import_id, runner):
        steps += 1
        if dies and steps % 2:
            with unit_of_work():
                actions.claim(import_id=import_id, runner=runner)
                actions.let_go(import_id=import_id, runner=runner)
            runner = new_id()
    took = time.perf_counter() - began
    files.drop(import_id)
    report = db.session.get_one(actions.HistoryImport, import_id).report
    return took, report["counts"].get("moved", 0)


def _history() -> Iterator[dict[str, Any]]:
    """One entry an episode, as Trakt's own history has them, with its ids."""
    for show in range(SHOWS):
        for number in range(1, EPISODES + 1):
            ids = {"trakt": show * 100 + number, "tvdb": 1_000_000 + show * 100 + number, "tmdb": number}
            yield {
                "id": show * 100 + number,
                "watched_at": "2025-11-02T20:15:00.000Z",
                "action": "watch",
                "type": "episode",
                "episode": {"season": 1, "number": number, "title": f"Episode {number}", "ids": {"tvdb": ids["tvdb"]}},
                "show": {"title": f"Bench {show}", "year": 2001, "ids": {"trakt": show, "tvdb": 5_000 + show}},
            }


def _filled() -> Viewer:
    with unit_of_work():
        fan = accounts.sign_up(handle="watcher", email="watcher@example.org", password_hash="none")
        shows = [(new_id(), show) for show in range(SHOWS)]
        common = {"kind": "series", "palette": ["🔥"], "year": 2001, "created_at": clock.now()}
        rows = [{**common, "id": show_id, "slug": f"watched-{n}", "title": f"Bench {n}"} for show_id, n in shows]
        ids = [{"folded_title": f"bench {n}", "external_ids": {"tvdb": str(5_000 + n)}} for _, n in shows]
        db.session.execute(insert(Show), [row | more for row, more in zip(rows, ids, strict=True)])
        db.session.execute(insert(Season), [{"show_id": show_id, "number": 1} for show_id, _ in shows])
        db.session.execute(insert(Episode), [each for show_id, n in shows for each in _episodes(show_id, n)])
        return Viewer(account_id=fan.id)


def _episodes(show_id: str, show: int) -> Iterator[dict[str, Any]]:
    for number in range(1, EPISODES + 1):
        ids = {"tvdb": str(1_000_000 + show * 100 + number)}
        yield {"show_id": show_id, "season": 1, "number": number, "duration_ms": 3_600_000, "external_ids": ids}
