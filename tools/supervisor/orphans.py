"""Where no kernel ends children with their parent (anything but Linux), the next start ends what a killed one left."""

import contextlib
import json
import os
import signal
import time
from pathlib import Path

from fandom.infra import process_table

_PATIENCE_S = 5.0


def note(data: Path, pids: list[int]) -> None:
    """A number alone may long belong to somebody else: it counts only with the second in which it began."""
    with contextlib.suppress(OSError):
        _path(data).write_text(json.dumps({str(pid): process_table.began(pid) for pid in pids}))


def end_all(data: Path) -> list[int]:
    found = _living(data)
    for how in (signal.SIGTERM, signal.SIGKILL):
        for pid in _living(data):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, how)
        _wait(data)
    forget(data)
    return found


def forget(data: Path) -> None:
    _path(data).unlink(missing_ok=True)


def _wait(data: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while _living(data) and time.monotonic() < deadline:
        time.sleep(0.1)


def _living(data: Path) -> list[int]:
    try:
        noted = json.loads(_path(data).read_text())
    except (FileNotFoundError, ValueError):
        return []
    return [int(pid) for pid, began in noted.items() if began and process_table.began(int(pid)) == began]


def _path(data: Path) -> Path:
    return data / "children.json"
