"""One line for each step; bars on terminals only."""

import sys

import pytest

from tools import console


def test_a_step_says_its_name_detail_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    with console.step("packages") as step:
        step.progress(3, 10)
        step.waiting()
        step.detail = "67 of them"
    [line] = capsys.readouterr().out.splitlines()
    assert line.split() == ["packages", "67", "of", "them", "0.0", "s"]


def test_a_step_that_fails_leaves_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no"), console.step("packages"):
        raise ValueError("no")
    assert capsys.readouterr().out == ""


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
    with console.step("front end") as step:
        step.waiting()
    assert capsys.readouterr().out.count("#") == 1


def test_what_a_step_took_stands_still_afterwards() -> None:
    with console.step("packages") as step:
        pass
    assert step.seconds == step.seconds
