"""A child ends with its parent, however the parent ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import runs
from tests.support.waiting import until

_CHILD = """
import os, sys, signal
from fandom.infra import lifeline
lifeline.die_with_parent({parent}, signal.SIGKILL)
open(sys.argv[1], "w").write(str(os.getpid()))
signal.pause()
"""
_PARENT = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {child!r}, sys.argv[1]], start_new_session=True).wait()
"""

pytestmark = pytest.mark.enable_socket


def _start(tmp_path: Path, parent: str = "None") -> tuple["subprocess.Popen[bytes]", int]:
    note = tmp_path / "pid"
    program = _PARENT.format(child=_CHILD.format(parent=parent))
    process = subprocess.Popen([sys.executable, "-c", program, str(note)])
    return process, int(until(lambda: note.exists() and note.read_text()) or 0)


def test_it_dies_of_its_parents_kill(tmp_path: Path) -> None:
    parent, child = _start(tmp_path)
    parent.kill()
    parent.wait()
    until(lambda: not runs(child))


def test_it_dies_when_its_parent_was_gone_before(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _CHILD.format(parent=1), str(tmp_path / "pid")], check=False)
    assert done.returncode == -signal.SIGKILL
