"""From a commit to the clients of another process, beside a bare Flask-SocketIO emit through Redis, in one run.

The product's clock starts before its commit and stops when the client has read the event; the floor's starts before
the emit. Both serve 200 listeners from one process; what is told is told from this one. Events alternate in turns.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import socketio
from sqlalchemy import update

from bench.ground.house import House, house
from bench.ground.processes import listeners, served
from bench.table import Table, part_at
from fandom.core import clock
from fandom.infra.db import db, record, unit_of_work
from fandom.posts.events import MomentRemoved
from fandom.shows.models import Show

LISTENERS = 200
EVENTS = 100
TURNS = 3
EVERY_S = 0.03
BAR, BAR_MS = 2.0, 100.0
TOPIC = "show:bench"
_NUMBER = re.compile(rb"~(\d+)~")

Tell = Callable[[int], None]


def run() -> Table:
    table = Table(["commit → client", "p50 ms", "p99 ms", "times the floor", f"bar {BAR:g} × and {BAR_MS:g} ms"])
    with house() as built, ExitStack() as stack:
        ours = stack.enter_context(served("wsgi:app", built.environ))
        stock = stack.enter_context(served("bench.ground.stock:app", built.environ))
        turns = [(_turn(ours, _commits(built)), _turn(stock, _emits(built))) for _ in range(TURNS)]
    found = [sorted(each for turn in turns for each in turn[side]) for side in (0, 1)]
    ratio = part_at(found[0], 0.99) / part_at(found[1], 0.99)
    held = ratio <= BAR and part_at(found[0], 0.99) <= BAR_MS
    table.add(
        "Fandom, its commit included",
        part_at(found[0], 0.5),
        part_at(found[0], 0.99),
        ratio,
        "held" if held else "missed",
    )
    table.add("bare Flask-SocketIO emit", part_at(found[1], 0.5), part_at(found[1], 0.99), 1.0, "")
    return table


def _turn(port: int, tell: Tell) -> list[float]:
    """Milliseconds of each delivery."""
    with listeners(port, LISTENERS, TOPIC) as crowd:
        crowd.say("quiet 1.5")
        crowd.say("reset times")
        told = []
        for number in range(EVENTS):
            told.append(time.time())
            tell(number)
            time.sleep(EVERY_S)
        crowd.say(f"expect {LISTENERS * EVENTS}")
        return list(_delays(told, json.loads(crowd.say("times"))))


def _delays(told: list[float], heard: list[tuple[float, str]]) -> Iterator[float]:
    for at, data in heard:
        for number in _NUMBER.findall(data.encode("latin-1")):
            yield (at - told[int(number)]) * 1000


def _commits(built: House) -> Tell:
    def tell(number: int) -> None:
        with built.app.app_context(), unit_of_work():
            db.session.execute(update(Show).where(Show.id == built.show_id).values(last_post_at=clock.now()))
            record(MomentRemoved(f"~{number}~", built.show_id, "nobody"))

    return tell


def _emits(built: House) -> Tell:
    manager = socketio.RedisManager(built.redis_url, write_only=True)
    return lambda number: manager.emit("moment.removed", {"moment": {"id": f"~{number}~"}}, namespace="/", room=TOPIC)
