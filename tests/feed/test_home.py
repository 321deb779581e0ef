"""Home against an oracle that looks at everything: shows and fans, blocks and mutes, ties, and bests that are gone."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from flask import Flask

from fandom.core.viewer import Viewer
from fandom.feed import gathering, lists, memory
from fandom.feed.queries import home_page, jsons, of_home
from fandom.posts import projections
from tests.conftest import CountQueries
from tests.feed.worlds import World, gone, world

SHORT, LONG = range(4), range(4, 60)
SEEDS = [*SHORT, *(pytest.param(seed, marks=pytest.mark.long) for seed in LONG)]
Read = Callable[[Viewer, str, int, str | None], tuple[list[str], str | None]]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With few sources probed, a small world asks for what a large one would."""
    monkeypatch.setattr(gathering, "PROBED", 2)
    monkeypatch.setattr(lists, "DEPTH", 2)
    gathering.sql_of.cache_clear()
    projections.kept.clear()
    yield
    gathering.sql_of.cache_clear()


def _values(viewer: Viewer, sort: str, limit: int, cursor: str | None) -> tuple[list[str], str | None]:
    found = home_page(viewer, sort, limit, cursor)
    return [each.id for each in found.items], found.next


def _jsons(viewer: Viewer, sort: str, limit: int, cursor: str | None) -> tuple[list[str], str | None]:
    found = jsons(of_home(viewer, sort), limit, cursor, "http://x")
    return [orjson.loads(each)["id"] for each in found.items], found.next


def _all(read: Read, viewer: Viewer, sort: str, limit: int) -> list[str]:
    seen, cursor = read(viewer, sort, limit, None)
    while cursor:
        some, cursor = read(viewer, sort, limit, cursor)
        seen += some
    return seen


def _made(seed: int) -> tuple[World, random.Random]:
    """In every second one the best of all are gone again."""
    dice = random.Random(seed)
    made = world(dice)
    best = sorted(made.home(), key=lambda each: each.id)[-dice.randint(1, 12) :] if seed % 2 else []
    made.posts = [each for each in made.posts if each not in best] + gone(best)
    return made, dice


@pytest.mark.parametrize("sort", ["new", "hot"])
@pytest.mark.parametrize("seed", SEEDS)
def test_home_is_what_looking_everywhere_finds(app: Flask, seed: int, sort: str) -> None:
    made, dice = _made(seed)
    expected = [each.id for each in (made.home() if sort == "new" else made.hot())]
    for read in (_values, _jsons):
        assert _all(read, made.viewer, sort, dice.choice([3, 10, 100])) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_seen_sinks(app: Flask, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    made, dice = _made(seed)
    seen = [each.id for each in dice.sample(made.posts, 30)]
    monkeypatch.setattr(memory, "seen", lambda _viewer: seen)
    assert _all(_jsons, made.viewer, "hot", 7) == [each.id for each in made.hot(seen)]


def test_one_round_is_enough_where_bounds_are_true(app: Flask, count_queries: CountQueries) -> None:
    made = world(random.Random(1), calm=True)
    with count_queries() as said:
        assert _values(made.viewer, "new", 1, None)[0] == [made.home()[0].id]
    assert sum("joined AS" in each for each in said) == 1


def test_the_statement_probes_no_more_than_it_says(app: Flask) -> None:
    sql: Any = gathering.sql_of(gathering.Gathering("new", 26, 26))
    assert sql.count(f"place <= {gathering.PROBED}") == 2


def test_where_moments_come_evenly_a_later_page_looks_back_once(app: Flask, count_queries: CountQueries) -> None:
    made = world(random.Random(1), calm=True)
    _, cursor = _values(made.viewer, "new", 1, None)
    with count_queries() as said:
        assert _values(made.viewer, "new", 1, cursor)[0] == [made.home()[1].id]
    assert sum("JOIN memberships" in each for each in said) == 1
    assert any("since" in each for each in said)
