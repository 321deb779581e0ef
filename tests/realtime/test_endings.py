"""Endings are told once each, and remembered for those just let in."""

from datetime import timedelta

import pytest
from flask import Flask

from fandom.accounts.models import Ending
from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.infra.db import db, unit_of_work
from fandom.realtime.endings import Ended, Endings


def end(kind: str, ref: str, ago_s: float = 0) -> None:
    with unit_of_work():
        db.session.add(Ending(kind=kind, ref=ref, reason="banned", at=clock.now() - timedelta(seconds=ago_s)))


def test_each_is_told_once(app: Flask) -> None:
    told: list[Ended] = []
    endings = Endings(told.append)
    endings.poll()
    end("session", "s1")
    endings.poll()
    endings.poll()
    end("token", "t1", ago_s=5)  # dated before, committed after
    endings.poll()
    assert [each.ref for each in told] == ["s1", "t1"]


def test_the_past_is_left_alone(app: Flask) -> None:
    end("session", "s1", ago_s=600)
    told: list[Ended] = []
    Endings(told.append).poll()
    assert told == []


@pytest.mark.parametrize(
    ("kind", "ref", "concerned"),
    [
        ("session", "s1", True),
        ("session", "a1", False),
        ("token", "s1", False),
        ("account", "a1", False),
    ],
)
def test_whom_it_concerns(app: Flask, kind: str, ref: str, concerned: bool) -> None:
    fan = Viewer(account_id="a1", session_id="s1")
    assert Ended(kind, ref, "").concerns(fan) is concerned
    end(kind, ref)
    endings = Endings(lambda _: None)
    endings.poll()
    assert endings.recent(fan) is concerned
