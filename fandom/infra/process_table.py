"""Who a process is, from outside: from /proc where there is one (small systems bring no `ps`), else from `ps`."""

import subprocess
from pathlib import Path


def command_line(pid: int) -> str:
    """Empty when there is no such process."""
    entry = Path(f"/proc/{pid}/cmdline")
    if _has_proc():
        return entry.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip() if entry.exists() else ""
    return _ps(pid, "args=")


def began(pid: int) -> str:
    """A mark of when it was started, which no later process of its number shares; empty once it has ended."""
    if _has_proc():
        return _began_in_proc(Path(f"/proc/{pid}/stat"))
    state, _, start = _ps(pid, "stat=,lstart=").partition(" ")
    return "" if state.startswith("Z") else start.strip()


def _began_in_proc(stat: Path) -> str:
    try:
        # The name in parentheses may hold anything; what follows it is counted.
        fields = stat.read_text().rsplit(") ", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] == "Z" else fields[19]


def _has_proc() -> bool:
    return Path("/proc/self/stat").exists()


def _ps(pid: int, columns: str) -> str:
    question = ["/bin/ps", "-ww", "-o", columns, "-p", str(pid)]
    return subprocess.run(question, capture_output=True, text=True, check=False, env={"LC_ALL": "C"}).stdout.strip()
