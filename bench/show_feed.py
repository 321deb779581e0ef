"""The feed of a show, 25 moments, signed in with 20 blocks and 20 mutes, beside a bare Flask route on the same core.

At 10,000 and at 1,000,000 moments, floor and product by turns of half a second; the ratio is the median of the turns'.
The fan reads shows whose words are kept already.
"""

import os
from contextlib import ExitStack
from statistics import median

from bench.ground import fill
from bench.ground.contenders import NextRequest, by_turns, contender, cookie_of, ratios
from bench.ground.house import house
from bench.ground.processes import CLIENT_CORE
from bench.ground.requests import request
from bench.table import Table, spread

SIZES = (10_000, 1_000_000)
BAR, GROWTH_BAR = 0.25, 1.2
ROUNDS = 12
READ = 20  # shows that are read by turns


def run() -> Table:
    os.sched_setaffinity(0, {CLIENT_CORE})
    columns = ["moments", "floor, requests/s", "show feed, requests/s", "of the floor", "per CPU second", f"bar {BAR}"]
    table = Table(columns)
    times = []
    with house() as built, ExitStack() as stack:
        with built.app.app_context():
            fill.people_and_shows()
            fill.hiding()
        read = _reader(cookie_of(built.app))
        floor = stack.enter_context(contender("bench.ground.floor:app", {}, lambda _: request("GET", "/", {})))
        product = stack.enter_context(contender("wsgi:app", built.environ, read))
        before = 0
        for size in SIZES:
            with built.app.app_context():
                fill.moments(before + 1, size)
            before = size
            rounds = by_turns(floor, product, ROUNDS)
            by_clock, by_cpu = ratios(rounds)
            times.append(median(1 / ours[1] for _, ours in rounds))
            rates = [spread([each[who][0] for each in rounds]) for who in (0, 1)]
            table.add(size, *rates, by_clock, by_cpu, "held" if by_clock >= BAR else "missed")
        assert product.load.statuses == {b"200"}, product.load.statuses
    growth = times[1] / times[0]
    table.note = f"{growth:.2f} × the worker's time at a hundred times the moments; bar {GROWTH_BAR}"
    return table


def _reader(cookie: str) -> NextRequest:
    asked = [
        request("GET", f"/api/v1/shows/show-{number}/feed", {"Cookie": cookie, "Accept": "application/json"})
        for number in range(1, READ + 1)
    ]
    turn = iter(range(10**12))
    return lambda _: asked[next(turn) % READ]
