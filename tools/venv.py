"""The virtual environment: there, usable, and holding what a lock file says."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tools import commands, paths
from tools.problem import Problem

_STAMP = paths.VENV / "installed.json"


def ensure() -> None:
    if not _works(paths.VENV_PYTHON):
        shutil.rmtree(paths.VENV, ignore_errors=True)
        _make()


def has(lock: Path) -> bool:
    """Whether the environment holds what the lock says; looks closely once, then goes by its stamp."""
    if not _works(paths.VENV_PYTHON):
        return False
    if _stamps().get(lock.name) == _digest(lock):
        return True
    if subprocess.run([paths.VENV_PYTHON, "-m", "tools.satisfied", lock], cwd=paths.ROOT, check=False).returncode != 0:
        return False
    stamp(lock)
    return True


def stamp(lock: Path) -> None:
    _STAMP.write_text(json.dumps(_stamps() | {lock.name: _digest(lock)}, indent=1))


def _make() -> None:
    """With pip of its own, or, on a Debian without `python3-venv`, lent by the Python that makes it."""
    try:
        commands.run([sys.executable, "-m", "venv", paths.VENV])
    except commands.Failed as failed:
        if failed.disk_full:
            raise
        shutil.rmtree(paths.VENV, ignore_errors=True)
        commands.run([sys.executable, "-m", "venv", "--without-pip", paths.VENV])


def pip() -> list[str]:
    if (paths.VENV_PYTHON.parent / "pip").exists():
        return [str(paths.VENV_PYTHON), "-m", "pip"]
    if _runs([sys.executable, "-m", "pip", "--version"]):
        return [sys.executable, "-m", "pip", "--python", str(paths.VENV_PYTHON)]
    raise Problem(
        "This Python has neither pip nor ensurepip: install them (Debian: apt install python3-venv) and start again."
    )


def _works(python: Path) -> bool:
    return python.exists() and _runs([str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])


def _runs(argv: list[str]) -> bool:
    return subprocess.run(argv, capture_output=True, check=False).returncode == 0


def _stamps() -> dict[str, str]:
    try:
        return dict(json.loads(_STAMP.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
