"""A child is started again, ever more slowly, until it has lived for a while."""

import signal
from dataclasses import replace
from pathlib import Path

import pytest

from fandom.infra.program import Program
from tests.support.waiting import until
from tests.tools.supervisor.standins import faithful, shell
from tools.supervisor.child import Child


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _run_to_its_end(child: Child) -> int:
    code = until(lambda: (found := child.ended()) is not None and (found,))
    return code[0] if code else -1


def test_pauses_double_up_to_half_a_minute(tmp_path: Path, clock: Clock) -> None:
    child = Child(shell(tmp_path, "it", "exit 3"), clock)
    pauses = []
    for _ in range(9):
        assert child.start_if_due()
        assert _run_to_its_end(child) == 3
        assert child.due is not None
        assert not child.start_if_due()
        pauses.append(child.due - clock.now)
        clock.now = child.due
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_a_long_life_forgives(tmp_path: Path, clock: Clock) -> None:
    child = Child(faithful(tmp_path, "it"), clock)
    child.failures = 5
    child.start_if_due()
    clock.now += 31
    child.kill()
    assert _run_to_its_end(child) == -signal.SIGKILL
    assert child.failures == 1


def test_it_is_alive_between_start_and_end(tmp_path: Path, clock: Clock) -> None:
    child = Child(faithful(tmp_path, "it"), clock)
    assert (child.alive, child.pid) == (False, None)
    child.start_if_due()
    assert child.alive
    until(lambda: (tmp_path / "it.log").read_text() == "up\n")
    child.ask_to_stop()
    assert _run_to_its_end(child) == 0
    assert not child.alive


def test_a_program_that_is_not_there_is_tried_again(tmp_path: Path, clock: Clock) -> None:
    child = Child(Program(name="it", argv=("/no/such/program",), log=tmp_path / "it.log"), clock)
    assert not child.start_if_due()
    assert child.failures == 1
    assert child.due == clock.now + 0.5


def test_what_never_ran_can_be_told_to_end(tmp_path: Path, clock: Clock) -> None:
    child = Child(faithful(tmp_path, "it"), clock)
    child.ask_to_stop()
    child.kill()
    assert child.ended() is None


def test_what_has_to_be_done_once_is_tried_until_it_is(tmp_path: Path, clock: Clock) -> None:
    mark = tmp_path / "tried"
    recipe = shell(tmp_path, "it", f"test -e '{mark}' && exit 0; touch '{mark}'; exit 1")
    child = Child(replace(recipe, once=True), clock)
    child.start_if_due()
    assert _run_to_its_end(child) == 1
    assert not child.done
    clock.now += 1
    child.start_if_due()
    assert _run_to_its_end(child) == 0
    assert child.done
    assert not child.start_if_due()
