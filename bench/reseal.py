"""From "it opens later now" to every open page, in two processes, beside a bare Flask-SocketIO emit, in one run.

The product's clock starts before the transaction that raises `reveals_at` and stops when a client has read
`moment.resealed`; the floor's starts before an emit of as many bytes through Redis. Both serve visitors, who have not
got that far, from two processes that share the servers' core; what is told is told from this one. Turns alternate.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import socketio

from bench.ground.house import House, house
from bench.ground.processes import Listeners, listeners, served
from bench.table import Table, part_at
from fandom.accounts.actions import sign_up
from fandom.core.horizon import Position
from fandom.core.viewer import Viewer
from fandom.infra.db import unit_of_work
from fandom.posts.actions import publish_moment, reseal_moment
from fandom.posts.rules import Seal
from fandom.posts.values import MomentDraft

LISTENERS = 200
PROCESSES = 2
EVENTS = 50
TURNS = 3
EVERY_S = 0.05
BAR_MS = 1000.0
TOPIC = "show:bench"
# About what a sealed moment takes.
WORDS = "x" * 600
_MARK = re.compile(rb'"id": ?"([^"]+)"')

Tell = Callable[[str], None]


def run(sockets: int = LISTENERS, events: int = EVENTS, turns: int = TURNS) -> Table:
    table = Table(["reveals_at raised → re-sealed", "p50 ms", "p99 ms", "times the floor", f"bar {BAR_MS:g} ms"])
    with house() as built, ExitStack() as stack:
        ours = [stack.enter_context(served("wsgi:app", built.environ)) for _ in range(PROCESSES)]
        stock = [stack.enter_context(served("bench.ground.stock:app", built.environ)) for _ in range(PROCESSES)]
        found: tuple[list[float], list[float]] = ([], [])
        for _ in range(turns):
            found[0].extend(_turn(ours, sockets, _moments(built, events), _reseals(built)))
            found[1].extend(_turn(stock, sockets, [f"floor{number}" for number in range(events)], _emits(built)))
    product, floor = sorted(found[0]), sorted(found[1])
    held = "held" if part_at(product, 0.99) <= BAR_MS else "missed"
    ratio = part_at(product, 0.99) / part_at(floor, 0.99)
    table.add(f"Fandom, {sockets} sockets in two processes", part_at(product, 0.5), part_at(product, 0.99), ratio, held)
    table.add("bare Flask-SocketIO emit", part_at(floor, 0.5), part_at(floor, 0.99), 1.0, "")
    table.note = f"{len(product)} deliveries of {turns * events * sockets}, {len(floor)} of the floor."
    return table


def _turn(ports: list[int], sockets: int, marks: list[str], tell: Tell) -> list[float]:
    """Milliseconds of each delivery."""
    with ExitStack() as stack:
        crowds = [stack.enter_context(listeners(port, sockets // len(ports), TOPIC)) for port in ports]
        for crowd in crowds:
            crowd.say("quiet 1.5")
            crowd.say("reset times")
        told = {}
        for mark in marks:
            told[mark] = time.time()
            tell(mark)
            time.sleep(EVERY_S)
        return [each for crowd in crowds for each in _heard(crowd, told, sockets // len(ports))]


def _heard(crowd: Listeners, told: Mapping[str, float], sockets: int) -> Iterator[float]:
    crowd.say(f"expect {sockets * len(told)}")
    crowd.say("quiet 0.5")
    for at, data in json.loads(crowd.say("times")):
        for mark in _MARK.findall(data.encode("latin-1")):
            if mark.decode() in told:
                yield (at - told[mark.decode()]) * 1000


def _moments(built: House, count: int) -> list[str]:
    """Open to everybody so far."""
    with built.app.app_context():
        name = f"b{time.time_ns()}"
        with unit_of_work():
            author = sign_up(handle=name, email=f"{name}@example.org", password_hash="-")
        viewer = Viewer(account_id=author.id, handle=author.handle)
        made = []
        for number in range(count):
            with unit_of_work():
                draft = MomentDraft(f"Moment {number}", reveals_at=None)
                made.append(publish_moment(author=viewer, show_id=built.show_id, draft=draft).id)
        return made


def _reseals(built: House) -> Tell:
    later = Position(1, 1, 1_000)

    def tell(moment_id: str) -> None:
        with built.app.app_context(), unit_of_work():
            reseal_moment(moment_id=moment_id, seal=Seal(later, floor=later))

    return tell


def _emits(built: House) -> Tell:
    manager = socketio.RedisManager(built.redis_url, write_only=True)
    return lambda mark: manager.emit("moment.resealed", {"id": mark, "words": WORDS}, namespace="/", room=TOPIC)
