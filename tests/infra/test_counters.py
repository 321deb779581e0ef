"""Counting in this process."""

import pytest

from fandom.infra import counters
from fandom.infra.counters import Count, Local


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def local(clock: Clock) -> Local:
    return Local(clock)


def test_lower_count_of_another_is_not_believed(local: Local) -> None:
    local.add("key", 60, 5)
    assert local.raise_to("key", 3, 10) == Count(5, 1060.0)


def test_higher_count_of_another_is_believed_with_its_window(local: Local) -> None:
    local.add("key", 60, 1)
    assert local.raise_to("key", 8, 10) == Count(8, 1010.0)
    assert local.add("key", 60, 1) == Count(9, 1010.0)


def test_window_starts_with_the_first_count(local: Local, clock: Clock) -> None:
    local.add("key", 60, 1)
    clock.now += 59
    assert local.add("key", 60, 1) == Count(2, 1060.0)
    clock.now += 1
    assert local.add("key", 60, 1) == Count(1, 1120.0)


def test_unknown_and_past_keys_count_nothing(local: Local, clock: Clock) -> None:
    assert local.read("key").value == 0
    local.add("key", 60, 4)
    clock.now += 60
    assert local.read("key").value == 0


def test_forgets_one_or_all(local: Local) -> None:
    local.add("one", 60, 1)
    local.add("other", 60, 1)
    local.forget("one")
    assert (local.read("one").value, local.read("other").value) == (0, 1)
    local.forget()
    assert local.read("other").value == 0


def test_memory_is_bounded_and_the_newest_stay(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "KEPT", 10)
    for number in range(25):
        local.add(str(number), 60, 1)
    assert len(local._counts) <= 10
    assert local.read("24").value == 1
