"""Browser tests go away quietly where there is no browser, unless one is required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fandom.config import ROOT
from tests.support.browsers import wanted


@pytest.mark.long
def test_without_chromium(tmp_path: Path) -> None:
    environ = {**os.environ, "PATH": str(tmp_path), "FANDOM_REQUIRE_BROWSER": "0"}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "-p", "no:cacheprovider", "tests/e2e"]
    environ = {name: value for name, value in environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("chromium", "required", "collected"),
    [("/usr/bin/chromium", "0", True), ("", "0", False), ("", "1", True), ("", None, False)],
)
def test_who_asks_for_a_browser_gets_its_tests(chromium: str, required: str | None, collected: bool) -> None:
    environ = {} if required is None else {"FANDOM_REQUIRE_BROWSER": required}
    assert wanted(chromium, environ) is collected
