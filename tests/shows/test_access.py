"""Doors: refused first."""

import pytest
from flask import Flask

from fandom.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.shows import access
from fandom.shows.progress import NOTHING, OPEN, Said
from fandom.shows.values import ShowView
from tests.support.catalogue import HOUR_MS, episode, make_show, season
from tests.support.people import make_admin, make_fan

GUARDED = [access.show_to_moderate, access.show_to_change, access.show_to_administer]


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show("lantern", [episode(0, 1), *season(1, 2), episode(1, 3, duration_ms=None)])


@pytest.mark.parametrize("slug", ["nowhere", "", "LANTERN", "lantern ", "lantern'--", "🏮"])
@pytest.mark.parametrize("door", [access.show_to_read, *GUARDED])
def test_a_show_that_is_not_there_is_not_found(show: ShowView, door, slug: str) -> None:
    for viewer in (VISITOR, SYSTEM):
        with pytest.raises(NotFound):
            door(viewer, slug)


@pytest.mark.parametrize("door", GUARDED)
def test_visitors_are_asked_to_sign_in(show: ShowView, door) -> None:
    with pytest.raises(Unauthenticated):
        door(VISITOR, "lantern")


@pytest.mark.parametrize("door", GUARDED)
def test_fans_and_moderators_elsewhere_are_turned_away(show: ShowView, door) -> None:
    for viewer in (make_fan().viewer, make_fan(moderates=[make_show().id]).viewer):
        with pytest.raises(Forbidden):
            door(viewer, "lantern")


def test_moderators_do_not_administer(show: ShowView) -> None:
    for viewer in (make_fan(moderates=[show.id]).viewer, Viewer(account_id="m", moderates_all=True)):
        with pytest.raises(Forbidden):
            access.show_to_administer(viewer, "lantern")


def test_moderators_here_and_everywhere_and_admins_come_in(show: ShowView) -> None:
    everywhere = Viewer(account_id="m", moderates_all=True)
    for viewer in (make_fan(moderates=[show.id]).viewer, everywhere, make_admin().viewer):
        assert access.show_to_moderate(viewer, "lantern") == access.show_to_change(viewer, "lantern") == show
    assert access.show_to_administer(make_admin().viewer, "lantern") == show


@pytest.mark.parametrize("name", ["s01e04", "s02e01", "s1e1", "", "s01e01 ", "pilot"])
def test_an_episode_that_is_not_there_is_not_found(show: ShowView, name: str) -> None:
    with pytest.raises(NotFound):
        access.episode_of(show, name)


def test_an_episode_is_found_by_its_name(show: ShowView) -> None:
    assert access.episode_of(show, "s00e01").end.special


@pytest.mark.parametrize(
    ("place", "ms", "field"),
    [
        ((1, 4), None, "episode"),
        ((0, 2), 0, "episode"),
        ((1, 1), HOUR_MS + 1, "position_ms"),
        ((1, 1), -1, "position_ms"),
        ((1, 3), UNKNOWN_LENGTH_MS + 1, "position_ms"),
    ],
)
def test_a_place_that_the_show_does_not_have_is_refused(
    show: ShowView, place: tuple[int, int], ms: int | None, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        access.word_about(show, place, ms)
    assert list(refused.value.errors) == [field]


def test_words(show: ShowView) -> None:
    assert access.word_about(show, (1, 1), 5) == Said("at", 1, 1, 5)
    assert access.word_seen(show, "none") == NOTHING
    assert access.word_seen(show, "open") == OPEN
    assert access.word_seen(show, "all") == Said("at", 1, 3, None, {1: UNKNOWN_LENGTH_MS})
