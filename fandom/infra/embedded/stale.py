"""What a killed start left behind: a server that still runs, or a lock file of one that does not."""

import contextlib
import os
import signal
import time
from pathlib import Path

from fandom.infra import process_table


def end_orphan(data: Path, patience_s: float = 20) -> None:
    """Ends a server that still runs on these data; takes away a lock that is held by nobody."""
    lock = data / "postmaster.pid"
    pid = _first_number(lock)
    if pid is None:
        return
    if not _is_server(pid, data):
        # The number may long belong to somebody else, and PostgreSQL would then refuse to start.
        lock.unlink(missing_ok=True)
        return
    _end(pid, data, signal.SIGINT, patience_s)
    _end(pid, data, signal.SIGQUIT, patience_s)


def _end(pid: int, data: Path, how: int, patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    while _is_server(pid, data) and time.monotonic() < deadline:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
        time.sleep(0.1)


def _is_server(pid: int, data: Path) -> bool:
    line = process_table.command_line(pid)
    return "postgres" in line and str(data) in line


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
