"""What is kept of whom: theirs to take along, gone with them, and after a month nobody's."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from fandom.core import clock, personal
from fandom.infra.db import db, unit_of_work
from fandom.sharing.ledger import actions, noting
from fandom.sharing.ledger.models import LedgerMark, LedgerSalt
from tests.sharing.conftest import World
from tests.sharing.ledger.conftest import Browse, Counted, marks
from tests.support.people import Person

Freeze = Callable[..., None]


def exported(fan: Person, path: str) -> list[dict[str, Any]]:
    (piece,) = (each for each in personal.pieces(fan.id) if each.path == path)
    found: list[dict[str, Any]] = json.loads(b"".join(piece.read()))
    return found


def people(world: World) -> tuple[Person, Person]:
    ahead, at = world.people["ahead"], world.people["at"]
    assert ahead is not None
    assert at is not None
    return ahead, at


def test_an_export_says_what_one_opened_and_how_ones_own_went(world: World, browse: Browse) -> None:
    ahead, at = people(world)
    browse(ahead).see(f"/m/{world.open}")
    today = clock.now().date().isoformat()
    assert exported(ahead, "opened.json") == [{"moment_id": world.open, "kind": "open", "day": today}]
    assert exported(at, "opened.json") == exported(world.author, "opened.json") == []
    went = {"moment_id": world.open, "day": today, "kind": "outside", "people": 1}
    assert exported(world.author, "insights.json") == [went]
    assert exported(ahead, "insights.json") == []


def test_erasing_takes_ones_marks_and_leaves_the_counts(world: World, browse: Browse, counted: Counted) -> None:
    ahead, at = people(world)
    for fan in (ahead, at):
        browse(fan).see(f"/m/{world.open}")
    for _ in range(2):
        with unit_of_work():
            assert not personal.erase("sharing.ledger", ahead.id)
        assert marks() == 1
    assert counted(world.open) == {"outside": 2}
    assert exported(ahead, "opened.json") == []
    assert len(exported(at, "opened.json")) == 1


def test_an_authors_numbers_go_with_them(world: World, browse: Browse, counted: Counted) -> None:
    browse().see(f"/m/{world.open}")
    with unit_of_work():
        personal.erase("sharing.ledger", world.author.id)
    assert counted(world.open) == {}
    assert marks() == 0


def test_after_a_month_only_counts_are_left(
    world: World, browse: Browse, counted: Counted, frozen_clock: Freeze
) -> None:
    ahead, _ = people(world)
    browse(ahead).see(f"/m/{world.open}")
    browse().see(f"/m/{world.open}")
    for days, left in ((30, 2), (1, 0)):
        clock.freeze(clock.now() + timedelta(days=days))
        with unit_of_work():
            actions.forget_old()
        assert marks() == left
    assert counted(world.open) == {"outside": 2}


def test_the_secret_of_a_day_is_thrown_away(world: World, browse: Browse, frozen_clock: Freeze) -> None:
    salts = select(func.count()).select_from(LedgerSalt)
    browse().see(f"/m/{world.open}")
    assert db.session.scalar(salts) == 1
    for days, left in ((1, 1), (1, 0)):
        clock.freeze(clock.now() + timedelta(days=days))
        with unit_of_work():
            actions.forget_old()
        assert db.session.scalar(salts) == left


def test_a_visitor_of_yesterday_is_somebody_else_today(
    world: World, browse: Browse, counted: Counted, frozen_clock: Freeze
) -> None:
    visitor, fan = browse(), browse(people(world)[0])
    for _ in range(2):
        for somebody in (visitor, fan):
            somebody.see(f"/m/{world.open}")
        clock.freeze(clock.now() + timedelta(days=1))
    persons = db.session.scalars(select(LedgerMark.person)).all()
    assert len(set(persons)) == 3
    assert counted(world.open) == {"outside": 3}


def test_what_a_process_remembers_is_bounded(world: World, browse: Browse, monkeypatch: Any) -> None:
    monkeypatch.setattr(noting, "MOST", 3)
    for _ in range(5):
        browse().see(f"/m/{world.open}")
    assert len(noting._Today.keys) <= 3
    assert marks() == 5
