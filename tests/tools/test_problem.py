"""Problems come out as one sentence and an exit code, never as a traceback."""

import errno

import pytest

from tools import problem
from tools.problem import Problem


def _fails_with(error: BaseException, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    def main() -> int:
        raise error

    return problem.told(main), capsys.readouterr().err.strip()


def test_a_problem_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert _fails_with(Problem("Do this."), capsys) == (1, "Do this.")


def test_a_full_disk_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = _fails_with(OSError(errno.ENOSPC, "No space left on device", "/data/x"), capsys)
    assert code == 1
    assert said == "The disk is full at /data/x: make room, or set FANDOM_DATA to a folder on another disk."


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_closed_folder_is_named(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = _fails_with(OSError(number, "no", "/data/x"), capsys)
    assert (code, said.startswith("/data/x may not be written to")) == (1, True)


def test_any_other_refusal_of_the_system_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = _fails_with(OSError(errno.EMFILE, "Too many open files"), capsys)
    assert (code, said.count("\n")) == (1, 0)


def test_ctrl_c_is_no_failure_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert _fails_with(KeyboardInterrupt(), capsys) == (130, "Stopped.")


def test_what_goes_well_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert problem.told(lambda: 0) == 0
    assert capsys.readouterr().err == ""
