"""The feed of a show, 25 moments, signed in, beside a bare Flask route on the same server and core.

At 10,000 and at 1,000,000 moments, floor and product by turns. The fan reads shows whose pages are kept already.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from flask import Flask

from bench.ground import fill
from bench.ground.house import house
from bench.ground.processes import CLIENT_CORE, SERVER_CORE, free_port, gunicorn, running, until_listening
from bench.ground.requests import Load, request
from bench.table import Table, spread
from fandom.accounts import actions
from fandom.infra.db import db, unit_of_work

SIZES = (10_000, 1_000_000)
BAR, GROWTH_BAR = 0.25, 1.2
CONNECTIONS, ROUNDS, SECONDS = 16, 6, 1.5
READ = 20  # shows that are read by turns


def run() -> Table:
    os.sched_setaffinity(0, {CLIENT_CORE})
    table = Table(["moments", "floor, requests/s", "show feed, requests/s", "of the floor", f"bar {BAR}"])
    times = []
    with house() as built, ExitStack() as stack:
        cookie = _prepared(built.app)
        floor = stack.enter_context(_load("bench.ground.floor:app", {}, lambda _: request("GET", "/", {})))
        product = stack.enter_context(_load("wsgi:app", built.environ, _reader(cookie)))
        before = 0
        for size in SIZES:
            with built.app.app_context():
                fill.moments(before + 1, size)
            before = size
            rounds = [(floor.per_second(SECONDS), product.per_second(SECONDS)) for _ in range(ROUNDS + 1)][1:]
            theirs, ours = [each[0] for each in rounds], [each[1] for each in rounds]
            ratio = median(ours) / median(theirs)
            times.append(1 / median(ours))
            table.add(size, spread(theirs), spread(ours), ratio, "held" if ratio >= BAR else "missed")
        assert product.statuses == {b"200"}, product.statuses
    growth = times[1] / times[0]
    table.note = f"{growth:.2f} × the time at a hundred times the moments; bar {GROWTH_BAR}"
    return table


def _prepared(app: Flask) -> str:
    """People and shows, and the cookie of a fan who is signed in."""
    with app.app_context():
        fill.people_and_shows()
        with unit_of_work():
            session_id = actions.open_session(account_id="a000000000001", user_agent="bench")
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = session_id, True
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    return f"{cookie.key}={cookie.value}"


def _reader(cookie: str):  # type: ignore[no-untyped-def]
    asked = [
        request("GET", f"/api/v1/shows/show-{number}/feed", {"Cookie": cookie, "Accept": "application/json"})
        for number in range(1, READ + 1)
    ]
    turn = iter(range(10**12))
    return lambda _: asked[next(turn) % READ]


@contextmanager
def _load(app: str, environ: dict[str, str], next_request) -> Iterator[Load]:  # type: ignore[no-untyped-def]
    port = free_port()
    with running(gunicorn(app, port, workers=1), core=SERVER_CORE, environ=environ) as process:
        until_listening(port, process)
        yield Load(port, CONNECTIONS, next_request)
