"""Who a process is, from /proc and from `ps` alike."""

import os
import subprocess
from pathlib import Path

import pytest

from fandom.infra import process_table

_NOBODY = 2**22 + 1


@pytest.fixture(params=["proc", "ps"])
def source(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "ps" and Path("/bin/ps").exists():
        monkeypatch.setattr(process_table, "_has_proc", lambda: False)


@pytest.mark.usefixtures("source")
def test_ourselves() -> None:
    assert "python" in process_table.command_line(os.getpid())
    assert process_table.began(os.getpid()) == process_table.began(os.getpid()) != ""


@pytest.mark.usefixtures("source")
def test_nobody() -> None:
    assert process_table.command_line(_NOBODY) == ""
    assert process_table.began(_NOBODY) == ""


@pytest.mark.usefixtures("source")
def test_who_has_ended_but_was_not_waited_for() -> None:
    process = subprocess.Popen(["/bin/true"])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert process_table.began(process.pid) == ""
    process.wait()
