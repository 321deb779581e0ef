"""The scheduler's round: each step by itself."""

import pytest
from flask import Flask

from fandom import worker
from fandom.infra.db import db


def test_everything_there_is_to_tidy_can_be(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker.log, "exception", lambda *_, **said: pytest.fail(str(said)))
    worker.tidy()


def test_what_fails_keeps_nothing_else_from_being_tidied(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[bool] = []

    def fails() -> None:
        raise LookupError("gone")

    def goes_on() -> None:
        done.append(db.session().in_transaction())

    monkeypatch.setattr(worker, "TIDYING", (worker._whole(fails), goes_on))
    worker.tidy()
    assert done == [False]
