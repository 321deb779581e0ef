"""Runs a program of the set-up: its output goes to a log, its lines to whoever counts them."""

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fandom.infra import lifeline
from tools import paths


@dataclass
class Failed(Exception):
    """It ended with an error; `output` is all that it said."""

    command: str
    output: str

    def last(self) -> str:
        """The line that most likely says why."""
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line.lower()]
        return (errors or lines or ["it said nothing"])[-1][:300]

    @property
    def disk_full(self) -> bool:
        return "No space left on device" in self.output or "ENOSPC" in self.output


def run(
    argv: Sequence[str | Path],
    *,
    each: Callable[[str], None] = lambda _: None,
    env: Mapping[str, str] | None = None,
    cwd: Path = paths.ROOT,
) -> str:
    """Waits for it, and answers what it said; it ends when we are killed."""
    said: list[str] = []
    with subprocess.Popen(
        [str(part) for part in argv],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        preexec_fn=partial(lifeline.die_with_parent, os.getpid()),
    ) as process:
        for line in process.stdout or ():
            said.append(line)
            each(line)
    if process.returncode != 0:
        raise Failed(Path(argv[0]).name, "".join(said))
    return "".join(said)
