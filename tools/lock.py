"""One at a time: locks that end with the process that holds them, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tools import paths
from tools.console import say
from tools.problem import Problem

_held: list[TextIO] = []


@contextmanager
def installing() -> Iterator[None]:
    """Two starts at once must not install into one virtual environment."""
    with (paths.ROOT / "pyproject.toml").open() as file:
        if not _try(file):
            say("waiting for another set-up of this folder to end")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def check_free(data: Path) -> None:
    """A problem when something runs on these data already."""
    path = _path(data)
    if path.exists():
        with path.open() as file:
            if not _try(file):
                raise _running(data, file.read().strip())


def hold(data: Path, address: str) -> None:
    """Takes the data folder for as long as this process lives."""
    data.mkdir(parents=True, exist_ok=True)
    file = _path(data).open("a+")
    if not _try(file):
        file.close()
        check_free(data)
        return hold(data, address)
    file.truncate(0)
    file.write(address)
    file.flush()
    return _held.append(file)


def _path(data: Path) -> Path:
    return data / "running.lock"


def _try(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _running(data: Path, address: str) -> Problem:
    where = f" at {address}" if address else ""
    return Problem(f"Fandom runs on {data} already{where}: stop it there, or set FANDOM_DATA to another folder.")
