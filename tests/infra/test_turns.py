"""Turns at long work."""

import pytest

from fandom.infra import turns


def test_it_goes_on_until_there_is_no_step_left() -> None:
    steps = iter([True, True, False])
    assert turns.take("work", lambda _work, _runner: next(steps)) is None
    assert next(steps, None) is None


def test_when_the_turn_is_over_its_runner_lets_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN_S", -1.0)
    asked: list[tuple[str, str]] = []
    runner = turns.take("work", lambda work, runner: not asked.append((work, runner)))
    assert asked == [("work", runner)]
