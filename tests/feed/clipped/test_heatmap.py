"""Heatmaps: whom they count, what they say to whom, and that they equal a count by hand whatever happened."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from fandom.core.errors import FandomError
from fandom.core.horizon import Position
from fandom.core.viewer import VISITOR
from fandom.feed.clipped import actions, jobs, queries
from fandom.feed.clipped.models import ClippedBin, ClippedEpisode, ClippedFan
from fandom.feed.clipped.terminal import heatmaps
from fandom.feed.clipped.values import UNTOLD_MS
from fandom.infra.db import db, unit_of_work
from fandom.posts import access
from fandom.posts import actions as posts
from fandom.posts.rules import Seal
from fandom.posts.values import MomentChange, Place
from fandom.shows.models import Episode
from fandom.shows.queries import horizon
from fandom.shows.values import ShowView
from tests.feed.clipped.counted import counted, told
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import HOUR_MS
from tests.support.people import Person, make_fan

BIN_S = 36
HERE = (1, 2)
Talk = Callable[..., list[str]]


def bins(viewer: Any, show: ShowView, episode: tuple[int, int] = HERE) -> dict[int, int]:
    """The bins that say something."""
    found = queries.heatmap(viewer, show.id, episode).bins
    return {n: fans for n, fans in enumerate(found) if fans}


def test_four_fans_are_nobody_and_five_are_five(talk: Talk, show: ShowView) -> None:
    talk(40, 50, many=4)
    assert bins(VISITOR, show) == {}
    talk(45, 50, many=5)
    assert bins(VISITOR, show) == {1: 5}


def test_a_fan_counts_once_in_a_bin(talk: Talk, show: ShowView) -> None:
    talk(40, 50)
    talk(42, 52)
    assert bins(VISITOR, show) == {1: 5}


def test_a_moment_lies_in_each_bin_that_it_touches_and_ends_before_its_out_point(talk: Talk, show: ShowView) -> None:
    talk(2 * BIN_S - 1, 4 * BIN_S)
    assert bins(VISITOR, show) == {1: 5, 2: 5, 3: 5}


def test_what_is_held_hidden_deleted_or_at_no_time_does_not_count(
    talk: Talk, post: Post, show: ShowView, fans: list[Person], run_jobs: Callable[[], int]
) -> None:
    ids = talk(40, 50, many=6)
    with unit_of_work():
        posts.hide_moment(moment_id=ids[0])
        posts.delete_moment(moment=access.moment_to_delete(fans[1].viewer, ids[1]))
    for fan in fans[:2]:
        post(fan, episode=HERE)
    run_jobs()
    assert bins(VISITOR, show) == {}
    with unit_of_work():
        posts.restore_moment(moment_id=ids[0])
    run_jobs()
    assert bins(VISITOR, show) == {1: 5}


def test_an_edit_takes_its_share_along(
    talk: Talk, show: ShowView, fans: list[Person], run_jobs: Callable[[], int]
) -> None:
    for fan, moment_id in zip(fans, talk(40, 50), strict=False):
        with unit_of_work():
            moment = access.moment_to_edit(fan.viewer, moment_id)
            posts.edit_moment(moment=moment, change=MomentChange(episode=(1, 3), start_ms=0, end_ms=5000))
    run_jobs()
    assert (bins(VISITOR, show), bins(VISITOR, show, (1, 3))) == ({}, {0: 5})


def test_past_the_horizon_it_is_null_whatever_is_there(talk: Talk, show: ShowView, ada: Person) -> None:
    talk(40, 50)
    talk(1000, 1010)
    seen_up_to(ada, show, 1, 2, 10 * BIN_S * 1000 + 999)
    found = queries.heatmap(ada.viewer, show.id, HERE)
    assert found.bins == (0, 5, *[0] * 8, *[None] * 90)
    assert (found.duration_ms, found.reached_ms) == (HOUR_MS, 10 * BIN_S * 1000 + 999)


def test_a_bin_opens_when_all_of_it_is_reached(talk: Talk, show: ShowView, ada: Person) -> None:
    talk(40, 50)
    seen_up_to(ada, show, 1, 2, 2 * BIN_S * 1000 - 1)
    assert queries.heatmap(ada.viewer, show.id, HERE).bins[:2] == (0, None)
    seen_up_to(ada, show, 1, 2, 2 * BIN_S * 1000)
    assert queries.heatmap(ada.viewer, show.id, HERE).bins[:3] == (0, 5, None)


def test_who_has_not_begun_gets_nothing_and_who_has_gone_on_everything(talk: Talk, show: ShowView, ada: Person) -> None:
    talk(40, 50)
    seen_up_to(ada, show, 1, 1)
    found = queries.heatmap(ada.viewer, show.id, HERE)
    assert (found.reached_ms, set(found.bins)) == (0, {None})
    seen_up_to(ada, show, 1, 3, 0)
    assert bins(ada.viewer, show) == {1: 5}


def test_what_opens_later_says_nothing_before(talk: Talk, show: ShowView, ada: Person) -> None:
    """That many people show this scene because of what comes later is itself what comes later."""
    talk(40, 50, reveals_at=Place((2, 1), 5000))
    seen_up_to(ada, show, 1, 3)
    assert bins(ada.viewer, show) == {}
    seen_up_to(ada, show, 2, 1, 5000)
    assert bins(ada.viewer, show) == {1: 5}


def test_a_correction_takes_it_away(talk: Talk, show: ShowView, ada: Person, run_jobs: Callable[[], int]) -> None:
    ids = talk(40, 50)
    seen_up_to(ada, show, 1, 3)
    with unit_of_work():
        posts.reseal_moment(moment_id=ids[0], seal=Seal(Position(2, 1, 0)))
    run_jobs()
    assert bins(ada.viewer, show) == {}


def test_one_open_moment_is_enough(talk: Talk, show: ShowView, ada: Person) -> None:
    talk(40, 50, reveals_at=Place((2, 1)))
    talk(40, 50, reveals_at=None)
    seen_up_to(ada, show, 1, 2, 100_000)
    assert bins(ada.viewer, show) == {1: 5}


def test_a_special_is_a_line_of_its_own(talk: Talk, show: ShowView, ada: Person) -> None:
    talk(40, 50, episode=(0, 2))
    seen_up_to(ada, show, 2, 3)
    assert set(queries.heatmap(ada.viewer, show.id, (0, 2)).bins) == {None}
    assert bins(VISITOR, show, (0, 2)) == {1: 5}


def test_an_episode_of_another_length_is_counted_anew(talk: Talk, show: ShowView) -> None:
    talk(40, 50)
    with unit_of_work():
        db.session.execute(update(Episode).where(Episode.show_id == show.id).values(duration_ms=HOUR_MS // 2))
    assert queries.heatmap(VISITOR, show.id, HERE).duration_ms == HOUR_MS
    assert jobs.tidy() == 1
    found = queries.heatmap(VISITOR, show.id, HERE)
    assert (found.duration_ms, found.bins[2]) == (HOUR_MS // 2, 5)
    assert jobs.tidy() == 0


def test_a_shorter_one_drops_what_lies_past_its_end(talk: Talk, show: ShowView) -> None:
    talk(3000, 3010)
    with unit_of_work():
        db.session.execute(update(Episode).where(Episode.show_id == show.id).values(duration_ms=HOUR_MS // 2))
    jobs.tidy()
    assert bins(VISITOR, show) == {}


def test_an_episode_of_unknown_length_lies_over_three_hours(talk: Talk, show: ShowView) -> None:
    with unit_of_work():
        db.session.execute(update(Episode).where(Episode.show_id == show.id).values(duration_ms=None))
    talk(110, 115)
    assert queries.heatmap(VISITOR, show.id, HERE).duration_ms == UNTOLD_MS
    assert bins(VISITOR, show) == {1: 5}


def test_what_was_there_before_is_counted_by_the_tidying(talk: Talk, show: ShowView) -> None:
    talk(40, 50)
    db.session.execute(delete(ClippedEpisode))
    db.session.commit()
    assert (bins(VISITOR, show), jobs.tidy(), bins(VISITOR, show)) == ({}, 1, {1: 5})


def test_doing_it_twice_is_doing_it_once(talk: Talk, show: ShowView, fans: list[Person]) -> None:
    talk(40, 50)
    before = rows()
    with unit_of_work():
        actions.count_fan(show_id=show.id, account_id=fans[0].id)
    with unit_of_work():
        actions.count_episode(show_id=show.id, episode=HERE)
    assert rows() == before


def test_an_operator_has_it_counted_again(talk: Talk, show: ShowView, app: Flask) -> None:
    talk(40, 50)
    with unit_of_work():
        db.session.execute(delete(ClippedBin))
    run = app.test_cli_runner()
    assert "1 episodes were counted" in run.invoke(heatmaps, ["rebuild", show.slug]).output
    assert bins(VISITOR, show) == {1: 5}
    assert run.invoke(heatmaps, ["rebuild", "none"]).exit_code == 1


def test_a_bin_that_nobody_is_left_in_has_no_row(
    talk: Talk, show: ShowView, fans: list[Person], run_jobs: Callable[[], int]
) -> None:
    (moment_id,) = talk(40, 50, many=1)
    assert len(rows()) == 2
    with unit_of_work():
        posts.hide_moment(moment_id=moment_id)
    run_jobs()
    assert rows() == []


def test_an_episode_that_is_not_in_the_catalogue_counts_nobody(show: ShowView) -> None:
    with unit_of_work():
        actions.count_episode(show_id=show.id, episode=(7, 7))
    assert (rows(), queries.stale(show.id)) == ([], frozenset())


def test_who_leaves_counts_no_more(talk: Talk, show: ShowView, fans: list[Person]) -> None:
    talk(40, 50, many=6)
    with unit_of_work():
        actions.erase_fan(account_id=fans[0].id)
    assert bins(VISITOR, show) == {1: 5}
    assert [row[-1] for row in db.session.execute(select(ClippedBin.fans))] == [5]
    assert not db.session.scalars(select(ClippedFan).where(ClippedFan.account_id == fans[0].id)).all()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_it_equals_a_count_by_hand(
    post: Post, show: ShowView, fans: list[Person], run_jobs: Callable[[], int], seed: int
) -> None:
    dice = random.Random(seed)
    crowd = [*fans, *[make_fan() for _ in range(6)]]
    made: list[tuple[Person, str]] = []
    for _ in range(60):
        _turn(dice, post, crowd, made)
    run_jobs()
    for episode in ((1, 2), (0, 1)):
        for who in _viewers(dice, show):
            found = queries.heatmap(who, show.id, episode)
            assert list(found.bins) == counted(told(show.id, episode), episode, HOUR_MS, horizon(who, show.id))
    before = rows()
    for episode in ((1, 2), (0, 1)):
        with unit_of_work():
            actions.count_episode(show_id=show.id, episode=episode)
    assert rows() == before, "what was added change by change is what there is"


def _turn(dice: random.Random, post: Post, crowd: list[Person], made: list[tuple[Person, str]]) -> None:
    start = dice.choice([0, 35_999, 36_000, 40_000, dice.randrange(120_000)])
    at = {"start_ms": start, "end_ms": start + dice.choice([1000, 36_000, 5000, 90_000])}
    if made and dice.random() < 0.3:
        fan, moment_id = dice.choice(made)
        try:
            with unit_of_work():
                moment = access.moment_to_edit(fan.viewer, moment_id)
                if dice.random() < 0.4:
                    posts.delete_moment(moment=moment)
                else:
                    posts.edit_moment(moment=moment, change=MomentChange(**at))
        except FandomError:
            return
        return
    special = dice.random() < 0.3
    later = [Place(HERE, dice.randrange(200_000)), Place((2, 1), 7), Place((1, 1))]
    opens = {} if special else dice.choice([{}, *({"reveals_at": each} for each in [None, *later])])
    fan = dice.choice(crowd)
    made.append((fan, post(fan, episode=(0, 1) if special else HERE, **at, **opens)))


def _viewers(dice: random.Random, show: ShowView) -> list[Any]:
    found = [VISITOR]
    for season, number, ms in ((1, 2, dice.randrange(200_000)), (1, 2, 72_000), (1, 3, 0), (2, 1, 6), (2, 1, 7)):
        fan = make_fan()
        seen_up_to(fan, show, season, number, ms)
        found.append(fan.viewer)
    return found


def rows() -> list[Any]:
    of_fans = select(ClippedFan.bin, ClippedFan.account_id, ClippedFan.opens_key).order_by(
        *ClippedFan.__table__.primary_key
    )
    of_bins = select(ClippedBin.bin, ClippedBin.opens_key, ClippedBin.fans).order_by(*ClippedBin.__table__.primary_key)
    return [*map(tuple, db.session.execute(of_fans)), *map(tuple, db.session.execute(of_bins))]
