"""Servers that are asked by turns, on one core; and the cookie of a fan who is signed in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from flask import Flask

from bench.ground import fill
from bench.ground.processes import SERVER_CORE, cpu_seconds, free_port, gunicorn, running, until_listening, workers_of
from bench.ground.requests import Load
from fandom.accounts import actions
from fandom.infra.db import db, unit_of_work

CONNECTIONS, SECONDS = 16, 0.5
NextRequest = Callable[[int], bytes]
Turn = tuple[float, float]


@dataclass
class Contender:
    load: Load
    pids: list[int]

    def turn(self) -> Turn:
        """Requests per second, and per CPU second of the worker."""
        before = cpu_seconds(self.pids)
        rate = self.load.per_second(SECONDS)
        return rate, self.load.answered / max(cpu_seconds(self.pids) - before, 0.01)


@contextmanager
def contender(app: str, environ: dict[str, str], next_request: NextRequest) -> Iterator[Contender]:
    port = free_port()
    with running(gunicorn(app, port, workers=1), core=SERVER_CORE, environ=environ) as process:
        until_listening(port, process)
        load = Load(port, CONNECTIONS, next_request)
        load.per_second(SECONDS)
        yield Contender(load, workers_of(process.pid))


def by_turns(floor: Contender, product: Contender, rounds: int) -> list[tuple[Turn, Turn]]:
    return [(floor.turn(), product.turn()) for _ in range(rounds + 2)][2:]


def ratios(rounds: list[tuple[Turn, Turn]]) -> tuple[float, float]:
    """Of the floor: by the clock, and per CPU second."""
    by_clock, by_cpu = (median(ours[at] / theirs[at] for theirs, ours in rounds) for at in (0, 1))
    return by_clock, by_cpu


def cookie_of(app: Flask) -> str:
    """Signs in the fan that everything is measured as."""
    with app.app_context():
        with unit_of_work():
            session_id = actions.open_session(account_id=fill.FAN, user_agent="bench")
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = session_id, True
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    return f"{cookie.key}={cookie.value}"
