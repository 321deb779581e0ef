"""One start at a time on the same data."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import lock
from tools.problem import Problem

_HOLDER = """
import sys, pathlib
from tools import lock
lock.hold(pathlib.Path(sys.argv[1]), "http://127.0.0.1:8000")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-c", _HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


@pytest.mark.usefixtures("holder")
def test_a_second_start_is_told_where_the_first_is(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"already at http://127\.0\.0\.1:8000: stop it there"):
        lock.check_free(tmp_path)
    with pytest.raises(Problem, match="already at"):
        lock.hold(tmp_path, "http://127.0.0.1:9000")


def test_the_lock_ends_with_a_kill(tmp_path: Path, holder: "subprocess.Popen[bytes]") -> None:
    holder.kill()
    holder.wait()
    lock.check_free(tmp_path)


def test_an_unused_folder_is_free(tmp_path: Path) -> None:
    lock.check_free(tmp_path / "none")


def test_installing_gives_the_lock_back() -> None:
    for _ in range(2):
        with lock.installing():
            assert True
