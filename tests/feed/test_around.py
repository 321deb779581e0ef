"""Whose moments are in Home and in what trends, what was seen, and what the API says of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from fandom.accounts.relations.models import Follow
from fandom.core import clock
from fandom.feed import memory
from fandom.feed.queries import home_page, trending_page
from fandom.infra.db import db, unit_of_work
from fandom.posts import actions, projections
from fandom.posts.models import Moment
from fandom.posts.values import MomentDraft
from fandom.shows.actions import join, leave
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.conftest import CountQueries
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    projections.kept.clear()


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json["items"]]


def follow(fan: Person, other: Person) -> None:
    with unit_of_work():
        db.session.add(Follow(follower_id=fan.id, followed_id=other.id, id="0000000000001", at=clock.now()))


def worth(moment_id: str, reactions: int) -> None:
    with unit_of_work():
        db.session.execute(update(Moment).where(Moment.id == moment_id).values(reaction_count=reactions))


@pytest.mark.parametrize("query", ["sort=top", "sort=", "limit=0", "window=day", "cursor=x"])
def test_what_cannot_be_asked_of_home(http: As, query: str) -> None:
    assert http().get(f"/feeds/home?{query}").status_code == 422


@pytest.mark.parametrize("query", ["sort=hot", "limit=0", "cursor=x", "tag=x"])
def test_what_cannot_be_asked_of_what_trends(http: As, query: str) -> None:
    assert http().get(f"/feeds/trending?{query}").status_code == 422


@pytest.mark.parametrize("sort", ["new", "hot"])
def test_home_is_of_shows_joined_and_fans_followed(
    http: As, ada: Person, bo: Person, mod: Person, show: ShowView, post: Post, sort: str
) -> None:
    other = Post(make_show("other-show"))
    here, by_ada = post(mod), other(ada)
    other(mod)
    assert ids(http(as_=bo).get(f"/feeds/home?sort={sort}")) == []
    with unit_of_work():
        join(viewer=bo.viewer, show_id=show.id)
    assert ids(http(as_=bo).get(f"/feeds/home?sort={sort}")) == [here]
    follow(bo, ada)
    assert ids(http(as_=bo).get(f"/feeds/home?sort={sort}")) == [by_ada, here]
    with unit_of_work():
        leave(viewer=bo.viewer, show_id=show.id)
    assert ids(http(as_=bo).get(f"/feeds/home?sort={sort}")) == [by_ada]


def test_what_is_in_both_comes_once(ada: Person, bo: Person, show: ShowView, post: Post) -> None:
    made = [post(ada), post(ada)][::-1]
    with unit_of_work():
        join(viewer=bo.viewer, show_id=show.id)
    follow(bo, ada)
    for sort in ("new", "hot"):
        assert [each.id for each in home_page(bo.viewer, sort).items] == made


def test_what_is_sealed_stays_sealed_wherever_it_comes_from(
    http: As, ada: Person, bo: Person, show: ShowView, post: Post
) -> None:
    post(ada, "CANARY", episode=(2, 1), start_ms=1234, end_ms=5678)
    seen_up_to(bo, show, 1, 1)
    follow(bo, ada)
    fan = http(as_=bo)
    for path in ("home?sort=new", "home?sort=hot", "trending"):
        answer = fan.get(f"/feeds/{path}")
        assert [each["sealed"] for each in answer.json["items"]] == [True]
        assert "CANARY" not in answer.text
        assert "5678" not in answer.text


def test_visitors_get_what_trends_or_the_newest_of_all(http: As, ada: Person, post: Post) -> None:
    first, second = post(ada), post(ada)
    worth(first, 100)
    assert ids(http().get("/feeds/home")) == ids(http().get("/feeds/home?sort=hot")) == [first, second]
    assert ids(http().get("/feeds/home?sort=new")) == [second, first]


def test_a_small_fandom_needs_less(http: As, ada: Person, show: ShowView, post: Post) -> None:
    other = make_show("other-show")
    large, small = post(ada), Post(other)(ada)
    worth(large, 400)
    worth(small, 50)
    with unit_of_work():
        db.session.execute(update(Show).where(Show.id == show.id).values(member_count=10_000))
    assert ids(http().get("/feeds/trending")) == [small, large]
    worth(large, 4000)
    assert ids(http().get("/feeds/trending")) == [large, small]
    assert [each.id for each in trending_page(ada.viewer, 1).items] == [large]


def test_what_trends_pages_through_all(ada: Person, show: ShowView, post: Post) -> None:
    other = Post(make_show("other-show"))
    made = {(post if number % 3 else other)(ada, f"number {number}") for number in range(11)}
    page = trending_page(ada.viewer, 4)
    seen = [each.id for each in page.items]
    while page.next:
        page = trending_page(ada.viewer, 4, page.next)
        seen += [each.id for each in page.items]
    assert len(seen) == 11
    assert set(seen) == made


class TestSeen:
    """In hot Home, what a former visit showed sinks."""

    @pytest.fixture
    def made(self, ada: Person, bo: Person, show: ShowView, post: Post, frozen_clock: Any) -> list[str]:
        frozen_clock(NOW)
        with unit_of_work():
            join(viewer=bo.viewer, show_id=show.id)
        made = [post(ada, f"number {number}") for number in range(4)][::-1]
        worth(made[0], 5)
        return made

    def read(self, bo: Person, limit: int = 2) -> list[str]:
        return [each.id for each in home_page(bo.viewer, "hot", limit).items]

    def test_in_the_next_visit(self, bo: Person, made: list[str], frozen_clock: Any) -> None:
        assert self.read(bo) == self.read(bo) == made[:2]
        frozen_clock(NOW + memory.VISIT + timedelta(seconds=1))
        assert self.read(bo, 4) == [made[2], made[3], made[0], made[1]]

    def test_unless_much_has_happened_there(self, bo: Person, made: list[str], frozen_clock: Any) -> None:
        self.read(bo)
        frozen_clock(NOW + memory.VISIT + timedelta(seconds=1))
        worth(made[0], 500)
        assert self.read(bo, 1) == [made[0]]

    def test_new_is_not_touched(self, bo: Person, made: list[str], frozen_clock: Any) -> None:
        self.read(bo)
        frozen_clock(NOW + memory.VISIT + timedelta(seconds=1))
        assert [each.id for each in home_page(bo.viewer, "new").items] == made

    def test_no_more_is_kept_than_may_be(
        self, bo: Person, made: list[str], frozen_clock: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(memory, "SEEN", 3)
        self.read(bo, 4)
        frozen_clock(NOW + memory.VISIT + timedelta(seconds=1))
        assert memory.seen(bo.viewer) == made[:3]

    @pytest.mark.usefixtures("made")
    def test_reading_again_writes_nothing(self, bo: Person, count_queries: CountQueries) -> None:
        self.read(bo)
        with count_queries() as said:
            self.read(bo)
        assert not any("INSERT" in each for each in said)


def test_held_and_removed_do_not_trend(http: As, ada: Person, mod: Person, post: Post) -> None:
    gone = post(ada)
    worth(gone, 1000)
    with unit_of_work():
        actions.remove_moment(moment_id=gone)
    for who in (None, ada, mod):
        assert ids(http(as_=who).get("/feeds/trending")) == []


def test_nothing_is_there_yet(http: As, bo: Person) -> None:
    for path in ("/feeds/trending", "/feeds/home?sort=hot", "/feeds/home?sort=new"):
        for who in (None, bo):
            answer = http(as_=who).get(path)
            assert answer.json["items"] == []
            assert answer.json["next"] is None


def test_home_says_where_it_is_followed(http: As, bo: Person, show: ShowView) -> None:
    assert http().get("/feeds/home").json["live"] is None
    assert http(as_=bo).get("/feeds/home").json["live"]["topic"] == "home"
    assert http(as_=bo).get("/feeds/trending").json["live"] is None


def test_publishing_brings_it_home_at_once(ada: Person, bo: Person, show: ShowView) -> None:
    with unit_of_work():
        join(viewer=bo.viewer, show_id=show.id)
    with unit_of_work():
        made = actions.publish_moment(author=ada.viewer, show_id=show.id, draft=MomentDraft("now")).id
    assert [each.id for each in home_page(bo.viewer).items] == [made]
