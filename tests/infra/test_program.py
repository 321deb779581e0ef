"""Programs beside us: started in a session of their own, asked to stop, killed when they do not listen."""

import os
import signal
from pathlib import Path

from fandom.infra import program
from fandom.infra.program import Program
from tests.support.waiting import until


def _shell(tmp_path: Path, script: str) -> Program:
    return Program(name="it", argv=("/bin/sh", "-c", script), log=tmp_path / "it.log")


def test_what_it_says_goes_to_its_log(tmp_path: Path) -> None:
    recipe = _shell(tmp_path, "echo one; echo two >&2")
    assert recipe.start().wait() == 0
    assert program.last_lines(recipe.log) == ["one", "two"]
    assert program.last_lines(recipe.log, 1) == ["two"]


def test_an_absent_log_says_nothing(tmp_path: Path) -> None:
    assert program.last_lines(tmp_path / "none") == []


def test_it_runs_in_a_session_of_its_own(tmp_path: Path) -> None:
    process = _shell(tmp_path, "exec sleep 60").start()
    assert os.getsid(process.pid) == process.pid
    program.stop(process, signal.SIGTERM, patience_s=5)
    assert process.returncode == -signal.SIGTERM


def test_who_does_not_listen_is_killed(tmp_path: Path) -> None:
    recipe = _shell(tmp_path, "trap '' TERM; echo deaf; while :; do read x; done < /dev/zero")
    process = recipe.start()
    until(lambda: "deaf" in program.last_lines(recipe.log))
    program.stop(process, signal.SIGTERM, patience_s=0.1)
    assert process.returncode == -signal.SIGKILL


def test_its_children_go_with_it(tmp_path: Path) -> None:
    recipe = _shell(tmp_path, "sleep 60 & echo $!; wait")
    process = recipe.start()
    [child] = until(lambda: program.last_lines(recipe.log))
    program.stop(process, signal.SIGKILL, patience_s=5)
    until(lambda: not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2])


def test_ending_what_has_ended_is_nothing() -> None:
    program.send(2**22 + 1, signal.SIGTERM)
    program.kill_group(2**22 + 1)
