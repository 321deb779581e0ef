"""An episode's moments in the order of its minutes: what is open, and how many are not."""

from importlib import import_module

import pytest
from flask import Flask

from fandom.core.errors import Invalid
from fandom.core.viewer import VISITOR, Viewer
from fandom.feed.minutes import Minutes, minutes
from fandom.infra.db import unit_of_work
from fandom.posts import access, actions
from fandom.posts.reveals.actions import reveal_moment
from fandom.posts.values import MomentDraft, Place
from fandom.shows.access import word_about
from fandom.shows.actions import set_progress
from fandom.shows.progress import NOTHING, OPEN
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.people import Person, make_fan

HERE = (1, 2)


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show(public_horizon="closed")


@pytest.fixture
def ada(app: Flask) -> Person:
    return make_fan("ada")


@pytest.fixture
def bo(app: Flask) -> Person:
    return make_fan("bo")


def said(show: ShowView, by: Person, at_s: int | None, caption: str = "She knows.", **more: object) -> str:
    times = {} if at_s is None else {"start_ms": at_s * 1000, "end_ms": at_s * 1000 + 2000}
    draft = MomentDraft(caption, **({"episode": HERE} | times | more))  # type: ignore[arg-type]
    with unit_of_work():
        return actions.publish_moment(author=by.viewer, show_id=show.id, draft=draft).id


def stands(show: ShowView, fan: Person, ms: int | None) -> None:
    with unit_of_work():
        set_progress(viewer=fan.viewer, show_id=show.id, word=word_about(show, HERE, ms))


def shown(show: ShowView, who: Viewer, **asked: object) -> list[str]:
    return [each.id for each in minutes(who, show.id, HERE, **asked).moments]  # type: ignore[arg-type]


def counted(found: Minutes) -> tuple[int, int]:
    return found.so_far, found.ahead


def test_in_the_order_of_the_story_and_only_what_is_open(show: ShowView, ada: Person, bo: Person) -> None:
    third, first, second = (said(show, ada, at) for at in (90, 10, 50))
    stands(show, bo, 60_000)
    assert shown(show, bo.viewer) == [first, second]
    assert counted(minutes(bo.viewer, show.id, HERE)) == (2, 1)
    stands(show, bo, None)
    assert shown(show, bo.viewer) == [first, second, third]
    assert counted(minutes(bo.viewer, show.id, HERE)) == (3, 0)


def test_whoever_has_said_nothing_sees_nothing_of_a_closed_show(show: ShowView, ada: Person, bo: Person) -> None:
    said(show, ada, 10)
    for who in (bo.viewer, VISITOR):
        assert shown(show, who) == []
        assert counted(minutes(who, show.id, HERE)) == (0, 1)


def test_what_spoils_nothing_and_what_is_ones_own_is_there(show: ShowView, ada: Person, bo: Person) -> None:
    own, harmless = said(show, bo, 70), said(show, ada, 50, reveals_at=None)
    with unit_of_work():
        set_progress(viewer=bo.viewer, show_id=show.id, word=NOTHING)
    assert shown(show, bo.viewer) == [harmless, own]
    assert shown(show, VISITOR) == [harmless]


def test_what_was_asked_for_anyway_is_there(show: ShowView, ada: Person, bo: Person) -> None:
    wanted = said(show, ada, 10)
    with unit_of_work():
        reveal_moment(viewer=bo.viewer, moment=access.moment_to_read(bo.viewer, wanted))
    assert shown(show, bo.viewer) == [wanted]
    assert counted(minutes(bo.viewer, show.id, HERE)) == (1, 0)


def test_a_time_says_nothing_of_what_reveals_more(show: ShowView, ada: Person, bo: Person) -> None:
    later = said(show, ada, 10, reveals_at=Place((1, 3)))
    stands(show, bo, None)
    assert shown(show, bo.viewer) == []
    with unit_of_work():
        set_progress(viewer=bo.viewer, show_id=show.id, word=OPEN)
    assert shown(show, bo.viewer) == [later]


def test_without_a_time_it_is_not_in_it_but_counts_as_ahead(show: ShowView, ada: Person, bo: Person) -> None:
    said(show, ada, None)
    assert counted(minutes(bo.viewer, show.id, HERE)) == (0, 1)
    stands(show, bo, None)
    assert counted(minutes(bo.viewer, show.id, HERE)) == (0, 0)


def test_of_a_long_list_both_ends_are_counted(
    show: ShowView, ada: Person, bo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is open from its beginning, what is sealed from its end; and whoever reads is told that it may be more."""
    monkeypatch.setattr(import_module("fandom.feed.minutes"), "LOOKED_AT", 3)
    monkeypatch.setattr(import_module("fandom.feed.minutes"), "MOST", 2)
    for at in (10, 20, 70, 80):
        said(show, ada, at)
    stands(show, bo, 60_000)
    found = minutes(bo.viewer, show.id, HERE)
    assert (counted(found), found.whole) == ((2, 2), False)
    stands(show, bo, None)
    found = minutes(bo.viewer, show.id, HERE)
    assert (counted(found), found.whole) == ((2, 0), False)


def test_where_all_were_looked_at_it_is_whole(show: ShowView, ada: Person, bo: Person) -> None:
    said(show, ada, 10)
    stands(show, bo, None)
    assert minutes(bo.viewer, show.id, HERE).whole


def test_other_episodes_are_others(show: ShowView, ada: Person, bo: Person) -> None:
    said(show, ada, 10, episode=(1, 1))
    stands(show, bo, None)
    assert counted(minutes(bo.viewer, show.id, HERE)) == (0, 0)


def test_pages_go_on_where_the_last_one_ended(
    show: ShowView, ada: Person, bo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("fandom.feed.minutes"), "PAGE", 2)
    made = [said(show, ada, at, f"Number {n}.") for n, at in enumerate((10, 10, 10, 50, 60))]
    stands(show, bo, None)
    found, cursor = [], None
    for _ in range(3):
        page = minutes(bo.viewer, show.id, HERE, cursor)
        found += [each.id for each in page.moments]
        cursor = page.next
    assert found == made
    assert cursor is None


def test_from_a_time_on(show: ShowView, ada: Person, bo: Person) -> None:
    made = [said(show, ada, at) for at in (10, 50)]
    stands(show, bo, None)
    assert shown(show, bo.viewer, from_ms=10_001) == made[1:]


def test_another_list_s_cursor_is_refused(show: ShowView, bo: Person) -> None:
    with pytest.raises(Invalid):
        minutes(bo.viewer, show.id, HERE, "nonsense")
