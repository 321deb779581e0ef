"""Browser tests go away quietly where there is no browser, unless one is required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fandom.config import ROOT

NONE_COLLECTED = pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.mark.parametrize(("required", "ends"), [("0", NONE_COLLECTED), ("1", pytest.ExitCode.OK)])
def test_without_chromium(tmp_path: Path, required: str, ends: int) -> None:
    environ = {**os.environ, "PATH": str(tmp_path), "FANDOM_REQUIRE_BROWSER": required}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "-p", "no:cacheprovider", "tests/e2e"]
    environ = {name: value for name, value in environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == ends, done.stdout + done.stderr
