"""The feed of a show with the horizon, beside the same page with the gate off: a build that only this bench has.

Both by turns of half a second, on the same core. The fan has said of each show how far they are, and has reached
everything, so that both answer the same bytes.
"""

import os
from contextlib import ExitStack
from statistics import median

from sqlalchemy import text

from bench.ground import fill
from bench.ground.contenders import NextRequest, by_turns, contender, cookie_of
from bench.ground.house import house
from bench.ground.processes import CLIENT_CORE
from bench.ground.requests import request
from bench.table import Table, spread
from fandom.infra.db import db, unit_of_work

MOMENTS = 200_000
ROUNDS = 12
READ = 20
BAR = 1.10
PROGRESS = """
INSERT INTO progress (show_id, account_id, mode, season, number, position_ms, updated_at)
SELECT id, :fan, 'at', 9, 1, NULL, now() FROM shows WHERE slug LIKE 'show-%'
"""


def run() -> Table:
    os.sched_setaffinity(0, {CLIENT_CORE})
    table = Table(["moments", "gate off, requests/s", "horizon, requests/s", "× time", "× worker's time", f"bar {BAR}"])
    with house() as built, ExitStack() as stack:
        with built.app.app_context():
            fill.people_and_shows()
            fill.moments(1, MOMENTS)
            with unit_of_work():
                db.session.execute(text(PROGRESS), {"fan": fill.FAN})
        read = _reader(cookie_of(built.app))
        off = stack.enter_context(contender("bench.ground.ungated:app", built.environ, read))
        on = stack.enter_context(contender("wsgi:app", built.environ, read))
        rounds = by_turns(off, on, ROUNDS)
        assert on.load.statuses == off.load.statuses == {b"200"}, (on.load.statuses, off.load.statuses)
    by_clock, by_cpu = (median(without[at] / with_it[at] for without, with_it in rounds) for at in (0, 1))
    rates = [spread([each[who][0] for each in rounds]) for who in (0, 1)]
    table.add(MOMENTS, *rates, by_clock, by_cpu, "held" if by_clock <= BAR else "missed")
    table.note = "What has been said comes with the page itself: no query more, and one per show every five seconds."
    return table


def _reader(cookie: str) -> NextRequest:
    headers = {"Cookie": cookie, "Accept": "application/json"}
    asked = [request("GET", f"/api/v1/shows/show-{number}/feed", headers) for number in range(1, READ + 1)]
    turn = iter(range(10**12))
    return lambda _: asked[next(turn) % READ]
