"""What is said when packages cannot be had."""

from pathlib import Path

import pytest

from tools import commands, console, packages, venv
from tools.commands import Failed
from tools.console import Step
from tools.problem import Problem

_LOCK = "one==1.0 \\\n    --hash=sha256:00\ntwo==2.0 \\\n    --hash=sha256:00\n"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "some.txt"
    path.write_text(_LOCK)
    return path


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: No matching distribution found for one==1.0", "has no wheel for this machine"),
        ("ERROR: (from versions: none)\nERROR: No matching distribution found for one", "is the network there"),
        (
            "WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for x",
            "is the network there",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "is not the one that was locked"),
        ("", "it said nothing"),
    ],
)
def test_each_failure_of_pip_becomes_a_sentence(output: str, said: str) -> None:
    found = str(packages._explained(Failed("pip", output)))
    assert said in found
    assert "\n" not in found


def test_what_is_installed_is_not_installed_again(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(venv, "has", lambda _: True)
    monkeypatch.setattr(commands, "run", None)
    assert packages.install(lock) == 0.0


def test_pip_is_told_to_check_hashes_and_take_wheels_only(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def run(argv, *, each):  # type: ignore[no-untyped-def]
        asked.extend(argv)
        each("Collecting one==1.0\n")
        return ""

    monkeypatch.setattr(commands, "run", run)
    step = Step("packages")
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr(step, "progress", lambda done, total: seen.append((done, total)))
    packages.pip(["download"], lock, step)
    assert {"--require-hashes", "--only-binary", ":all:"} <= set(asked)
    assert seen == [(1, 2)]


def test_an_environment_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise Failed("python", "Error: no such thing")

    monkeypatch.setattr(venv, "ensure", fail)
    with (
        pytest.raises(Problem, match="No virtual environment: Error: no such thing"),
        console.step("environment") as step,
    ):
        packages._make_venv(step)


def test_what_a_killed_start_was_writing_is_written_anew(
    lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[object]] = []
    monkeypatch.setattr(packages, "_WRITING", tmp_path / "writing")
    monkeypatch.setattr(packages, "_WHEELS", tmp_path / "wheels")
    monkeypatch.setattr(packages, "pip", lambda command, *_: asked.append(command))
    monkeypatch.setattr(venv, "stamp", lambda _: None)
    (tmp_path / "writing").touch()
    for _ in range(2):
        packages._install(lock, Step("packages"))
    assert ["--force-reinstall" in command for command in asked] == [True, False]
