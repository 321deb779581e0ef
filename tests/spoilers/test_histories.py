"""Whatever happens in whatever order: after each step nobody is shown a word that they have not reached."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.spoilers.histories import Histories


def run(app: Flask, examples: int, steps: int) -> None:
    class Here(Histories):
        pass

    Here.app = app
    quiet: Any = list(HealthCheck)
    wanted = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=quiet, database=None
    )
    run_state_machine_as_test(Here, settings=wanted)


def test_histories(whole_app: Flask) -> None:
    run(whole_app, examples=25, steps=6)


@pytest.mark.long
def test_many_histories(whole_app: Flask) -> None:
    run(whole_app, examples=500, steps=20)
