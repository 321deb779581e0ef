"""What a move opens waits: in story order, each once, and only what is open."""

from datetime import UTC, datetime

import pytest

from fandom.accounts.relations import actions as relations
from fandom.core import clock
from fandom.core.errors import Invalid
from fandom.core.viewer import VISITOR
from fandom.feed.catch_up import queries
from fandom.infra.db import db, unit_of_work
from fandom.posts import access, actions
from fandom.posts.models import Reveal
from fandom.posts.values import MomentChange, Place
from fandom.shows.access import word_seen
from fandom.shows.actions import advance_to, not_now, set_progress
from fandom.shows.queries import horizon
from tests.feed.catch_up.conftest import Posted, Way
from tests.posts.conftest import Post
from tests.support.people import Person, make_fan, viewer_of


def test_who_has_not_moved_has_nothing_to_catch_up_with(way: Way, posted: Posted) -> None:
    posted(1, 1)
    assert way.finds() == []
    way.reads(None)
    assert queries.waiting(VISITOR, way.show.id) == queries.Waiting()
    assert queries.page(VISITOR, way.show.id, queries.Values(), 5, None).items == ()


def test_it_comes_in_story_order_and_goes_when_it_is_read(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    late, early, other = posted(1, 3, 10), posted(1, 2, 900), posted(1, 2, 900)
    posted(1, 1), posted(2, 1)
    way.goes(1, 3)
    assert way.finds() == way.finds(limit=1) == [early, other, late]
    way.reads(early)
    assert way.finds() == [other, late]
    way.reads(late)
    assert way.finds() == []


def test_what_spoils_nothing_is_not_caught_up_with(way: Way, post: Post, ada: Person) -> None:
    way.goes(1, 1)
    post(ada, reveals_at=None)
    way.goes(2, 3)
    assert way.finds() == []


def test_what_is_posted_after_the_move_comes_by_the_feed(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    before = posted(1, 2)
    way.goes(1, 3)
    posted(1, 2)
    assert way.finds() == [before]


def test_a_special_waits_too(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    special, line = posted(0, 1, 500), posted(1, 2)
    way.goes(0, 1, 400)
    assert way.finds() == []
    way.goes(0, 1)
    way.goes(1, 2)
    assert way.finds() == [special, line]


def test_seen_all_and_open_from_nothing(way: Way, posted: Posted) -> None:
    way.says(word_seen(way.show, "none"))
    found = [posted(0, 2, 5), posted(1, 1), posted(2, 3)]
    way.says(word_seen(way.show, "open"))
    assert way.finds() == found


def test_what_is_closed_again_is_not_listed_and_not_lost(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    one, two, three = posted(1, 2, 1), posted(1, 3, 1), posted(1, 3, 2)
    way.goes(1, 3)
    way.reads(one)
    way.goes(1, 2)
    assert way.finds() == []
    way.reads(None)
    way.goes(1, 3)
    assert way.finds() == [two, three]


def test_going_back_and_forward_brings_nothing_twice(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    posted(1, 2)
    way.goes(1, 3)
    way.reads(None)
    way.goes(1, 1)
    new = posted(1, 2)
    way.goes(1, 3)
    assert way.finds() == [new]


def test_ones_own_is_not_news(way: Way, posted: Posted, bo: Person) -> None:
    way.goes(1, 1)
    posted(1, 2, by=bo)
    way.goes(1, 3)
    assert way.finds() == []
    assert way.count == 0


def test_what_one_wanted_to_see_anyway_is_not_shown_again(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    seen, other = posted(1, 2), posted(1, 2)
    with unit_of_work():
        db.session.add(Reveal(account_id=way.fan.id, moment_id=seen, key=2**62, at=clock.now()))
    way.goes(1, 3)
    assert way.finds() == [other]


@pytest.mark.parametrize("act", ["block", "mute"])
def test_who_is_hidden_is_left_out(way: Way, posted: Posted, ada: Person, act: str) -> None:
    way.goes(1, 1)
    posted(1, 2)
    way.goes(1, 3)
    with unit_of_work():
        if act == "block":
            relations.block(account_id=way.fan.id, other_id=ada.id)
        else:
            relations.mute(account_id=way.fan.id, kind="account", value=ada.id)
    me = viewer_of(way.fan)
    assert way.finds(viewer=me) == []
    assert queries.waiting(me, way.show.id).count == 0


def test_muted_words_are_left_out_of_the_count_too(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    posted(1, 2, caption="The killer is"), posted(1, 3, caption="Look")
    way.goes(1, 3)
    with unit_of_work():
        relations.mute(account_id=way.fan.id, kind="word", value="killer")
    me = viewer_of(way.fan)
    assert len(way.finds(viewer=me)) == len(way.finds(limit=1, viewer=me)) == 1
    assert queries.waiting(me, way.show.id).count == 1


def test_what_was_raised_past_the_horizon_is_closed(way: Way, posted: Posted, ada: Person) -> None:
    way.goes(1, 1)
    raised = posted(1, 2)
    way.goes(1, 3)
    with unit_of_work():
        moment = access.moment_to_edit(ada.viewer, raised)
        actions.edit_moment(moment=moment, change=MomentChange(reveals_at=Place((2, 3), None)))
    assert way.finds() == []
    with pytest.raises(Invalid):
        way.reads(raised)


def test_where_it_begins_and_ends_is_told(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    posted(1, 2, 7), posted(2, 1, 9)
    way.goes(2, 2)
    found = queries.waiting(way.viewer, way.show.id)
    assert (found.count, found.first and found.first.episode, found.last and found.last.episode) == (
        2,
        "s01e02",
        "s02e01",
    )


def test_an_evening_of_watching_is_one_stretch(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    found = [posted(1, 2, ms) for ms in (1000, 2000, 3000)]
    for ms in range(0, 4000, 100):
        way.watches(1, 2, ms)
        posted(2, 2)
    assert way.finds() == found
    assert len(queries.stretches(way.fan.id, way.show.id)) == 1


def test_what_is_posted_ahead_while_one_watches_waits_as_well(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    first = posted(1, 2, 100)
    way.watches(1, 2, 200)
    ahead = posted(1, 2, 300)
    posted(1, 2, 100)
    way.watches(1, 2, 400)
    assert way.finds() == [first, ahead]


def test_a_move_that_is_rolled_back_opens_nothing(way: Way, posted: Posted) -> None:
    way.goes(1, 1)
    posted(1, 2)

    def fail() -> None:
        with unit_of_work():
            set_progress(viewer=way.viewer, show_id=way.show.id, word=word_seen(way.show, "open"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert queries.stretches(way.fan.id, way.show.id) == ()


def test_what_a_clock_ahead_of_ours_has_posted_waits_too(way: Way, posted: Posted, frozen_clock) -> None:
    way.goes(1, 1)
    frozen_clock(datetime(2026, 3, 1, 13, tzinfo=UTC))
    found = posted(1, 2)
    frozen_clock(datetime(2026, 3, 1, 12, tzinfo=UTC))
    way.goes(1, 3)
    assert way.finds() == [found]


def test_watching_calls_again_and_again(way: Way, posted: Posted, count_queries) -> None:
    found = posted(1, 2, 500)
    way.goes(1, 1)

    def watched(number: int, ms: int) -> None:
        with unit_of_work():
            advance_to(viewer=way.viewer, show_id=way.show.id, episode=(1, number), position_ms=ms)

    watched(2, 600)
    assert way.finds() == [found]
    with count_queries() as said:
        watched(2, 600)
        watched(1, 5)
    assert len([each for each in said if "SAVEPOINT" not in each]) == 2
    with pytest.raises(Invalid):
        watched(2, 99_999_999)
    with pytest.raises(Invalid):
        watched(9, 1)
    upto = horizon(way.viewer, way.show.id).upto
    assert upto
    assert (upto.number, upto.ms) == (2, 600)


def test_not_now_is_remembered_and_moves_nothing(way: Way, posted: Posted) -> None:
    posted(1, 2)
    before = horizon(way.viewer, way.show.id)
    with unit_of_work():
        not_now(viewer=way.viewer, show_id=way.show.id)
    assert horizon(way.viewer, way.show.id) == before
    assert way.finds() == []


def test_two_fans_read_each_for_themselves(way: Way, posted: Posted, show) -> None:
    other = Way(make_fan("tuck"), show)
    for each in (way, other):
        each.goes(1, 1)
    found = posted(1, 2)
    for each in (way, other):
        each.goes(1, 2)
    way.reads(None)
    assert way.finds() == []
    assert other.finds() == [found]
