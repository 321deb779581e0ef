"""Ranked lists: their orders and windows, a rest that is frozen at the second page, and its end after half an hour."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from fandom.core import clock
from fandom.feed import pages
from fandom.infra.db import db, unit_of_work
from fandom.posts import actions, projections
from fandom.posts.models import Moment
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
Freeze = Callable[[datetime], None]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = "/shows/saltmarsh/feed"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    projections.kept.clear()


def worth(moment_id: str, reactions: int) -> None:
    with unit_of_work():
        db.session.execute(update(Moment).where(Moment.id == moment_id).values(reaction_count=reactions))


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json["items"]]


def rest(http: Http, path: str, answer: Any) -> list[str]:
    """Every page after this one."""
    seen = []
    while cursor := answer.json["next"]:
        answer = http.get(f"{path}&cursor={cursor}")
        seen += ids(answer)
    return seen


@pytest.fixture
def aged(ada: Person, post: Post, frozen_clock: Freeze) -> list[str]:
    """Moments that are an hour, a day and more old, the oldest first, with more reactions the older they are."""
    made = []
    for number, days in enumerate([400, 20, 5, 0.9, 0.04]):
        frozen_clock(NOW - timedelta(days=days))
        made.append(post(ada, f"number {number}"))
        worth(made[-1], 10 ** (4 - number))
    frozen_clock(NOW)
    return made


@pytest.mark.parametrize(("window", "how_many"), [("day", 2), ("week", 3), ("month", 4), ("all", 5)])
def test_top_of_a_time(http: As, aged: list[str], window: str, how_many: int) -> None:
    assert ids(http().get(f"{FEED}?sort=top&window={window}")) == aged[-how_many:]


def test_hot_weighs_engagement_against_age(http: As, aged: list[str]) -> None:
    assert ids(http().get(f"{FEED}?sort=hot")) == aged[::-1]
    worth(aged[3], 10_000_000)
    assert ids(http().get(f"{FEED}?sort=hot"))[0] == aged[3]


def test_of_an_episode_and_with_a_tag(http: As, ada: Person, post: Post) -> None:
    first, second = (post(ada, "#knock", episode=(1, number)) for number in (1, 2))
    worth(first, 50)
    for sort in ("hot", "top"):
        assert ids(http().get(f"{FEED}?sort={sort}&tag=knock")) == [first, second]
        assert ids(http().get(f"{FEED}?sort={sort}&episode=s01e02")) == [second]


@pytest.mark.parametrize("sort", ["hot", "top"])
def test_nothing_repeats_or_is_skipped_while_ranks_change(http: As, ada: Person, post: Post, sort: str) -> None:
    made = [post(ada, f"number {number}") for number in range(9)]
    path = f"{FEED}?sort={sort}&limit=2"
    first = http().get(path)
    second = http().get(f"{path}&cursor={first.json['next']}")
    seen = ids(first) + ids(second)
    for number, moment_id in enumerate(made):
        worth(moment_id, 10**number)
    post(ada, "newer")
    seen += rest(http(), path, second)
    assert sorted(seen) == sorted(made)


def test_the_rest_is_frozen_when_the_second_page_is_asked_for(http: As, ada: Person, post: Post) -> None:
    made = [post(ada, f"number {number}") for number in range(6)]
    path = f"{FEED}?sort=hot&limit=2"
    first = http().get(path)
    worth(made[0], 1000)
    newer = post(ada, "newer")
    second = http().get(f"{path}&cursor={first.json['next']}")
    assert ids(second) == [made[0], newer]
    worth(made[1], 100_000)
    again = http().get(f"{path}&cursor={first.json['next']}")
    assert ids(again) == ids(second)
    assert rest(http(), path, second) == [made[3], made[2], made[1]]


def test_what_became_invisible_is_left_out(http: As, ada: Person, mod: Person, post: Post) -> None:
    made = [post(ada, f"number {number}") for number in range(6)][::-1]
    path = f"{FEED}?sort=hot&limit=2"
    first = http(as_=mod).get(path)
    second = http(as_=mod).get(f"{path}&cursor={first.json['next']}")
    with unit_of_work():
        actions.hide_moment(moment_id=made[4])
    assert rest(http(as_=mod), path, second) == [made[5]]


def test_what_is_sealed_now_is_no_longer_found_by_its_tag(
    http: As, ada: Person, bo: Person, show: ShowView, post: Post
) -> None:
    made = [post(ada, "#knock", episode=(2, 1)) for _ in range(4)][::-1]
    seen_up_to(bo, show, 2, 1)
    path = f"{FEED}?sort=hot&tag=knock&limit=1"
    first = http(as_=bo).get(path)
    second = http(as_=bo).get(f"{path}&cursor={first.json['next']}")
    assert ids(first) + ids(second) == made[:2]
    seen_up_to(bo, show, 1, 1)
    assert rest(http(as_=bo), path, second) == []


def test_after_half_an_hour_it_is_gone(http: As, ada: Person, post: Post, frozen_clock: Freeze) -> None:
    for number in range(6):
        post(ada, f"number {number}")
    path = f"{FEED}?sort=hot&limit=2"
    first = http().get(path).json["next"]
    frozen_clock(NOW + timedelta(hours=2))
    second = http().get(f"{path}&cursor={first}").json["next"]
    frozen_clock(NOW + timedelta(hours=2, minutes=30))
    assert http().get(f"{path}&cursor={second}").status_code == 200
    frozen_clock(NOW + timedelta(hours=2, minutes=30, seconds=1))
    answer = http().get(f"{path}&cursor={second}")
    assert answer.status_code == 410
    assert answer.json["type"].endswith("cursor-expired")
    assert clock.now() > NOW


def test_no_more_is_frozen_than_may_be(http: As, ada: Person, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "RANKED", 4)
    for number in range(9):
        post(ada, f"number {number}")
    path = f"{FEED}?sort=hot&limit=2"
    first = http().get(path)
    assert len(ids(first) + rest(http(), path, first)) == 2 + 4


@pytest.mark.parametrize("others", ["sort=top", "sort=hot&window=day", "sort=new", "sort=hot&episode=s01e01"])
def test_a_cursor_is_of_one_list(http: As, ada: Person, post: Post, others: str) -> None:
    for _ in range(3):
        post(ada)
    cursor = http().get(f"{FEED}?sort=hot&limit=1").json["next"]
    assert http().get(f"{FEED}?{others}&limit=1&cursor={cursor}").status_code == 422
    assert http().get(f"/feeds/trending?cursor={cursor}").status_code == 422
