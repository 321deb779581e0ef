"""Programs that stand in for Fandom's, and signals that come when a test says so."""

import threading
from pathlib import Path

from fandom.infra.program import Program


class Quiet:
    """Signals without any: waiting is only waiting."""

    def __init__(self) -> None:
        self.asked = 0
        self._pause = threading.Event()

    def wait(self, seconds: float) -> None:
        self._pause.wait(min(seconds, 0.02))


def shell(logs: Path, name: str, script: str) -> Program:
    logs.mkdir(exist_ok=True, parents=True)
    return Program(name=name, argv=("/bin/sh", "-c", script), log=logs / f"{name}.log")


def faithful(logs: Path, name: str, note: Path | None = None) -> Program:
    """Runs until it is asked to end, then writes its name into `note`."""
    end = f"echo {name} >> '{note}'; exit 0" if note else "exit 0"
    return shell(logs, name, f'trap "{end}" TERM; echo up; while :; do sleep 0.05; done')
