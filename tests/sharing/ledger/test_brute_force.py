"""Counts are what one would count by hand, over any history of comings and goings."""

from collections import Counter, defaultdict
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.sharing.ledger import actions, noting, queries
from fandom.sharing.ledger.models import LedgerCount
from fandom.sharing.ledger.values import FURTHER, WAYS, Asker, Noted
from tests.sharing.conftest import World

ASKERS = [Asker(f"{n:013d}", "", "") for n in range(4)] + [Asker(None, f"192.0.2.{n}", "Firefox") for n in range(4)]
STEPS = 150


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_history(world: World, frozen_clock: object, seed: int) -> None:
    chance = Random(seed)
    seen: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    expected: Counter[tuple[str, object, str]] = Counter()
    for _ in range(STEPS):
        moment, asker = chance.choice((world.open, world.late)), chance.choice(ASKERS)
        what = _something(chance)
        noting.note(moment, asker, what)
        today = clock.now().date()
        for each in what:
            who = (asker.account_id,) if asker.account_id else (asker.address, today)
            if (each.mark, *who) not in seen[moment]:
                seen[moment].add((each.mark, *who))
                expected[moment, today, each.count] += 1
        _goes_by(chance)
    rows = db.session.execute(select(LedgerCount)).scalars()
    assert {(row.moment_id, row.day, row.kind): row.people for row in rows} == expected
    for moment in (world.open, world.late):
        total = queries.insights(moment).total
        for kind in (*WAYS, *FURTHER):
            assert total[kind] == sum(n for (of, _, each), n in expected.items() if (of, each) == (moment, kind))
    since = clock.now().date() - timedelta(days=400)
    weeks = queries.weeks(world.author.id, since)
    assert sum((tally.opens for _, tally in weeks)) == sum(n for (_, _, kind), n in expected.items() if kind in WAYS)
    by_moment = queries.weeks_of_moments(world.author.id, since)
    for week, tally in weeks:
        parts = [each for found in by_moment.values() for monday, each in found if monday == week]
        assert sum(part.plays for part in parts) == tally.plays


def _something(chance: Random) -> list[Noted]:
    if chance.random() < 0.5:
        return [Noted("open", chance.choice(WAYS))]
    return [Noted(each, each) for each in FURTHER[: chance.randint(1, len(FURTHER))]]


def _goes_by(chance: Random) -> None:
    """Mostly no time, now and then a night; some processes have just begun, and the tidying comes by."""
    if chance.random() < 0.15:
        clock.freeze(clock.now() + timedelta(hours=chance.randint(1, 30)))
    if chance.random() < 0.1:
        noting.forget()
    if chance.random() < 0.1:
        with unit_of_work():
            actions.forget_old()
