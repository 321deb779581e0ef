"""What is hidden from somebody is in none of their lists; words and tags count only where they could be read."""

from dataclasses import replace

import orjson
import pytest
from sqlalchemy import update

from fandom.accounts.relations.models import Follow
from fandom.core import clock
from fandom.core.viewer import Hidden, Viewer
from fandom.feed import pages
from fandom.feed.lists import Gathered, List, ShowList
from fandom.feed.queries import home_page, jsons, show_page, trending_page
from fandom.feed.timeline import Timeline
from fandom.infra.db import db, unit_of_work
from fandom.posts import projections
from fandom.posts.models import Moment
from fandom.shows.actions import join
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import make_show
from tests.support.people import Person


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    projections.kept.clear()


@pytest.fixture
def fan(bo: Person, show: ShowView, ada: Person) -> Person:
    """In the show, and follows its author."""
    with unit_of_work():
        join(viewer=bo.viewer, show_id=show.id)
        db.session.add(Follow(follower_id=bo.id, followed_id=ada.id, id="0000000000001", at=clock.now()))
    return bo


def hides(fan: Person, **hidden: set[str]) -> Viewer:
    return replace(fan.viewer, hidden=Hidden(**{name: frozenset(each) for name, each in hidden.items()}))


def everywhere(viewer: Viewer, show: ShowView) -> list[set[str]]:
    """What each list holds, as values and as JSON."""
    lists: list[List] = [ShowList(viewer, Timeline(show.id), sort) for sort in ("new", "hot", "top")]
    lists += [Gathered(viewer, kind) for kind in ("new", "hot", "trending")]
    as_json = [{orjson.loads(item)["id"] for item in jsons(each, 25, None, "http://x").items} for each in lists]
    pages = [show_page(viewer, Timeline(show.id), sort) for sort in ("new", "hot", "top")]
    pages += [home_page(viewer, "new"), home_page(viewer, "hot"), trending_page(viewer)]
    assert [{each.id for each in page.items} for page in pages] == as_json
    return as_json


def test_an_author(fan: Person, ada: Person, mod: Person, show: ShowView, post: Post) -> None:
    post(ada)
    left = post(mod)
    assert everywhere(hides(fan, accounts={ada.id}), show) == [{left}] * 6


def test_a_show_but_not_on_its_own_page(fan: Person, ada: Person, show: ShowView, post: Post) -> None:
    made = post(ada)
    assert everywhere(hides(fan, shows={show.id}), show) == [{made}] * 3 + [set()] * 3


@pytest.mark.parametrize("hidden", [{"words": {"killer"}}, {"tags": {"twist"}}])
def test_words_and_tags(fan: Person, ada: Person, show: ShowView, post: Post, hidden: dict[str, set[str]]) -> None:
    post(ada, "So the Killer is… #twist")
    left = post(ada, "Killers all of them #twists")
    assert everywhere(hides(fan, **hidden), show) == [{left}] * 6


def test_a_sealed_card_stays_whatever_it_says(fan: Person, ada: Person, show: ShowView, post: Post) -> None:
    made = post(ada, "the killer #twist", episode=(2, 1))
    seen_up_to(fan, show, 1, 1)
    assert everywhere(hides(fan, words={"killer"}, tags={"twist"}), show) == [{made}] * 6


def test_ones_own_words_stay(fan: Person, show: ShowView, post: Post) -> None:
    made = post(fan, "the killer")
    assert everywhere(hides(fan, words={"killer"}), show) == [{made}] * 6


def test_of_a_muted_show_its_tag_page_has_nothing(fan: Person, ada: Person, show: ShowView, post: Post) -> None:
    post(ada, "#knock")
    left = Post(make_show("other-show"))(ada, "#knock")
    found = show_page(hides(fan, shows={show.id}), Timeline(tag="knock"))
    assert [each.id for each in found.items] == [left]


@pytest.mark.parametrize("sort", ["new", "hot"])
def test_gaps_are_filled(fan: Person, ada: Person, show: ShowView, post: Post, sort: str) -> None:
    """By key and by rank, in as many rounds as there may be."""
    seen = [post(ada, f"number {number}") for number in range(3)]
    for _ in range(9):
        post(ada, "killer")
    viewer, found, cursor = hides(fan, words={"killer"}), [], None
    while True:
        page = show_page(viewer, Timeline(show.id), sort, limit=2, cursor=cursor)
        found += [each.id for each in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert found == seen[::-1]


def test_who_mutes_nearly_everything_still_gets_to_the_end(
    fan: Person, ada: Person, show: ShowView, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "ROUNDS", 1)
    left = post(ada, "number one")
    for _ in range(5):
        post(ada, "killer")
    viewer = hides(fan, words={"killer"})
    first = show_page(viewer, Timeline(show.id), limit=3)
    assert first.items == ()
    assert [each.id for each in show_page(viewer, Timeline(show.id), limit=3, cursor=first.next).items] == [left]


def test_what_is_hidden_meanwhile_is_left_out_of_the_frozen_rest(
    fan: Person, ada: Person, mod: Person, show: ShowView, post: Post
) -> None:
    made = [post(each, f"number {number}") for number, each in enumerate([ada, mod, ada, mod, ada])][::-1]
    first = home_page(fan.viewer, "hot", 1)
    second = home_page(fan.viewer, "hot", 1, first.next)
    assert [each.id for each in (*first.items, *second.items)] == made[:2]
    now = hides(fan, accounts={ada.id})
    assert [each.id for each in home_page(now, "hot", 5, second.next).items] == [made[3]]
    nothing = hides(fan, shows={show.id})
    assert home_page(nothing, "hot", 5, second.next).items == ()


@pytest.mark.parametrize("sort", ["new", "hot"])
def test_more_shows_than_are_probed_are_paged_through(fan: Person, ada: Person, mod: Person, sort: str) -> None:
    shows = [make_show() for _ in range(30)]
    with unit_of_work():
        for each in shows:
            join(viewer=mod.viewer, show_id=each.id)
    made = [Post(each)(ada) for each in shows][::-1]
    first = home_page(mod.viewer, sort)
    second = home_page(mod.viewer, sort, cursor=first.next)
    assert [each.id for each in (*first.items, *second.items)] == made


def test_a_block_finds_another_round(fan: Person, ada: Person, show: ShowView, post: Post) -> None:
    """The liveliest sources may be those of whom nothing is shown."""
    from fandom.feed import gathering

    others = [make_show() for _ in range(gathering.PROBED + 2)]
    with unit_of_work():
        for each in others:
            join(viewer=fan.viewer, show_id=each.id)
    left = post(ada)
    with unit_of_work():
        db.session.execute(update(Moment).values(author_id=fan.id).where(Moment.id == left))
    for each in others:
        Post(each)(ada)
    viewer = hides(fan, accounts={ada.id})
    assert [each.id for each in home_page(viewer).items] == [left]
    assert [each.id for each in home_page(viewer, "hot").items] == [left]
