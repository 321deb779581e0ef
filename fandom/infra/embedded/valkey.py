"""Our own Valkey: what it is started with. It is a cache; it keeps nothing on disk."""

import os
import shutil
import signal
import socket
from pathlib import Path
from urllib.parse import quote

from fandom.infra.embedded import binaries, owner
from fandom.infra.program import Program


class Valkey:
    name = "valkey"

    def __init__(self, folder: Path, logs: Path) -> None:
        self._home = folder
        self._logs = logs
        self._socket = owner.socket_folder(folder, "valkey.sock", None) / "valkey.sock"
        self.url = f"unix://{quote(str(self._socket))}"

    def prepare(self) -> None:
        owner.own_folder(self._home, None)
        self._logs.mkdir(parents=True, exist_ok=True)

    def program(self) -> Program:
        return Program(
            name=self.name,
            argv=(str(binaries.valkey()), *_flags(self._socket)),
            cwd=self._home,
            log=self._logs / "valkey.log",
            env={"PATH": os.defpath},
            orphaned=signal.SIGKILL,
        )

    def remove(self) -> None:
        for folder in (self._socket.parent, self._home):
            shutil.rmtree(folder, ignore_errors=True)

    def is_ready(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(str(self._socket))
                probe.sendall(b"PING\r\n")
                return probe.recv(16).startswith(b"+PONG")
            except OSError:
                return False


def _flags(address: Path) -> tuple[str, ...]:
    flags = {"port": "0", "unixsocket": str(address), "unixsocketperm": "700", "save": "", "appendonly": "no"}
    return tuple(part for name, value in flags.items() for part in (f"--{name}", value))
