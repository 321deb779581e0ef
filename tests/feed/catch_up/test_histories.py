"""Random histories of posts, moves and reading: what is delivered is what brute force delivers, each exactly once."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fandom.core.horizon import Position
from fandom.core.viewer import Hidden, Viewer
from fandom.feed.catch_up.stretches import Spot
from fandom.posts.values import Place
from fandom.shows.access import word_seen
from fandom.shows.progress import NOTHING
from fandom.shows.queries import horizon
from tests.feed.catch_up.conftest import Way
from tests.posts.conftest import Post
from tests.support.catalogue import HOUR_MS, make_show, season
from tests.support.people import Person, make_fan

EPISODES = [(0, 1), (1, 1), (1, 2), (2, 1)]

places = st.tuples(st.sampled_from(EPISODES), st.sampled_from([100, 500, None]))
posts = st.lists(st.tuples(st.none() | places, st.sampled_from(["ada", "ada", "tuck", "me"])), max_size=3)
moves = st.tuples(st.sampled_from(["goes", "goes", "watches"]), places)
words = st.tuples(st.just("says"), st.sampled_from(["none", "all", "open"]))
reads = st.none() | st.integers(0, 3) | st.just("rest")
rounds = st.tuples(posts, moves | words, reads)


@pytest.fixture
def tuck() -> Person:
    return make_fan("tuck")


@dataclass
class Model:
    """What should wait, moment by moment."""

    placed: dict[str, Position] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    delivered: list[str] = field(default_factory=list)

    def moved(self, before, after) -> None:  # type: ignore[no-untyped-def]
        self.opened |= {each for each, at in self.placed.items() if after.reaches(at) and not before.reaches(at)}

    def finds(self, reached) -> list[str]:  # type: ignore[no-untyped-def]
        waits = self.opened - self.read - self.left_out
        spots = sorted(Spot(self.placed[each].key, each) for each in waits if reached.reaches(self.placed[each]))
        return [spot.id for spot in spots]

    def reads(self, reached, upto: str | None) -> None:  # type: ignore[no-untyped-def]
        last = None if upto is None else Spot(self.placed[upto].key, upto)
        for each in self.opened:
            at = self.placed[each]
            if reached.reaches(at) and (last is None or Spot(at.key, each) <= last):
                self.read.add(each)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(rounds, min_size=2, max_size=6))
def test_what_waits_is_what_brute_force_says(ada: Person, tuck: Person, history: list[tuple]) -> None:
    fan, model = make_fan(), Model()
    way = Way(fan, make_show(episodes=[*season(0, 1), *season(1, 2), *season(2, 1)]))
    authors = {"ada": ada, "tuck": tuck, "me": fan}
    me = Viewer(account_id=fan.id, handle=fan.handle, hidden=Hidden(accounts=frozenset({tuck.id})))
    way.says(NOTHING)
    for posted, move, reading in history:
        for each in posted:
            _post(Post(way.show), model, authors, *each)
        before = horizon(me, way.show.id)
        _move(way, *move)
        after = horizon(me, way.show.id)
        model.moved(before, after)
        expected = model.finds(after)
        assert way.finds(limit=2, viewer=me) == expected
        if reading == "rest" or (reading is not None and expected):
            upto = None if reading == "rest" else expected[min(reading, len(expected) - 1)]
            model.delivered += expected if upto is None else expected[: expected.index(upto) + 1]
            way.reads(upto)
            model.reads(after, upto)
    assert len(model.delivered) == len(set(model.delivered))


def _move(way: Way, act: str, what: Any) -> None:
    if act == "says":
        way.says(word_seen(way.show, what))
    else:
        getattr(way, act)(*what[0], what[1])


def _post(post: Post, model: Model, authors: dict[str, Person], at: tuple | None, by: str) -> None:
    moment_id = post(authors[by], reveals_at=Place(*at) if at else None)
    if at is not None:
        (number, episode), ms = at
        model.placed[moment_id] = Position(number, episode, HOUR_MS if ms is None else ms)
        if by != "ada":
            model.left_out.add(moment_id)
