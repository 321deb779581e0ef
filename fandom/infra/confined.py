"""Runs a program that reads strangers' files, and hears it line by line; whatever happens there, this one goes on."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence

import structlog

from fandom.config import ROOT

log = structlog.get_logger()

Hear = Callable[[bytes], None]
# Killed by somebody else, as when the house stops: not the file's fault, so it is tried again.
STOPPED = frozenset({-signal.SIGTERM, -signal.SIGKILL, -signal.SIGINT, -signal.SIGHUP})
LINE = 1_000_000
COMPLAINT = 2000
AT_ONCE = 65_536


class Stopped(Exception):
    """The process was ended from outside."""


class Overdue(Exception):
    """It used up its time."""


class Crashed(Exception):
    """It ended badly, or spoke without end."""


def run(command: Sequence[str], *, wait_s: float, hear: Hear) -> None:
    """Each line that it says is heard as it comes. It has nothing of our environment, where the secrets are."""
    started = subprocess.Popen(
        command, cwd=ROOT, env={}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with started as process:
        try:
            complaint = _listen(process, hear, time.monotonic() + wait_s)
        except BaseException:
            process.kill()
            raise
    _judge(process.returncode, complaint)


def _judge(code: int, complaint: bytes) -> None:
    if code in STOPPED:
        raise Stopped
    if code == -signal.SIGXCPU:
        raise Overdue
    if code != 0:
        log.warning("a confined process ended badly", code=code, complaint=complaint.decode(errors="replace"))
        raise Crashed


def _listen(process: subprocess.Popen[bytes], hear: Hear, until: float) -> bytes:
    """To both ends of it, for a full pipe that nobody reads would stop it. Gives the last of what it complained."""
    lines, complaint = Lines(hear), Tail()
    with selectors.DefaultSelector() as ends:
        ends.register(process.stdout, selectors.EVENT_READ, lines.feed)  # type: ignore[arg-type]
        ends.register(process.stderr, selectors.EVENT_READ, complaint.feed)  # type: ignore[arg-type]
        while ends.get_map():
            _hear_some(ends, until)
    try:
        process.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired as error:
        raise Overdue from error
    return complaint.kept


def _hear_some(ends: selectors.BaseSelector, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise Overdue
    for key, _ in ends.select(left):
        data = os.read(key.fd, AT_ONCE)
        key.data(data)
        if not data:
            ends.unregister(key.fileobj)


class Tail:
    kept = b""

    def feed(self, data: bytes) -> None:
        self.kept = (self.kept + data)[-COMPLAINT:]


class Lines:
    """Cuts what comes in pieces into lines; nothing at all means the end."""

    def __init__(self, hear: Hear) -> None:
        self._hear, self._rest = hear, b""

    def feed(self, data: bytes) -> None:
        *whole, self._rest = (self._rest + data).split(b"\n")
        if not data and self._rest:
            whole.append(self._rest)
        if len(self._rest) > LINE:
            raise Crashed
        for line in whole:
            self._hear(line)
