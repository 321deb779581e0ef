"""Points with their reasons."""

from datetime import timedelta

import pytest

from fandom.moderation.priority import REASONS, Suspicion, weigh


def test_why_adds_up_and_comes_best_first() -> None:
    found = weigh(["spoiler", "spoiler", "hate"], [Suspicion(15, "has “x” in it")], held=True, earlier=2)
    assert found.priority == sum(each.points for each in found.why)
    assert [each.points for each in found.why] == sorted((each.points for each in found.why), reverse=True)
    assert {each.text for each in found.why} == {
        *("may be hate", "may spoil", "3 reports", "has “x” in it"),
        *("held until somebody looks", "decided against 2 times before"),
    }


def test_nothing_weighs_nothing() -> None:
    found = weigh([], [], held=False, earlier=0)
    assert (found.priority, found.why, found.due) == (0, (), timedelta(hours=24))


def test_many_reports_of_one_reason_are_not_a_flood() -> None:
    few, many = weigh(["spam"] * 5, [], held=False, earlier=0), weigh(["spam"] * 500, [], held=False, earlier=0)
    assert few.priority == many.priority
    assert weigh(["illegal"], [], held=False, earlier=0).priority > many.priority


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_counts_and_is_due(reason: str) -> None:
    found = weigh([reason], [], held=False, earlier=0)
    assert found.priority > 6
    assert timedelta(hours=1) <= found.due <= timedelta(hours=24)


def test_the_worst_reason_says_when() -> None:
    assert weigh(["other", "illegal"], [], held=False, earlier=0).due == timedelta(hours=1)
    assert weigh([], [], held=True, earlier=0).due == timedelta(hours=4)


def test_earlier_decisions_have_a_bound() -> None:
    assert weigh([], [], held=False, earlier=1).why == (Suspicion(8, "decided against once before"),)
    assert weigh([], [], held=False, earlier=50).priority == 24
