"""The clock can be stopped, and only at a moment that means the same everywhere."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from fandom.core import clock


@pytest.fixture(autouse=True)
def _running() -> Iterator[None]:
    clock.thaw()
    yield
    clock.thaw()


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        clock.freeze(datetime(2026, 1, 1))  # noqa: DTZ001 - that is what is refused


def test_now_is_aware_utc() -> None:
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_frozen_it_stands_still_and_thawed_it_runs() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    clock.freeze(noon)
    assert clock.now() == clock.now() == noon
    assert clock.now().tzinfo is UTC
    clock.thaw()
    assert clock.now() != noon
