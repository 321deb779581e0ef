"""Delivered events per CPU second of the web process, beside Node's socket.io with its Redis adapter, in one run.

Each server has one process on one core; all clients are on the other. A burst is published inside the server, through
what a request would go through: the product's script, subscription and seq; the peer's adapter. Bursts alternate.
"""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from statistics import median
from urllib.parse import unquote

from bench.ground.frames import masked
from bench.ground.house import house
from bench.ground.listeners import greet
from bench.ground.processes import (
    ROOT,
    SERVER_CORE,
    Listeners,
    cpu_seconds,
    free_port,
    gunicorn,
    listeners,
    running,
    until_listening,
    workers_of,
)
from bench.table import Table, spread

# Of one burst, by the number of sockets: 160,000 or so deliveries.
EVENTS = {200: 800, 1000: 160}
ROUNDS = 6
BAR = 0.8
TOPIC = "show:bench"
PEER = ROOT / "bench" / "peers" / "socketio"


@dataclass
class Contender:
    pids: list[int]
    crowd: Listeners
    port: int

    def round(self, sockets: int) -> float:
        """Delivered events per CPU second of one burst."""
        events = EVENTS[sockets]
        self.crowd.say("quiet 0.3")
        self.crowd.say("reset")
        before = cpu_seconds(self.pids)
        with closing(greet(self.port)) as control:
            control.sendall(masked(b'42["burst","%s",%d]' % (TOPIC.encode(), events)))
            self.crowd.say(f"expect {sockets * events}")
        return sockets * events / (cpu_seconds(self.pids) - before)


def run() -> Table:
    table = Table(["sockets", "Fandom, events per CPU s", "Node socket.io 4.8", "ratio", f"bar {BAR}"])
    with house() as built, ExitStack() as stack:
        product = stack.enter_context(_product(built.environ))
        peer = stack.enter_context(_peer(built.redis_url))
        for count in EVENTS:
            ours, theirs = _race(product, peer, count)
            ratio = median(ours) / median(theirs)
            table.add(count, spread(ours), spread(theirs), ratio, "held" if ratio >= BAR else "missed")
    return table


def _race(product: tuple[int, int], peer: tuple[int, int], count: int) -> tuple[list[float], list[float]]:
    with ExitStack() as stack:
        ours = stack.enter_context(_crowded(*product, count))
        theirs = stack.enter_context(_crowded(*peer, count))
        rounds = [(ours.round(count), theirs.round(count)) for _ in range(ROUNDS)]
    return [each[0] for each in rounds[1:]], [each[1] for each in rounds[1:]]


@contextmanager
def _crowded(port: int, pid: int, count: int) -> Iterator[Contender]:
    with listeners(port, count, TOPIC) as crowd:
        crowd.say("quiet 1.5")
        yield Contender(workers_of(pid), crowd, port)


@contextmanager
def _product(environ: dict[str, str]) -> Iterator[tuple[int, int]]:
    port = free_port()
    command = gunicorn("bench.ground.bursting:app", port, workers=1)
    with running(command, core=SERVER_CORE, environ=environ) as process:
        until_listening(port, process)
        yield port, process.pid


@contextmanager
def _peer(redis_url: str) -> Iterator[tuple[int, int]]:
    if not (PEER / "node_modules").is_dir():
        subprocess.run(["npm", "install", "--silent"], cwd=PEER, check=True)
    port = free_port()
    command = ["node", str(PEER / "server.js"), str(port), unquote(redis_url.removeprefix("unix://"))]
    with running(command, core=SERVER_CORE) as process:
        until_listening(port, process)
        yield port, process.pid
