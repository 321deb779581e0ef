"""One line for each step; bars on terminals only."""

import sys

import pytest

from tests.support.waiting import until
from tools import console


def test_a_step_says_its_name_detail_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    with console.step("packages") as step:
        step.progress(3, 10)
        step.waiting()
        step.detail = "67 of them"
    begun, line = capsys.readouterr().out.splitlines()
    assert begun == "packages …"
    assert line.split() == ["packages", "67", "of", "them", "0.0", "s"]


def test_a_step_that_fails_does_not_end(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no"), console.step("packages"):
        raise ValueError("no")
    assert capsys.readouterr().out == "packages …\n"


@pytest.mark.parametrize(("done", "full"), [(0, 0), (5, 12), (10, 24), (99, 24)])
def test_a_terminal_sees_a_bar(
    done: int, full: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    console.Step("packages").progress(done, 10)
    shown = capsys.readouterr().out
    assert shown.count("#") == full
    assert f"{min(done, 10)}/10" in shown


def test_a_terminal_sees_that_something_happens(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with console.step("front end"):
        begun = capsys.readouterr().out
    assert begun.startswith("\r\033[Kfront end")
    assert begun.count("#") == 1
    assert capsys.readouterr().out.startswith("\r\033[Kfront end")


def test_a_terminal_is_never_silent_for_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(console, "_REDRAW_S", 0.01)
    with console.step("servers") as step:
        step.progress(1, 3)
        until(lambda: "1/3" in capsys.readouterr().out)
        until(lambda: "1/3" in capsys.readouterr().out)


def test_what_a_step_took_stands_still_afterwards() -> None:
    with console.step("packages") as step:
        pass
    assert step.seconds == step.seconds
