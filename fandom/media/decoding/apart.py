"""Has a picture decoded in a process of its own, and waits for it; whatever happens there, this one goes on."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import structlog

from fandom.config import ROOT
from fandom.media.decoding.reasons import DAMAGED, TOO_LONG, Refused

log = structlog.get_logger()

# Ample: its processor time is bounded, what it waits for the processor is not.
WAIT_S = 60.0
# Killed by somebody else, as when the house stops: not the picture's fault, so it is tried again.
STOPPED = frozenset({-signal.SIGTERM, -signal.SIGKILL, -signal.SIGINT, -signal.SIGHUP})
COMMAND = (sys.executable, "-E", "-s", "-m", "fandom.media.decoding")


class Stopped(Exception):
    """The decoding process was ended from outside."""


def decode(path: Path, folder: Path) -> dict[str, Any]:
    """Its `width`, `height`, `colour` and `variants`, which then lie in the folder. Refused when it is not taken."""
    ended = _run([*COMMAND, str(path), str(folder)])
    if ended.returncode in STOPPED:
        raise Stopped
    if ended.returncode == -signal.SIGXCPU:
        raise Refused(TOO_LONG)
    if ended.returncode != 0:
        complaint = ended.stderr.decode(errors="replace")[-2000:]
        log.warning("decoding ended badly", code=ended.returncode, complaint=complaint)
        raise Refused(DAMAGED)
    said: dict[str, Any] = json.loads(ended.stdout)
    if "refused" in said:
        raise Refused(said["refused"])
    return said


def _run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    """With nothing of our environment, where the secrets are."""
    try:
        return subprocess.run(
            command, check=False, cwd=ROOT, env={}, stdin=subprocess.DEVNULL, capture_output=True, timeout=WAIT_S
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(TOO_LONG) from error
