"""Programs of the set-up: heard line by line, explained when they fail, ended with us."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import runs
from tests.support.waiting import until
from tools import commands, paths
from tools.commands import Failed


def test_lines_are_heard_as_they_come() -> None:
    heard: list[str] = []
    said = commands.run(["/bin/sh", "-c", "echo one; echo two >&2"], each=heard.append)
    assert heard == ["one\n", "two\n"]
    assert said == "one\ntwo\n"


def test_settings_are_added_to_the_environment() -> None:
    assert commands.run(["/bin/sh", "-c", "echo $ADDED"], env={"ADDED": "yes"}) == "yes\n"


def test_a_failure_carries_what_was_said() -> None:
    with pytest.raises(Failed) as failed:
        commands.run(["/bin/sh", "-c", "echo Error: the cause; echo bye; exit 3"])
    assert failed.value.last() == "Error: the cause"
    assert not failed.value.disk_full


@pytest.mark.parametrize("output", ["OSError: [Errno 28] No space left on device", "npm error code ENOSPC"])
def test_a_full_disk_is_recognised(output: str) -> None:
    assert Failed("x", output).disk_full


def test_it_ends_when_we_are_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    ours = f"from tools import commands; commands.run(['/bin/sh', '-c', 'echo $$ > {note}; exec sleep 60'])"
    process = subprocess.Popen([sys.executable, "-c", ours], cwd=paths.ROOT)
    child = until(lambda: note.exists() and note.read_text().strip())
    process.kill()
    process.wait()
    until(lambda: not runs(str(child)))
