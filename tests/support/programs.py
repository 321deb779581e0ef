"""Small programs in a process of their own."""

import subprocess
import sys
from pathlib import Path


def run_python(script: str, *, cwd: Path, seconds: float = 60) -> str:
    """What it printed; AssertionError with what it said if it failed."""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=False, cwd=cwd, capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, done.stderr
    return done.stdout
