"""Answers come at set times."""

import pytest
from flask import Flask

from fandom.posts.search import pacing
from fandom.posts.search.pacing import STEPS_S, paced, rest


@pytest.mark.parametrize(("took", "until"), [(0.0, 0.05), (0.012, 0.05), (0.05, 0.05), (0.051, 0.1), (0.3, 0.4)])
def test_to_the_next_step(took: float, until: float) -> None:
    assert took + rest(took) == pytest.approx(until)


def test_past_the_last_step_there_is_no_waiting() -> None:
    assert rest(STEPS_S[-1] + 1) == 0


@pytest.mark.parametrize("fails", [False, True])
def test_an_answer_and_an_error_wait_alike(app: Flask, monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    waited: list[float] = []
    monkeypatch.setattr(pacing, "rest", rest)
    monkeypatch.setattr(pacing.time, "sleep", waited.append)

    @paced
    def view() -> str:
        if fails:
            raise KeyError
        return "found"

    try:
        assert view() == "found"
    except KeyError:
        assert fails
    assert len(waited) == 1
    assert 0 < waited[0] <= STEPS_S[0]
