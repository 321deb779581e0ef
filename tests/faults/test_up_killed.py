"""The real thing, killed piece by piece and then as a whole."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fandom.config import from_environment
from tests.support.folders import open_folder
from tests.support.gunicorn import free_port
from tests.support.processes import children, descendants, runs
from tests.support.waiting import until
from tools import paths
from tools.supervisor import programs
from tools.supervisor.database import driver_url

pytestmark = [pytest.mark.enable_socket, pytest.mark.live, pytest.mark.long]

# Two servers, the web, and what stands beside it.
_CHILDREN = 3 + len(programs.workers(Path()))
# Two cores may have much else to do.
_PATIENCE_S = 120.0


class House:
    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.data = data
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--host=127.0.0.1", f"--port={self.port}", "--no-demo", "--began=0", "--downloads=0"]
        env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        command = [sys.executable, "-m", "tools.supervisor", *options]
        self._process = subprocess.Popen(
            command,
            cwd=paths.ROOT,
            env=env | {"FANDOM_DATA": str(self.data)},
            stdout=subprocess.DEVNULL,
        )
        until(self.is_whole, seconds=_PATIENCE_S, every=0.1)

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    def is_whole(self) -> bool:
        assert self.process.poll() is None, "the supervisor has ended"
        return len(children(self.process.pid)) == _CHILDREN and self.is_ready()

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def ask(self, question: str) -> object:
        url = driver_url(from_environment({"FANDOM_DATA": str(self.data)}).database_url)
        with psycopg.connect(url) as connection:
            done = connection.execute(question.encode())
            return done.fetchone() if done.description else None

    def end(self, how: signal.Signals) -> tuple[int, list[int]]:
        family = descendants(self.process.pid)
        self.process.send_signal(how)
        code = self.process.wait(timeout=_PATIENCE_S)
        until(lambda: not [pid for pid in family if runs(pid)], seconds=_PATIENCE_S)
        return code, family


@pytest.fixture
def house() -> Iterator[House]:
    with open_folder("fandom test ") as folder:
        found = House(folder)
        yield found
        if found.process.poll() is None:
            found.end(signal.SIGKILL)


def test_whatever_is_killed_comes_back_and_nothing_is_lost(house: House) -> None:
    house.start()
    assert house.ask("SELECT count(*) FROM accounts") == (0,)  # --no-demo
    house.ask("CREATE TABLE kept AS SELECT 7 AS number")
    before = set(children(house.process.pid))
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not before & set(children(house.process.pid)), seconds=_PATIENCE_S)
    until(house.is_whole, seconds=_PATIENCE_S, every=0.1)
    assert house.ask("SELECT number FROM kept") == (7,)

    code, family = house.end(signal.SIGKILL)
    assert (code, len(family) > _CHILDREN) == (-signal.SIGKILL, True)

    house.start()
    assert house.ask("SELECT number FROM kept") == (7,)
    code, _ = house.end(signal.SIGTERM)
    assert code == 0
    assert not (house.data / "run.env").exists()
    assert "database system is shut down" in (house.data / "logs" / "postgres.log").read_text()
