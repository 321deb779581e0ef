"""Many at once, in real transactions: counts equal a recount, the furthest wins, one import wins."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from fandom.core.horizon import Position
from fandom.core.viewer import SYSTEM
from fandom.infra.db import db, unit_of_work
from fandom.shows import access, actions, queries
from fandom.shows.catalogue_schema import parsed
from fandom.shows.models import Episode, Membership, Show
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show, season, show_file
from tests.support.people import make_fan

pytestmark = pytest.mark.live


@pytest.fixture
def show(committed: Flask) -> ShowView:
    return make_show("lantern", season(1, 12))


def members(show: ShowView) -> tuple[int, int]:
    """As it is kept, and as it is counted."""
    kept = db.session.scalar(select(Show.member_count).where(Show.id == show.id)) or 0
    counted = db.session.scalar(select(func.count()).where(Membership.show_id == show.id)) or 0
    db.session.rollback()
    return kept, counted


def test_joining_and_leaving_at_once_keeps_the_count(show: ShowView, race) -> None:
    fans = [make_fan().viewer for _ in range(6)]
    join, leave = partial(actions.join, show_id=show.id), partial(actions.leave, show_id=show.id)
    for acts in ([join] * 6, [join, leave] * 3, [leave] * 6):
        race(*(partial(act, viewer=fan) for act, fan in zip(acts, fans, strict=True)))
        kept, counted = members(show)
        assert kept == counted
    assert members(show) == (0, 0)


def test_one_fan_on_many_devices_joins_once(show: ShowView, race) -> None:
    fan = make_fan().viewer
    race(*[partial(actions.join, viewer=fan, show_id=show.id)] * 6)
    assert members(show) == (1, 1)
    race(*[partial(actions.leave, viewer=fan, show_id=show.id)] * 6)
    assert members(show) == (0, 0)


def test_joining_while_being_made_moderator_counts_once(show: ShowView, race) -> None:
    fan = make_fan()
    grant = partial(actions.grant_moderator, viewer=SYSTEM, show_id=show.id, account_id=fan.id)
    race(*[partial(actions.join, viewer=fan.viewer, show_id=show.id), grant] * 3)
    assert members(show) == (1, 1)
    assert queries.moderated_by(fan.id) == {show.id}


def test_of_many_devices_the_furthest_wins(show: ShowView, race) -> None:
    fan = make_fan().viewer

    def watch(number: int, ms: int) -> None:
        word = access.word_about(show, (1, number), ms)
        actions.advance_progress(viewer=fan, show_id=show.id, word=word)

    places = [(3, 100), (7, 900), (1, 5), (7, 901), (2, 0), (6, 3_599_999)]
    race(*(partial(watch, number, ms) for number, ms in places))
    assert queries.horizon(fan, show.id).upto == Position(1, 7, 901)


def test_advancing_races_with_setting_back_without_a_mix_of_both(show: ShowView, race) -> None:
    fan = make_fan().viewer
    ahead, back = access.word_about(show, (1, 9), 900), access.word_about(show, (1, 2), 200)
    for _ in range(5):
        race(
            partial(actions.advance_progress, viewer=fan, show_id=show.id, word=ahead),
            partial(actions.set_progress, viewer=fan, show_id=show.id, word=back),
        )
        assert queries.horizon(fan, show.id).upto in {Position(1, 9, 900), Position(1, 2, 200)}
        db.session.rollback()


def test_two_who_import_the_same_new_show_make_one(committed: Flask, race) -> None:
    file = parsed(show_file("saltmarsh", 5))
    race(*[partial(actions.import_show, show=file)] * 4)
    assert db.session.scalar(select(func.count()).select_from(Show).where(Show.slug == "saltmarsh")) == 1
    assert db.session.scalar(select(func.count()).select_from(Episode)) == 5


def test_import_settings_and_joining_at_once_all_count(show: ShowView, race) -> None:
    fan, file = make_fan().viewer, parsed(show_file("lantern", season(1, 13), synopsis="New."))
    race(
        partial(actions.import_show, show=file),
        partial(actions.join, viewer=fan, show_id=show.id),
        partial(actions.change_settings, viewer=SYSTEM, show_id=show.id, changes={"public_horizon": "open"}),
    )
    assert members(show) == (1, 1)
    found = queries.by_slug("lantern")
    assert found is not None
    assert (found.synopsis, found.public_horizon, found.version) == ("New.", "open", 3)


def test_a_failed_unit_of_work_leaves_neither_member_nor_count(show: ShowView) -> None:
    def fail() -> None:
        with unit_of_work():
            actions.join(viewer=fan, show_id=show.id)
            raise RuntimeError

    fan = make_fan().viewer
    with pytest.raises(RuntimeError):
        fail()
    assert members(show) == (0, 0)
