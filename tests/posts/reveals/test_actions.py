"""Remembering and forgetting: once, however often and at once it is asked, and whatever its author does meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from fandom.core.bus import bus
from fandom.core.errors import Unauthenticated
from fandom.core.viewer import VISITOR
from fandom.infra.db import db, unit_of_work
from fandom.posts import actions
from fandom.posts.access import moment_to_edit, moment_to_read
from fandom.posts.models import Reveal
from fandom.posts.reveals.actions import reveal_moment, unreveal_moment
from fandom.posts.reveals.events import MomentRevealed, MomentUnrevealed
from fandom.posts.values import MomentChange, MomentDraft, Open
from tests.posts.conftest import seen_up_to
from tests.posts.reveals.conftest import LATER, REVEALS, Scene
from tests.support.catalogue import make_show, season
from tests.support.people import Person, make_fan

TIMES = 6


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    facts: list[Any] = []
    for kind in (MomentRevealed, MomentUnrevealed):
        monkeypatch.setitem(bus.listeners, kind, [*bus.listeners[kind]])
        bus.listen(kind, facts.append)
    return facts


def turn(fan: Person, moment_id: str, step: Any = reveal_moment) -> None:
    with unit_of_work():
        step(viewer=fan.viewer, moment=moment_to_read(fan.viewer, moment_id))


def test_a_fact_is_told_once_for_each_change(scene: Scene, told: list[Any]) -> None:
    for step in (unreveal_moment, reveal_moment, reveal_moment, unreveal_moment, unreveal_moment):
        turn(scene.bo, scene.late, step)
    known = (scene.late, scene.show.id, scene.bo.id)
    assert told == [MomentRevealed(*known), MomentUnrevealed(*known)]


@pytest.mark.parametrize("step", [reveal_moment, unreveal_moment])
def test_visitors_are_not_remembered_here(scene: Scene, step: Any) -> None:
    with pytest.raises(Unauthenticated), unit_of_work():
        step(viewer=VISITOR, moment=moment_to_read(VISITOR, scene.late))


def test_progress_back_and_forth_leaves_it(scene: Scene) -> None:
    turn(scene.bo, scene.late)
    for number in (3, 1):
        seen_up_to(scene.bo, scene.show, 2, number)
        seen = moment_to_read(scene.bo.viewer, scene.late)
        assert isinstance(seen, Open)
        assert seen.revealed is (number == 1)


@pytest.mark.live
def test_many_at_once_while_its_author_moves_it(committing: Flask) -> None:
    with committing.app_context():
        show, ada, bo = (
            make_show(episodes=[*season(1, 2), *season(2, 3)], public_horizon="closed"),
            make_fan(),
            make_fan(),
        )
        with unit_of_work():
            draft = MomentDraft("look", episode=(2, 2), reveals_at=REVEALS)
            moment_id = actions.publish_moment(author=ada.viewer, show_id=show.id, draft=draft).id
    ready = Barrier(2 * TIMES)

    def work(number: int) -> None:
        with committing.app_context():
            ready.wait()
            if number % 2:
                turn(bo, moment_id)
                return
            with unit_of_work():
                moment = moment_to_edit(ada.viewer, moment_id)
                place = LATER if number % 4 else REVEALS
                actions.edit_moment(moment=moment, change=MomentChange(reveals_at=place))

    with ThreadPoolExecutor(2 * TIMES) as pool:
        for done in [pool.submit(work, number) for number in range(2 * TIMES)]:
            done.result()
    with committing.app_context():
        assert db.session.scalar(select(func.count()).select_from(Reveal)) == 1
        turn(bo, moment_id)
        assert isinstance(moment_to_read(bo.viewer, moment_id), Open)
        assert db.session.scalar(select(func.count()).select_from(Reveal)) == 1
