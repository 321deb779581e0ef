"""Clusters in lists: one place for each, for every viewer as they may see it, and nothing twice on any page."""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from fandom.accounts.relations import actions as relations
from fandom.core.viewer import VISITOR
from fandom.feed import orders
from fandom.feed.clusters import queries
from fandom.feed.lists import ShowList
from fandom.feed.queries import jsons, show_page
from fandom.feed.timeline import Timeline
from fandom.infra.db import unit_of_work
from fandom.posts import projections
from fandom.posts.actions import hide_moment
from fandom.posts.values import Open, Place
from fandom.shows.values import ShowView
from tests.conftest import CountQueries
from tests.feed.test_ranked import ids, worth
from tests.posts.conftest import Post, seen_up_to
from tests.support.clipped import make_clip, show_clip
from tests.support.http import Http
from tests.support.people import Person, make_fan

As = Callable[..., Http]
Run = Callable[[], None]
HOT = "/shows/saltmarsh/feed?sort=hot"
TOP = "/shows/saltmarsh/feed?sort=top"


@pytest.fixture(autouse=True)
def _nothing_kept(frozen_clock: Callable[[datetime], None]) -> None:
    projections.kept.clear()
    frozen_clock(datetime(2026, 3, 1, 12, tzinfo=UTC))


@pytest.fixture
def clip(post: Post, ada: Person, run_jobs: Run) -> Callable[..., str]:
    """A moment of these seconds that so many have answered."""

    def make(reactions: int = 0, start_ms: int = 10_000, author: Person | None = None, **draft: Any) -> str:
        times = {"episode": (1, 1), "start_ms": start_ms, "end_ms": start_ms + 10_000} | draft
        moment_id = post(author or ada, **times)
        worth(moment_id, reactions)
        run_jobs()
        return moment_id

    return make


def places(answer: Any) -> list[tuple[str, ...]]:
    """Each item's id with those in its cluster."""
    assert answer.status_code == 200, answer.text
    return [(item["id"], *(each["id"] for each in item.get("cluster", ()))) for item in answer.json["items"]]


def everything(http: Http, path: str) -> list[tuple[str, ...]]:
    answer = http.get(path)
    found = places(answer)
    while cursor := answer.json["next"]:
        answer = http.get(f"{path}&cursor={cursor}")
        found += places(answer)
    return found


@pytest.mark.parametrize("path", [HOT, TOP, "/feeds/trending?limit=25"])
def test_a_cluster_takes_one_place(http: As, clip: Callable[..., str], path: str) -> None:
    second, first, third = clip(9, 11_000), clip(90), clip(3, 12_000)
    other = clip(30, 60_000)
    assert places(http().get(path)) == [(first, second, third), (other,)]


def test_new_never_clusters(http: As, clip: Callable[..., str]) -> None:
    made = [clip(), clip(9)]
    assert places(http().get("/shows/saltmarsh/feed?sort=new")) == [(made[1],), (made[0],)]


def test_of_a_fans_home(http: As, show: ShowView, bo: Person, clip: Callable[..., str]) -> None:
    made = [clip(9), clip()]
    http(as_=bo).put(f"/shows/{show.slug}/membership")
    assert places(http(as_=bo).get("/feeds/home?sort=hot")) == [tuple(made)]


def test_of_home_only_what_is_in_it(http: As, bo: Person, ada: Person, clip: Callable[..., str]) -> None:
    """Who follows one fan of a fandom is not told of the others by what overlaps."""
    other = make_fan("cleo")
    clip(9, author=other)
    mine = clip()
    with unit_of_work():
        relations.follow(account_id=bo.id, other_id=ada.id)
    assert places(http(as_=bo).get("/feeds/home?sort=hot")) == [(mine,)]


def test_what_lies_in_it_is_whole(http: As, bo: Person, clip: Callable[..., str]) -> None:
    clip(9)
    other = clip(1, caption="Look at her hands")
    http(as_=bo).put(f"/moments/{other}/reactions/🔥")
    ((item,),) = [http(as_=bo).get(HOT).json["items"]]
    (beside,) = item["cluster"]
    alone = http(as_=bo).get(f"/moments/{other}").json
    assert beside == {name: value for name, value in alone.items() if name != "live"}
    assert (beside["caption"], beside["my_reactions"]) == ("Look at her hands", ["🔥"])


def test_sealed_is_never_in_a_cluster(http: As, show: ShowView, bo: Person, clip: Callable[..., str]) -> None:
    """The one that leads, and the one that lies in it."""
    late = {"reveals_at": Place((2, 1))}
    led, sealed, other = clip(90, **late), clip(9, **late), clip(3)
    last = clip(1)
    seen_up_to(bo, show, 1, 3)
    items = http(as_=bo).get(HOT).json["items"]
    assert places(http(as_=bo).get(HOT)) == [(led,), (sealed,), (other, last)]
    assert [each["sealed"] for each in items] == [True, True, False]
    seen_up_to(bo, show, 2, 2)
    assert places(http(as_=bo).get(HOT)) == [(led, sealed, other, last)]


@pytest.mark.parametrize("how", ["block", "mute"])
def test_the_best_that_is_left_takes_the_place(http: As, bo: Person, clip: Callable[..., str], how: str) -> None:
    cleo = make_fan("cleo")
    led, second, third = clip(90, author=cleo), clip(9), clip(3, author=bo)
    fourth = clip(1, author=cleo)
    assert places(http(as_=bo).get(HOT)) == [(led, second, third, fourth)]
    with unit_of_work():
        if how == "block":
            relations.block(account_id=bo.id, other_id=cleo.id)
        else:
            relations.mute(account_id=bo.id, kind="account", value=cleo.id)
    assert places(http(as_=bo).get(HOT)) == [(second, third)]


def test_muted_words_keep_out_of_it(http: As, bo: Person, clip: Callable[..., str]) -> None:
    led, _, third = clip(90), clip(9, caption="The killer is"), clip(3)
    with unit_of_work():
        relations.mute(account_id=bo.id, kind="word", value="killer")
    assert places(http(as_=bo).get(HOT)) == [(led, third)]


def test_a_hidden_leader_leaves_the_place_to_the_next(http: As, clip: Callable[..., str], run_jobs: Run) -> None:
    led, second, third = clip(90), clip(9), clip(3)
    with unit_of_work():
        hide_moment(moment_id=led)
    assert places(http().get(HOT)) == [(second, third)], "at once"
    run_jobs()
    assert places(http().get(HOT)) == [(second, third)]


def test_of_a_list_only_what_is_in_it(http: As, clip: Callable[..., str]) -> None:
    clip(90)
    made = [show_clip(clip(9), make_clip()), show_clip(clip(3), make_clip())]
    tagged = clip(1, tags=("knock",))
    assert places(http().get("/shows/saltmarsh/top-clips")) == [tuple(made)]
    assert places(http().get(f"{HOT}&tag=knock")) == [(tagged,)]


def test_ten_lie_in_it_at_most(http: As, clip: Callable[..., str]) -> None:
    made = [clip(number) for number in range(20, 5, -1)]
    assert everything(http(), HOT) == [tuple(made[:11])]


@pytest.fixture
def few_looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept = (orders.keys, orders.ids_sql, orders.json_sql)
    monkeypatch.setattr(queries, "LOOKED_AT", 3)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@pytest.mark.usefixtures("few_looked_at")
def test_of_a_great_cluster_the_newest_lie_in_it(http: As, clip: Callable[..., str]) -> None:
    """Beside the one that leads, which has its place whatever its age."""
    made = [clip(number) for number in (90, 40, 3, 9, 6)]
    assert places(http().get(HOT)) == [(made[0], made[3], made[4], made[2])]


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
@pytest.mark.parametrize("sort", ["hot", "top"])
def test_pages_are_those_of_one_that_has_all(
    http: As, show: ShowView, bo: Person, ada: Person, clip: Callable[..., str], limit: int, sort: str
) -> None:
    dice = random.Random(f"{limit}{sort}")
    late = {"reveals_at": Place((2, 1))}
    for number in range(14):
        seal = late if dice.random() < 0.3 else {}
        author = dice.choice([ada, bo])
        clip(number * 7, dice.choice([10_000, 11_000, 13_000, 40_000, 43_000]), author=author, **seal)
    seen_up_to(bo, show, 1, 3)
    path = f"/shows/saltmarsh/feed?sort={sort}"
    whole = places(http(as_=bo).get(f"{path}&limit=100"))
    assert everything(http(as_=bo), f"{path}&limit={limit}") == whole
    assert len({each for place in whole for each in place}) == 14


def test_nothing_comes_twice_while_clusters_change(http: As, clip: Callable[..., str], run_jobs: Run) -> None:
    made = [clip(50 - number, 10_000 + 30_000 * number) for number in range(6)]
    made += [clip(9 - number, 10_500 + 30_000 * number) for number in range(6)]
    path = f"{HOT}&limit=2"
    first = http().get(path)
    found = places(first)
    for number in range(6):
        worth(made[6 + number], 1000 + number)
        late = clip(5000 + number, 11_000 + 30_000 * number)
        made.append(late)
    answer = first
    while cursor := answer.json["next"]:
        answer = http().get(f"{path}&cursor={cursor}")
        found += places(answer)
    flat = [each for place in found for each in place]
    assert len(flat) == len(set(flat))
    assert set(made[:12]) <= set(flat)


def test_what_has_been_sealed_since_is_left_out(http: As, show: ShowView, bo: Person, clip: Callable[..., str]) -> None:
    clip(99, 200_000), clip(98, 300_000)
    led, second = clip(9, reveals_at=Place((2, 1))), clip(3)
    seen_up_to(bo, show, 2, 2)
    path = f"{HOT}&limit=1"
    first = http(as_=bo).get(path)
    second_page = http(as_=bo).get(f"{path}&cursor={first.json['next']}")
    seen_up_to(bo, show, 1, 3)
    third = http(as_=bo).get(f"{path}&cursor={second_page.json['next']}")
    assert places(third) == [(second,)]
    assert led not in third.text


def test_values_are_gathered_as_json_is(show: ShowView, clip: Callable[..., str]) -> None:
    made = [clip(9), clip(3), clip(1, 50_000)]
    (first, second) = show_page(VISITOR, Timeline(show.id), "hot").items
    assert isinstance(first, Open)
    assert [first.id, *(each.id for each in first.cluster), second.id] == made


def test_where_nothing_overlaps_nothing_more_is_asked(
    show: ShowView, clip: Callable[..., str], count_queries: CountQueries
) -> None:
    def asked() -> int:
        source = ShowList(VISITOR, Timeline(show.id), "hot")
        jsons(source, 25, None, "http://x")
        with count_queries() as said:
            jsons(source, 25, None, "http://x")
        return len(said)

    clip(9), clip(9, 50_000)
    assert asked() == 1
    clip(3)
    assert asked() == 2


def flat(found: Iterable[tuple[str, ...]]) -> list[str]:
    return [each for place in found for each in place]


def test_ids_of_a_first_page_are_those_of_its_places(http: As, clip: Callable[..., str]) -> None:
    made = [clip(9), clip(3)]
    assert ids(http().get(HOT)) == made[:1]
    assert flat(places(http().get(HOT))) == made
