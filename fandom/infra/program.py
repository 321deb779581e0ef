"""A program that runs beside us for as long as we do: how it is started, stopped, and what it said last."""

import contextlib
import os
import signal
import subprocess
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fandom.infra import lifeline


@dataclass(frozen=True)
class Program:
    """`stop` asks it to end, `at_once` does not wait; `orphaned` is what the kernel sends it when we are killed.

    `once`: when it has come to a good end of its own it is not started again.
    """

    name: str
    argv: tuple[str, ...]
    log: Path
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    user: int | None = None
    fds: tuple[int, ...] = ()
    stop: signal.Signals = signal.SIGTERM
    at_once: signal.Signals = signal.SIGKILL
    orphaned: signal.Signals = signal.SIGKILL
    once: bool = False

    def start(self) -> "subprocess.Popen[bytes]":
        """To be called from the main thread only: the lifeline is tied to the thread, not to the process."""
        tie = partial(lifeline.die_with_parent, os.getpid(), self.orphaned)
        with self.log.open("ab") as log, warnings.catch_warnings():
            # From 3.12 on Python warns of any code between fork and exec beside threads; ours is one system call.
            warnings.simplefilter("ignore", DeprecationWarning)
            return subprocess.Popen(
                self.argv,
                cwd=self.cwd,
                env=self.env,
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else (),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=self.fds,
                # A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops in order.
                start_new_session=True,
                preexec_fn=tie,  # noqa: PLW1509 - one system call, looked up beforehand
            )


def stop(process: "subprocess.Popen[bytes]", how: int, patience_s: float) -> None:
    """Asks, waits, then kills; with it whatever it started in its own session."""
    send(process.pid, how)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience_s)
    kill_group(process.pid)
    process.wait()


def send(pid: int, how: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)


def kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def last_lines(log: Path, count: int = 12) -> list[str]:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 16_384))
            return file.read().decode(errors="replace").splitlines()[-count:]
    except FileNotFoundError:
        return []
