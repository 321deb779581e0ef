"""Processes on a core of their own, and the CPU time they have used."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SERVER_CORE, CLIENT_CORE = 0, 1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], *, core: int, environ: Mapping[str, str] | None = None, **options: Any
) -> Iterator["subprocess.Popen[str]"]:
    found = {**os.environ, **(environ or {})}
    process = subprocess.Popen(["taskset", "-c", str(core), *command], cwd=ROOT, env=found, text=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def until_listening(port: int, process: "subprocess.Popen[str]", seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("A server did not start.")


def workers_of(pid: int) -> list[int]:
    """The children of a gunicorn master; a process without children is its own worker."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children] or [pid]


def cpu_seconds(pids: Sequence[int]) -> float:
    """Time that the threads of these processes have run so far, by the scheduler's own count: ticks are too coarse."""
    threads = (thread for pid in pids for thread in Path(f"/proc/{pid}/task").iterdir())
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def gunicorn(app: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", app, "-k", "gevent", "-w", str(workers), "-b", f"127.0.0.1:{port}"),
        *("--log-level", "error", "--graceful-timeout", "1", "--worker-connections", "4000"),
    ]


@contextmanager
def served(app: str, environ: dict[str, str]) -> Iterator[int]:
    port = free_port()
    with running(gunicorn(app, port, workers=1), core=SERVER_CORE, environ=environ) as process:
        until_listening(port, process)
        yield port


class Listeners:
    """A crowd of sockets in a process on the clients' core."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def say(self, line: str) -> str:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The listeners have ended.")
        return line.strip()


@contextmanager
def listeners(port: int, count: int, topic: str) -> Iterator[Listeners]:
    command = [sys.executable, "-m", "bench.ground.listeners", str(port), str(count), topic]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with running(command, core=CLIENT_CORE, **pipes) as process:
        crowd = Listeners(process)
        crowd.answer()
        yield crowd
