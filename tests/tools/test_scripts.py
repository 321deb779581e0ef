"""The scripts in bin/: from any folder, on paths with spaces, on a bare Python, or with one sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import paths

_SCRIPTS = ["up", "test", "check", "ci", "long", "bench"]
# What the scripts need before anything is installed.
_BARE = ["bin", "tools", "fandom/__init__.py", "fandom/infra/__init__.py", "fandom/infra/lifeline.py", "requirements"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    root = tmp_path / "a copy, with spaces"
    for name in _BARE:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        take = shutil.copytree if (paths.ROOT / name).is_dir() else shutil.copy2
        take(paths.ROOT / name, root / name)
    (root / "pyproject.toml").touch()
    return root


def _run(copy: Path, script: str, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    settings = {"PATH": os.environ["PATH"], "HOME": str(copy)} | env
    command = [str(copy / "bin" / script), *arguments]
    return subprocess.run(command, cwd="/", env=settings, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", _SCRIPTS)
def test_each_is_a_small_shell_script(name: str) -> None:
    script = paths.ROOT / "bin" / name
    assert os.access(script, os.X_OK)
    assert script.read_text().startswith("#!/bin/sh\n# ")


def test_up_explains_itself_before_anything_is_installed(copy: Path) -> None:
    done = _run(copy, "up", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(option in done.stdout for option in ("--port", "--host", "--no-demo"))


def test_an_old_python_is_one_sentence(copy: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in ("python3", "python"):
        (old / name).write_text("#!/bin/sh\nexit 1\n")
        (old / name).chmod(0o755)
    for name in ("dirname", "pwd", "cat"):
        (old / name).symlink_to(shutil.which(name) or "/bin/true")
    done = _run(copy, "up", PATH=str(old))
    assert done.returncode == 1
    assert done.stderr.strip() == "Fandom needs Python 3.11 or later: install it, or name one in FANDOM_PYTHON."


def test_a_port_that_cannot_be_is_one_sentence(copy: Path) -> None:
    done = _run(copy, "up", "--port", "99999")
    assert done.returncode == 1
    assert done.stderr.strip() == "There is no port 99999: choose one from 1 to 65535."


def test_data_are_looked_for_from_where_one_stands(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = subprocess.run(
        [str(copy / "bin" / "up")],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "FANDOM_DATA": "file/data", "FANDOM_PORT": "99999"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("module", ["tools.up", "tools.prepare"])
def test_setting_up_needs_nothing_but_python(module: str) -> None:
    bare = [sys.executable, "-S", "-I", "-c", f"import sys; sys.path.insert(0, sys.argv[1]); import {module}"]
    assert subprocess.run([*bare, str(paths.ROOT)], check=False).returncode == 0
