"""A real gunicorn with its gevent worker, in a process of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.waiting import PATIENCE_S, until

ROOT = Path(__file__).resolve().parents[2]
START_S = 180.0


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve(app: str, *, environ: Mapping[str, str] | None = None, workers: int = 1, port: int = 0) -> Iterator[Server]:
    """`app` is a module and its callable, as gunicorn takes them."""
    port = port or free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", app, "-k", "gevent", "-w", str(workers), "-b", f"127.0.0.1:{port}"),
        *("--worker-connections", "4000", "--graceful-timeout", "1", "--log-level", "warning"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(environ or {})})
    try:
        until(lambda: _answers(port, process), seconds=START_S, every=0.05)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE_S)


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether a worker is up: the master listens long before."""
    if process.poll() is not None:
        raise RuntimeError("The server ended before it listened.")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def workers_of(server: Server) -> list[int]:
    pid = server.process.pid
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
