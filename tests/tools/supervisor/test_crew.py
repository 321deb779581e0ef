"""All children together."""

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from tests.support.waiting import until
from tests.tools.supervisor.standins import Quiet, faithful, shell
from tools.problem import Problem
from tools.supervisor.crew import Crew, Stopped, hopeless
from tools.supervisor.signals import Signals


@pytest.fixture
def signals() -> Quiet:
    return Quiet()


@pytest.fixture(autouse=True)
def hears_all_signals() -> Iterator[None]:
    """What was started in the background of a shell is born deaf to some, and so would be its children."""
    before = signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGQUIT, before)


@pytest.fixture
def crew(tmp_path: Path, signals: Quiet) -> Crew:
    return Crew(tmp_path, cast("Signals", signals))


def _events(tmp_path: Path) -> list[tuple[str, str | None]]:
    lines = (tmp_path / "logs" / "supervisor.log").read_text().splitlines()
    return [(found["event"], found.get("name")) for found in map(json.loads, lines)]


def test_the_dead_are_started_again(tmp_path: Path, crew: Crew) -> None:
    [child] = crew.start(faithful(tmp_path, "it"))
    first = child.pid
    os.kill(first or 0, signal.SIGKILL)
    crew.until(lambda: child.pid not in (None, first), watch=[child], patience_s=60)
    assert _events(tmp_path) == [("started", "it"), ("died", "it"), ("started", "it")]
    crew.stop()


def test_stages_end_in_the_reverse_order(tmp_path: Path, crew: Crew) -> None:
    note = tmp_path / "order"
    crew.start(faithful(tmp_path, "server", note))
    crew.start(faithful(tmp_path, "web", note))
    until(lambda: all((tmp_path / f"{name}.log").read_text() for name in ("server", "web")))
    crew.stop()
    assert note.read_text().split() == ["web", "server"]
    assert not any(child.alive for child in crew.children)


def test_those_of_one_stage_end_together(tmp_path: Path, crew: Crew) -> None:
    slow = "trap 'kill $!; sleep 0.4; exit 0' TERM; echo up; while :; do sleep 9 & wait; done"
    crew.start(shell(tmp_path, "web", slow))
    crew.join(shell(tmp_path, "relay", slow))
    until(lambda: all((tmp_path / f"{name}.log").read_text() for name in ("web", "relay")))
    crew.stop()
    ends = _ends(tmp_path)
    assert sorted(ends) == ["relay", "web"]
    assert sum(ends.values()) > max(ends.values()) + 0.3


def _ends(tmp_path: Path) -> dict[str, float]:
    lines = map(json.loads, (tmp_path / "logs" / "supervisor.log").read_text().splitlines())
    return {found["name"]: found["took_s"] for found in lines if found["event"] == "ended"}


DEAF = "trap '' TERM; trap 'echo quit; exit 3' QUIT; echo up; while :; do sleep 0.05; done"


def test_who_asked_twice_before_we_looked_waits_for_nobody(tmp_path: Path, crew: Crew, signals: Quiet) -> None:
    crew.start(shell(tmp_path, "deaf", DEAF))
    until((tmp_path / "deaf.log").read_text)
    signals.asked = 2
    crew.stop()
    assert _ends(tmp_path)["deaf"] < 5


def test_a_database_is_told_to_end_at_once_instead_of_killed(tmp_path: Path, crew: Crew, signals: Quiet) -> None:
    crew.start(replace(shell(tmp_path, "postgres", DEAF), at_once=signal.SIGQUIT))
    until((tmp_path / "postgres.log").read_text)
    signals.asked = 2
    crew.stop()
    assert "quit" in (tmp_path / "postgres.log").read_text()


def test_the_deaf_are_killed_when_somebody_asks_again(tmp_path: Path, crew: Crew, signals: Quiet) -> None:
    [child] = crew.start(shell(tmp_path, "deaf", "trap '' TERM; echo up; while :; do sleep 0.05; done"))
    until((tmp_path / "deaf.log").read_text)
    wait = signals.wait

    def ask_again(seconds: float) -> None:
        signals.asked += 1
        wait(seconds)

    signals.wait = ask_again  # type: ignore[method-assign]
    crew.stop()
    assert not child.alive


def test_a_start_that_keeps_failing_is_given_up_with_its_reason(tmp_path: Path, crew: Crew) -> None:
    [child] = crew.start(shell(tmp_path, "web", "echo 'ImportError: no module'; echo bye; exit 1"))
    with pytest.raises(Problem, match=r"web does not work .ImportError: no module.; more is in .*web\.log"):
        crew.until(lambda: False, watch=[child], patience_s=60)


def test_time_is_up_at_some_point(tmp_path: Path, crew: Crew) -> None:
    [child] = crew.start(faithful(tmp_path, "slow"))
    with pytest.raises(Problem, match="slow does not work"):
        crew.until(lambda: False, watch=[child], patience_s=0.1)
    crew.stop()


def test_a_full_disk_is_what_is_said(tmp_path: Path) -> None:
    recipe = shell(tmp_path, "postgres", "exit")
    recipe.log.write_text("FATAL: could not write: No space left on device\nmore\n")
    assert "The disk is full" in str(hopeless(recipe))


def test_the_cause_is_found_in_lines_of_json(tmp_path: Path) -> None:
    recipe = shell(tmp_path, "web", "exit")
    trace = {"event": "worker failed to boot", "exception": "Traceback …\nImportError: no such module"}
    recipe.log.write_text(f"{json.dumps(trace)}\n[1]\n" + '{"event": "bye"}\n')
    assert "(ImportError: no such module)" in str(hopeless(recipe))


def test_the_others_are_kept_running_while_one_comes_to_its_end(tmp_path: Path, crew: Crew) -> None:
    [child] = crew.start(shell(tmp_path, "flaky", "exit 1"))
    ticks: list[int] = []
    assert crew.run_once(shell(tmp_path, "once", "sleep 0.8; exit 4"), lambda: ticks.append(1)) == 4
    assert child.failures > 1
    assert ticks
    crew.stop()


def test_a_wish_to_stop_ends_the_start_and_what_it_runs(tmp_path: Path, crew: Crew, signals: Quiet) -> None:
    signals.asked = 1
    with pytest.raises(Stopped):
        crew.run_once(shell(tmp_path, "once", "sleep 60"), lambda: None)


def test_the_console_hears_of_a_death_and_of_a_row_of_them(
    tmp_path: Path, crew: Crew, capsys: pytest.CaptureFixture[str]
) -> None:
    [child] = crew.start(shell(tmp_path, "web", "echo the cause; exit 7"))
    with pytest.raises(Problem):
        crew.until(lambda: False, watch=[child], patience_s=60)
    said = capsys.readouterr().out
    assert said.startswith("web ended (code 7) and is started again\n")
    assert "  the cause" in said
