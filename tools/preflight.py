"""What would stop a start, looked at before anything is done."""

import errno
import shutil
import socket
from pathlib import Path

from tools import lock, paths
from tools.problem import Problem

_PACKAGES_MB = 700
_NEW_DATA_MB = 200
_DATA_MB = 40
_MB = 1_000_000


def check(data: Path, host: str, port: int) -> None:
    lock.check_free(data)
    if port == 0:
        raise Problem("Name the port: choose one from 1 to 65535.")
    check_port(host, port)
    check_space(data)


def check_port(host: str, port: int) -> None:
    listen(host, port).close()


def listen(host: str, port: int) -> socket.socket:
    """The socket that the web processes will inherit."""
    if not 0 <= port <= 65535:
        raise Problem(f"There is no port {port}: choose one from 1 to 65535.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return _listening(family, address)
    except OSError as error:
        raise _refused(host, port, error) from error


def _listening(family: int, address: tuple[object, ...]) -> socket.socket:
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(2048)
    except OSError:
        found.close()
        raise
    return found


def check_space(data: Path) -> None:
    _check_place(paths.ROOT, _PACKAGES_MB if not paths.VENV.exists() else 0)
    _check_place(data, _NEW_DATA_MB if not (data / "postgres").exists() else _DATA_MB)


def _check_place(path: Path, needed: int) -> None:
    place = next(place for place in (path, *path.parents) if place.exists())
    free = shutil.disk_usage(place).free // _MB
    if free < needed:
        raise Problem(
            f"Only {free} MB are free at {place} and about {needed} are needed: make room, "
            "or set FANDOM_DATA to a folder on another disk."
        )


def _refused(host: str, port: int, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return Problem(f"Port {port} is for root alone: choose one above 1023, such as bin/up --port 8000.")
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return Problem(f"{host} is no address of this machine: choose another with --host, such as 127.0.0.1.")
    return Problem(
        f"Port {port} on {host} is taken by another program: "
        f"stop it, or choose another, such as bin/up --port {port + 1}."
    )
