"""The feed of a show, 25 moments, signed in with 20 blocks and 20 mutes, beside a bare Flask route on the same core.

At 10,000 and at 1,000,000 moments, floor and product by turns of half a second; the ratio is the median of the turns'.
The fan reads shows whose words are kept already.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median

from flask import Flask

from bench.ground import fill
from bench.ground.house import house
from bench.ground.processes import (
    CLIENT_CORE,
    SERVER_CORE,
    cpu_seconds,
    free_port,
    gunicorn,
    running,
    until_listening,
    workers_of,
)
from bench.ground.requests import Load, request
from bench.table import Table, spread
from fandom.accounts import actions
from fandom.infra.db import db, unit_of_work

NextRequest = Callable[[int], bytes]
SIZES = (10_000, 1_000_000)
BAR, GROWTH_BAR = 0.25, 1.2
CONNECTIONS, ROUNDS, SECONDS = 16, 12, 0.5
READ = 20  # shows that are read by turns


@dataclass
class Contender:
    load: Load
    pids: list[int]

    def turn(self) -> tuple[float, float]:
        """Requests per second, and per CPU second of the worker."""
        before = cpu_seconds(self.pids)
        rate = self.load.per_second(SECONDS)
        return rate, self.load.answered / max(cpu_seconds(self.pids) - before, 0.01)


def run() -> Table:
    os.sched_setaffinity(0, {CLIENT_CORE})
    columns = ["moments", "floor, requests/s", "show feed, requests/s", "of the floor", "per CPU second", f"bar {BAR}"]
    table = Table(columns)
    times = []
    with house() as built, ExitStack() as stack:
        cookie = _prepared(built.app)
        floor = stack.enter_context(_contender("bench.ground.floor:app", {}, lambda _: request("GET", "/", {})))
        product = stack.enter_context(_contender("wsgi:app", built.environ, _reader(cookie)))
        before = 0
        for size in SIZES:
            with built.app.app_context():
                fill.moments(before + 1, size)
            before = size
            rounds = [(floor.turn(), product.turn()) for _ in range(ROUNDS + 2)][2:]
            ratio, by_cpu = (median(ours[at] / theirs[at] for theirs, ours in rounds) for at in (0, 1))
            times.append(median(1 / ours[1] for _, ours in rounds))
            rates = [spread([each[who][0] for each in rounds]) for who in (0, 1)]
            table.add(size, *rates, ratio, by_cpu, "held" if ratio >= BAR else "missed")
        assert product.load.statuses == {b"200"}, product.load.statuses
    growth = times[1] / times[0]
    table.note = f"{growth:.2f} × the worker's time at a hundred times the moments; bar {GROWTH_BAR}"
    return table


def _prepared(app: Flask) -> str:
    """People and shows, and the cookie of a fan who is signed in."""
    with app.app_context():
        fill.people_and_shows()
        fill.hiding()
        with unit_of_work():
            session_id = actions.open_session(account_id=fill.FAN, user_agent="bench")
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = session_id, True
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    return f"{cookie.key}={cookie.value}"


def _reader(cookie: str) -> NextRequest:
    asked = [
        request("GET", f"/api/v1/shows/show-{number}/feed", {"Cookie": cookie, "Accept": "application/json"})
        for number in range(1, READ + 1)
    ]
    turn = iter(range(10**12))
    return lambda _: asked[next(turn) % READ]


@contextmanager
def _contender(app: str, environ: dict[str, str], next_request: NextRequest) -> Iterator[Contender]:
    port = free_port()
    with running(gunicorn(app, port, workers=1), core=SERVER_CORE, environ=environ) as process:
        until_listening(port, process)
        load = Load(port, CONNECTIONS, next_request)
        load.per_second(SECONDS)
        yield Contender(load, workers_of(process.pid))
