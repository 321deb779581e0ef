"""The real actions happen when the demo says, and old news reaches nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from fandom.core import clock
from fandom.core.bus import bus
from fandom.demo import past
from fandom.infra.db import record
from fandom.moderation.events import ReportFiled

THEN = datetime(2025, 5, 4, 3, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Sung:
    verse: int


@pytest.fixture
def heard() -> Iterator[list[int]]:
    told: list[int] = []
    bus.listen(Sung, lambda fact: told.append(fact.verse))
    yield told
    del bus.listeners[Sung]
    del bus.facts["Sung"]


def test_the_clock_stands() -> None:
    with past.at(THEN):
        assert clock.now() == THEN
    assert clock.now() > THEN + timedelta(days=300)


def test_the_clock_goes_on_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), past.at(THEN):
        raise ZeroDivisionError
    assert clock.now() > THEN


@pytest.mark.parametrize(("ago", "told"), [(timedelta(hours=1), [3]), (timedelta(days=9), [])])
def test_only_news_is_told(app: Flask, heard: list[int], ago: timedelta, told: list[int]) -> None:
    with past.work(ago):
        record(Sung(3))
    assert heard == told


def test_a_report_stands_however_old(app: Flask) -> None:
    told: list[str] = []
    bus.listen(ReportFiled, told_of := (lambda fact: told.append(fact.report_id)))
    try:
        with past.work(timedelta(days=90)):
            record(ReportFiled("r1"))
            record(Sung(1))
    finally:
        bus.listeners[ReportFiled] = [each for each in bus.listeners[ReportFiled] if each.tell is not told_of]
    assert told == ["r1"]
