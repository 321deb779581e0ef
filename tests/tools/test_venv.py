"""The virtual environment and its stamps."""

import sys
from pathlib import Path

import pytest

from tools import commands, paths, venv
from tools.problem import Problem


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "some.txt"
    path.write_text("no-such-package==1.0 \\\n    --hash=sha256:00\n")
    return path


@pytest.fixture
def stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "installed.json"
    monkeypatch.setattr(venv, "_STAMP", path)
    monkeypatch.setattr(paths, "VENV_PYTHON", Path(sys.executable))
    return path


@pytest.mark.usefixtures("stamps")
def test_a_stamp_is_believed_until_the_lock_changes(lock: Path) -> None:
    assert not venv.has(lock)
    venv.stamp(lock)
    assert venv.has(lock)
    lock.write_text(lock.read_text().replace("1.0", "1.1"))
    assert not venv.has(lock)


def test_an_environment_made_by_hand_is_looked_at_and_stamped(stamps: Path) -> None:
    assert venv.has(paths.REQUIREMENTS / "base.txt")
    assert "base.txt" in stamps.read_text()


def test_a_broken_stamp_is_no_stamp(stamps: Path, lock: Path) -> None:
    stamps.write_text("{half")
    assert not venv.has(lock)


def test_no_python_is_no_environment(tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "VENV_PYTHON", tmp_path / "python")
    assert not venv.has(lock)


def test_a_broken_environment_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "VENV", tmp_path / "a venv")
    monkeypatch.setattr(paths, "VENV_PYTHON", tmp_path / "a venv" / "bin" / "python")
    (tmp_path / "a venv" / "bin").mkdir(parents=True)
    (tmp_path / "a venv" / "bin" / "python").symlink_to("/nowhere/python")
    monkeypatch.setattr(commands, "run", _only_without_pip(commands.run))
    venv.ensure()
    assert venv._works(paths.VENV_PYTHON)
    assert venv.pip()[:3] == [sys.executable, "-m", "pip"]


def test_without_any_pip_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "VENV_PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Problem, match="apt install python3-venv"):
        venv.pip()


def _only_without_pip(run):  # type: ignore[no-untyped-def]
    """As on a Debian without python3-venv."""

    def refuse(argv, **more):  # type: ignore[no-untyped-def]
        if "--without-pip" not in argv:
            raise commands.Failed("python", "ensurepip is not available")
        return run(argv, **more)

    return refuse
