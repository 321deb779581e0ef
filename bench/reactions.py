"""64 clients toggle reactions on one moment, 200 times each, while the counts are compared with the rows they count.

A sample is one snapshot: the counts beside the moment less a recount, and the lowest count of any emoji.
"""

import os
import random
import threading
import time
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import text

from bench.ground import fill
from bench.ground.house import house
from bench.ground.processes import CLIENT_CORE, SERVER_CORE, free_port, gunicorn, running, until_listening
from bench.ground.requests import Load, request
from bench.table import Table
from fandom.accounts import actions
from fandom.core.viewer import Viewer
from fandom.infra.db import db, unit_of_work

CLIENTS, TOGGLES = 64, 200
PALETTE = ["%F0%9F%94%A5", "%F0%9F%98%82", "%F0%9F%98%AD"]
MOMENT = "0000000000001"
SAMPLE = text(
    "SELECT abs(m.reaction_count - (SELECT count(*) FROM reactions r WHERE r.moment_id = m.id))"
    " + abs(m.reaction_count - (SELECT coalesce(sum(value::int), 0) FROM jsonb_each_text(m.reactions))),"
    " least(m.reaction_count, (SELECT coalesce(min(value::int), 0) FROM jsonb_each_text(m.reactions)))"
    " FROM moments m WHERE m.id = :id"
)


@dataclass
class Samples:
    count: int = 0
    drifted: int = 0
    negative: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def take(self, app: Flask) -> None:
        with app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not self.over.wait(0.005):
                drift, least = connection.execute(SAMPLE, {"id": MOMENT}).one()
                self.count += 1
                self.drifted += drift != 0
                self.negative += least < 0


def run() -> Table:
    os.sched_setaffinity(0, {CLIENT_CORE})
    table = Table(["toggles", "per second", "samples", "with drift", "with negatives", "bar 0 and 0"])
    with house() as built:
        tokens = _prepared(built.app)
        port = free_port()
        with running(gunicorn("wsgi:app", port, workers=2), core=SERVER_CORE, environ=built.environ) as process:
            until_listening(port, process)
            samples = Samples()
            watching = threading.Thread(target=samples.take, args=(built.app,))
            watching.start()
            try:
                done, rate, statuses = _toggle(port, tokens)
            finally:
                samples.over.set()
                watching.join()
        assert statuses == {b"200"}, statuses
        held = not samples.drifted and not samples.negative
        table.add(done, rate, samples.count, samples.drifted, samples.negative, "held" if held else "missed")
    return table


def _toggle(port: int, tokens: list[str]) -> tuple[int, float, set[bytes]]:
    dice = random.Random(1)
    left = [TOGGLES] * CLIENTS

    def next_request(number: int) -> bytes:
        left[number] -= 1
        path = f"/api/v1/moments/{MOMENT}/reactions/{dice.choice(PALETTE)}"
        return request(dice.choice(["PUT", "DELETE"]), path, {"Authorization": f"Bearer {tokens[number]}"})

    load = Load(port, CLIENTS, next_request)
    start = time.perf_counter()
    done = load.run(lambda number: left[number] > 0)
    return done, done / (time.perf_counter() - start), load.statuses


def _prepared(app: Flask) -> list[str]:
    with app.app_context():
        fill.people_and_shows()
        fill.moments(1, 1)
        with unit_of_work():
            scopes = frozenset({"read", "write"})
            fans = [Viewer(account_id=f"a{number:012d}", handle=f"fan{number}") for number in range(1, CLIENTS + 1)]
            return [actions.create_token(viewer=fan, name="bench", scopes=scopes).secret for fan in fans]
