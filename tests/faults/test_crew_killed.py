"""However the supervisor ends, nothing that it started is left."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.support.processes import children, descendants, runs
from tests.support.waiting import PATIENCE_S, until
from tools import paths


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = _start(tmp_path)
    yield process
    process.kill()
    process.wait()


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.faults.crewed", str(folder)]
    # Under nohup we are born ignoring SIGHUP, and so would it be.
    own_hup = partial(signal.signal, signal.SIGHUP, signal.SIG_DFL)
    process = subprocess.Popen(command, cwd=paths.ROOT, preexec_fn=own_hup)  # noqa: PLW1509 - no threads in this test
    until(lambda: (folder / "up").exists() and (folder / "horse").exists())
    return process


def _family(process: "subprocess.Popen[bytes]", folder: Path) -> list[int]:
    return [*descendants(process.pid), int((folder / "horse").read_text())]


def test_a_kill_leaves_nothing_not_even_work_horses(supervisor: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    family = _family(supervisor, tmp_path)
    assert len(family) >= 4
    supervisor.kill()
    supervisor.wait()
    until(lambda: not [pid for pid in family if runs(pid)])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_wish_to_stop_ends_all(supervisor: "subprocess.Popen[bytes]", tmp_path: Path, how: signal.Signals) -> None:
    family = _family(supervisor, tmp_path)
    supervisor.send_signal(how)
    until(lambda: not runs(int((tmp_path / "horse").read_text())))
    # The deaf one would be waited for; a second wish is impatience.
    supervisor.send_signal(how)
    assert supervisor.wait(timeout=PATIENCE_S) == 0
    assert not [pid for pid in family if runs(pid)]


def test_one_wish_is_enough_and_who_serves_ends_last(supervisor: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    family = _family(supervisor, tmp_path)
    (tmp_path / "hears").touch()
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(timeout=PATIENCE_S) == 0
    assert not [pid for pid in family if runs(pid)]
    ended = [line["name"] for line in _diary(tmp_path) if line["event"] == "ended"]
    assert sorted(ended[:2]) == ["deaf", "worker"]
    assert ended[2:] == ["server"]
    assert (tmp_path / "logs" / "server.log").read_text() == "ended\n"


def _diary(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "logs" / "supervisor.log").read_text().splitlines()]


def test_a_killed_worker_takes_its_horse_along_and_comes_back(
    supervisor: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    horse = int((tmp_path / "horse").read_text())
    [worker] = [pid for pid in children(supervisor.pid) if horse in children(pid)]
    subprocess.run(["kill", "-9", str(worker)], check=True)
    until(lambda: not runs(horse))
    until(lambda: int((tmp_path / "horse").read_text() or 0) not in (0, horse))


def test_the_folder_is_free_again_after_a_kill(supervisor: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    supervisor.kill()
    supervisor.wait()
    (tmp_path / "up").unlink()
    second = _start(tmp_path)
    second.kill()
    second.wait()
