"""Python packages: fetched as wheels, their hashes checked against a lock file, then installed without the network."""

import re
import shutil
import sys
from pathlib import Path

from tools import commands, console, paths, venv
from tools.console import Step
from tools.problem import Problem, full_disk
from tools.satisfied import pins

_WHEELS = paths.VENV / "wheels"
_WRITING = paths.VENV / "writing"


def install(lock: Path) -> float:
    """Answers how many seconds went into downloads."""
    if venv.has(lock) and not _WRITING.exists():
        return 0.0
    if not paths.VENV_PYTHON.exists():
        with console.step("virtual environment") as step:
            _make_venv(step)
    with console.step("wheels fetched") as step:
        fetch(lock, _WHEELS, step)
    with console.step("packages installed") as installing:
        _install(lock, installing)
    return step.seconds


def _make_venv(step: Step) -> None:
    try:
        venv.ensure()
    except commands.Failed as failed:
        raise (
            full_disk(paths.VENV) if failed.disk_full else Problem(f"No virtual environment: {failed.last()}")
        ) from failed
    step.detail = "Python " + ".".join(map(str, sys.version_info[:3]))


def fetch(lock: Path, folder: Path, step: Step) -> None:
    pip(["download", "--no-deps", "-d", folder], lock, step)
    step.detail = f"{sum(1 for _ in folder.glob('*.whl'))} from {lock.name}"


def _install(lock: Path, step: Step) -> None:
    step.waiting()
    # What a killed start was writing looks installed and is not.
    again = ["--force-reinstall"] if _WRITING.exists() else []
    _WRITING.touch()
    pip(["install", "--no-deps", "--no-index", *again, "--find-links", _WHEELS], lock, step)
    shutil.rmtree(_WHEELS, ignore_errors=True)
    venv.stamp(lock)
    _WRITING.unlink()
    step.detail = "hashes checked"


def pip(command: list[str | Path], lock: Path, step: Step) -> None:
    """Wheels only: nothing is compiled here."""
    total = len(pins(lock.read_text()))
    seen = 0

    def count(line: str) -> None:
        nonlocal seen
        seen += line.startswith(("Collecting", "Processing"))
        step.progress(seen, total)

    common = [
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--progress-bar",
        "off",
        "-r",
    ]
    try:
        commands.run([*venv.pip(), *command, *common, lock], each=count)
    except commands.Failed as failed:
        raise _explained(failed) from failed


def _explained(failed: commands.Failed) -> Problem:
    if failed.disk_full:
        return full_disk(paths.VENV)
    if re.search(r"No matching distribution found for (\S+)", failed.output) and not _is_offline(failed.output):
        return Problem(
            f"A package has no wheel for this machine ({failed.last()}): use CPython 3.11 or later on Linux or macOS."
        )
    if "HASHES" in failed.output:
        return Problem("A package is not the one that was locked: clear pip's cache (pip cache purge) and start again.")
    return Problem(f"The packages could not be fetched; is the network there? pip said: {failed.last()}")


def _is_offline(output: str) -> bool:
    return bool(re.search(r"NewConnectionError|NameResolution|ConnectTimeout|Retrying|from versions: none", output))
