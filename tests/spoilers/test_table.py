"""Nobody is shown what they have not reached: every surface, asked as every kind of viewer."""

from collections import defaultdict

import pytest

from tests.house.surfaces import API, PAGES, SIGHT
from tests.spoilers.asking import Stage, reads, shown, writes
from tests.spoilers.cast import SEATS

BY_SIGHT = {rule for rule, row in [*API.items(), *PAGES.items()] if row.carries == SIGHT and rule.startswith("GET ")}


# Those of whom bin/test asks; bin/long asks of all.
READERS = frozenset({"visitor", "newcomer", "behind", "exactly", "moderator"})
CHANGERS = frozenset({"visitor", "behind", "moderator"})


def long_but(short: frozenset[str]) -> list[object]:
    return [pytest.param(seat, marks=() if seat in short else pytest.mark.long) for seat in SEATS]


@pytest.mark.parametrize("seat", long_but(READERS))
def test_what_is_read(stage: Stage, seat: str) -> None:
    found = []
    with stage.taken_back():
        for ask in reads():
            answer = stage.call(seat, ask)
            assert answer.status_code < 500, (ask, answer.text)
            found += [(ask.rule, stage.named(ask.path), each.what) for each in stage.leaks(seat, ask, answer)]
    assert sorted(found) == []


@pytest.mark.parametrize("seat", long_but(CHANGERS))
def test_what_is_answered_to_changes(stage: Stage, seat: str) -> None:
    found = []
    for ask in writes():
        with stage.taken_back():
            answer = stage.call(seat, ask)
            assert answer.status_code < 500, (ask, answer.text)
            found += [(ask.rule, stage.named(ask.path), each.what) for each in stage.leaks(seat, ask, answer)]
    assert found == []


def test_who_has_reached_it_sees_it(stage: Stage) -> None:
    """Otherwise the table would hold as well for pages that show nothing."""
    everything = stage.world.canaries.all
    by_rule: dict[str, set[str]] = defaultdict(set)
    with stage.taken_back():
        for ask in reads():
            by_rule[ask.rule] |= {each.what for each in shown(stage, stage.call("ahead", ask), everything)}
    assert {rule for rule in BY_SIGHT if not by_rule[rule]} == set()
    seen = set().union(*by_rule.values())
    assert {each.what for each in everything if "ahead" in each.seats} - seen == set()
