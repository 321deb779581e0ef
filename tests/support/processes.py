"""Looking at processes from outside."""

import os
from pathlib import Path


def runs(pid: int) -> bool:
    """Zombies, which only wait for their new parent, count as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(pid: int) -> list[int]:
    """Living children of a process, by whatever thread started them."""
    try:
        said = " ".join(task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children"))
    except (FileNotFoundError, ProcessLookupError):
        return []  # it ended while it was looked at
    return [int(found) for found in said.split() if runs(int(found))]


def descendants(pid: int) -> list[int]:
    own = children(pid)
    return own + [further for child in own for further in descendants(child)]


def speaking_of(text: str) -> list[int]:
    """Living processes, not this one, whose command line or working directory names `text`."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [pid for pid in pids if pid != os.getpid() and runs(pid) and text in _about(pid)]


def _about(pid: int) -> str:
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return f"{line} {os.readlink(f'/proc/{pid}/cwd')} {Path(f'/proc/{pid}/environ').read_bytes()!r}"
    except OSError:
        return ""
