"""Random histories of what a fan says: the database says the same as the words, one after the other."""

from functools import reduce

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from fandom.core.horizon import Horizon
from fandom.infra.db import db, unit_of_work
from fandom.shows import access, actions, queries
from fandom.shows.models import Progress, SpecialSeen
from fandom.shows.progress import UNSAID, Said, advance, horizon_of, put
from fandom.shows.values import ShowView
from tests.support.catalogue import HOUR_MS, episode, make_show, season
from tests.support.people import make_fan

PLACES = [(0, 1), (0, 2), (1, 1), (1, 2), (2, 1)]
STEPS = {"put": (put, actions.set_progress), "advance": (advance, actions.advance_progress)}

asked = st.one_of(
    st.sampled_from(["none", "all", "open"]),
    st.tuples(st.sampled_from(PLACES), st.none() | st.integers(0, HOUR_MS)),
)
histories = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), asked), max_size=8)


@pytest.fixture
def show(app: Flask) -> ShowView:
    episodes = [*(episode(0, each) for each in (1, 2)), *season(1, 2), *season(2, 1)]
    return make_show(episodes=episodes, public_horizon="closed")


def word_of(show: ShowView, said: str | tuple[tuple[int, int], int | None]) -> Said:
    return access.word_seen(show, said) if isinstance(said, str) else access.word_about(show, *said)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_a_history_is_kept_word_for_word(show: ShowView, history: list[tuple[str, object]]) -> None:
    fan = make_fan().viewer
    words = [(step, word_of(show, said)) for step, said in history]  # type: ignore[arg-type]
    for step, word in words:
        with unit_of_work():
            STEPS[step][1](viewer=fan, show_id=show.id, word=word)
    expected = reduce(lambda said, each: STEPS[each[0]][0](said, each[1]), words, UNSAID)
    assert queries.said_by(fan.account_id, [show.id]).get(show.id, UNSAID) == expected
    assert queries.horizon(fan, show.id) == horizon_of(expected, Horizon.nothing())


def test_rows_are_only_those_of_the_fan_and_the_show(show: ShowView) -> None:
    fan, other, elsewhere = make_fan(), make_fan(), make_show(episodes=[episode(0, 1), episode(1, 1)])
    for person, where in ((fan, show), (other, show), (fan, elsewhere)):
        with unit_of_work():
            word = access.word_about(where, (0, 1), 10)
            actions.set_progress(viewer=person.viewer, show_id=where.id, word=word)
    with unit_of_work():
        actions.set_progress(viewer=fan.viewer, show_id=show.id, word=access.word_seen(show, "none"))
    left = {tuple(row) for row in db.session.execute(select(SpecialSeen.account_id, SpecialSeen.show_id))}
    assert left == {(other.id, show.id), (fan.id, elsewhere.id)}
    rows = db.session.execute(select(Progress.show_id, Progress.mode).where(Progress.account_id == fan.id))
    assert {row.show_id: row.mode for row in rows} == {show.id: "none", elsewhere.id: "unsaid"}
