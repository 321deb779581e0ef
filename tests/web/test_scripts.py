"""The modules that need no browser are tested by Node's own runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tools.paths import ROOT

TESTS = sorted(Path(__file__).parent.glob("*.test.js"))


@pytest.mark.parametrize("file", TESTS, ids=lambda path: path.name)
def test_scripts(file: Path) -> None:
    node = shutil.which("node") or str(ROOT / ".node/bin/node")
    ran = subprocess.run([node, "--test", str(file)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
