"""Clusters as they are kept: after every change what the moments say, again and at once."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.cli import commands
from fandom.core.screening import Verdict
from fandom.feed.clusters import actions
from fandom.feed.clusters.joining import MARGIN, alike
from fandom.feed.clusters.models import ClusteredMoment
from fandom.infra.db import db, unit_of_work
from fandom.posts import access
from fandom.posts import actions as posting
from fandom.posts import spans as posted
from fandom.posts.personal import erase
from fandom.posts.spans import beginning, spans
from fandom.posts.values import MomentChange, MomentDraft
from fandom.shows.values import ShowView
from tests.feed.clusters.test_joining import Spanned, oracle
from tests.feed.test_ranked import worth
from tests.posts.conftest import Post
from tests.support.catalogue import make_show, season
from tests.support.http import Http
from tests.support.people import Person, make_fan

Run = Callable[[], None]


def kept() -> dict[str, str]:
    rows = db.session.execute(select(ClusteredMoment.moment_id, ClusteredMoment.leader_id))
    return {row.moment_id: row.leader_id for row in rows}


def there(show: ShowView, number: int = 1) -> list[Spanned]:
    """In seconds: an oracle that counts needs no more of them than it must."""
    rows = spans((show.id, 1, number))
    return [Spanned(row.id, row.start_ms // 1000, row.end_ms // 1000, row.score) for row in rows]


def holds(show: ShowView) -> None:
    """The rules, and what nobody who looks at everything would do otherwise."""
    found, left = kept(), {each.id: each for number in (1, 2) for each in there(show, number)}
    leading = set(found.values())
    assert found == {k: v for number in (1, 2) for k, v in oracle(there(show, number), leading).items()}
    for one, led in found.items():
        assert alike(left[one], left[led], 4)
        assert left[one].score <= left[led].score + MARGIN


@pytest.fixture
def clip(post: Post, ada: Person) -> Callable[..., str]:
    def make(start_s: int = 10, reactions: int = 0, author: Person | None = None, **draft: Any) -> str:
        times = {"episode": (1, 1), "start_ms": start_s * 1000, "end_ms": start_s * 1000 + 10_000} | draft
        moment_id = post(author or ada, **times)
        if reactions:
            worth(moment_id, reactions)
        return moment_id

    return make


def change(author: Person, moment_id: str, **given: Any) -> None:
    with unit_of_work():
        moment = access.moment_to_edit(author.viewer, moment_id)
        posting.edit_moment(moment=moment, change=MomentChange(**given))


def test_what_is_alone_is_in_none(clip: Callable[..., str], run_jobs: Run) -> None:
    clip(10), clip(15), clip(10, episode=(1, 2)), clip(start_ms=None, end_ms=None)
    run_jobs()
    assert kept() == {}


def test_it_comes_goes_and_moves(ada: Person, show: ShowView, clip: Callable[..., str], run_jobs: Run) -> None:
    led, member, other = clip(10, 90), clip(11), clip(60)
    run_jobs()
    assert kept() == {led: led, member: led}
    change(ada, member, start_ms=61_000, end_ms=71_000)
    run_jobs()
    assert set(kept()) == {member, other}
    change(ada, member, episode=(1, 2))
    run_jobs()
    assert kept() == {}
    change(ada, member, episode=(1, 1), start_ms=12_000, end_ms=22_000)
    run_jobs()
    assert kept() == {led: led, member: led}
    with unit_of_work():
        posting.delete_moment(moment=access.moment_to_delete(ada.viewer, led))
    run_jobs()
    assert kept() == {}


@pytest.mark.parametrize("how", [posting.hide_moment, posting.remove_moment])
def test_a_leader_that_is_taken_away_and_comes_back(clip: Callable[..., str], run_jobs: Run, how: Any) -> None:
    led, second, third = clip(10, 90), clip(10, 9), clip(11)
    run_jobs()
    assert set(kept().values()) == {led}
    with unit_of_work():
        how(moment_id=led)
    run_jobs()
    assert kept() == {second: second, third: second}
    with unit_of_work():
        posting.restore_moment(moment_id=led)
    run_jobs()
    assert kept() == {led: led, second: led, third: led}


def test_held_is_in_none_until_it_is_published(
    clip: Callable[..., str], run_jobs: Run, verdicts: dict[str, Verdict]
) -> None:
    verdicts["slur"] = Verdict("hold")
    clip(10)
    held = clip(10, caption="slur")
    run_jobs()
    assert kept() == {}
    with unit_of_work():
        posting.restore_moment(moment_id=held)
    run_jobs()
    assert held in kept()


def test_whose_account_goes(bo: Person, clip: Callable[..., str], run_jobs: Run) -> None:
    clip(10, 9), clip(10, author=bo)
    run_jobs()
    assert len(kept()) == 2
    with unit_of_work():
        erase(bo.id)
    run_jobs()
    assert kept() == {}


def test_who_is_clearly_ahead_leads(http: Callable[..., Http], clip: Callable[..., str], run_jobs: Run) -> None:
    member, led = clip(10), clip(10)
    run_jobs()
    assert set(kept().values()) == {led}, "as young as it is"
    fans = [make_fan(f"fan{number}") for number in range(3)]
    http(as_=fans[0]).put(f"/moments/{member}/reactions/🔥")
    run_jobs()
    assert set(kept().values()) == {led}, "one more is not clearly"
    for fan in fans[1:]:
        http(as_=fan).put(f"/moments/{member}/reactions/🔥")
    run_jobs()
    assert set(kept().values()) == {member}
    for fan in fans:
        http(as_=fan).post(f"/moments/{led}/comments", {"body": "The first of them"})
    run_jobs()
    assert set(kept().values()) == {led}, "six are twice as many as three"


def test_again_changes_nothing(show: ShowView, clip: Callable[..., str], run_jobs: Run) -> None:
    made = [clip(10 + number % 5, number) for number in range(8)]
    run_jobs()
    before = kept()
    for each in made:
        with unit_of_work():
            actions.regroup(moment_id=each)
    with unit_of_work():
        actions.regroup_all(episode=(show.id, 1, 1))
    assert kept() == before


@pytest.mark.parametrize("seed", range(3))
def test_as_who_looks_at_everything(
    ada: Person, show: ShowView, clip: Callable[..., str], run_jobs: Run, seed: int
) -> None:
    dice = random.Random(seed)
    made = []
    for _ in range(14):
        what = dice.random()
        if what < 0.6 or not made:
            length = dice.choice([4, 6, 10, 14])
            start = dice.randint(0, 24)
            times = {
                "start_ms": start * 1000,
                "end_ms": (start + length) * 1000,
                "episode": (1, dice.choice([1, 1, 2])),
            }
            made.append(clip(reactions=dice.choice([0, 3, 40]), **times))
        elif what < 0.75:
            start = dice.randint(0, 24)
            moved = dice.choice(made)
            with unit_of_work():
                posting.restore_moment(moment_id=moved)
            change(ada, moved, start_ms=start * 1000, end_ms=start * 1000 + 8000)
        else:
            with unit_of_work():
                dice.choice([posting.hide_moment, posting.restore_moment])(moment_id=dice.choice(made))
        run_jobs()
        holds(show)


def test_a_change_reads_only_what_is_around_it(
    show: ShowView, clip: Callable[..., str], run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not what is on other pages of the index, however much there is."""
    far = [clip(100 * number) for number in range(1, 8)]
    member, led = clip(11), clip(10, 90)
    read: list[str] = []

    def noting(*asked: Any) -> Any:
        rows = beginning(*asked)
        read.extend(row.id for row in rows)
        return rows

    monkeypatch.setattr(posted, "beginning", noting)
    monkeypatch.setattr(posted, "spans", None)
    run_jobs()
    read.clear()
    with unit_of_work():
        actions.regroup(moment_id=member)
    assert set(read) == {member, led}
    assert not kept().keys() & set(far)


def test_a_cluster_of_another_episode_stays_where_it_is(
    ada: Person, show: ShowView, clip: Callable[..., str], run_jobs: Run
) -> None:
    """Which of the two episodes of one that has moved is looked at first does not matter."""
    led, member, third = clip(10, 90), clip(10), clip(11)
    other = clip(10, 90, episode=(1, 2))
    for number, mates in ((2, {other}), (1, {led, third})):
        change(ada, member, episode=(1, number))
        run_jobs()
        assert {one for one, by in kept().items() if by in mates} >= {member, *mates}
        holds(show)


def test_on_the_terminal(app: Flask, show: ShowView, clip: Callable[..., str], run_jobs: Run) -> None:
    led, member = clip(10, 90), clip(10)
    commands(app)
    said = app.test_cli_runner().invoke(args=["clusters", "rebuild"]).output
    assert said == "Clusters of 1 episodes stand.\n"
    assert kept() == {led: led, member: led}


@pytest.mark.live
@pytest.mark.parametrize("order", [1, -1])
def test_at_once_is_as_one_after_the_other(committing: Flask, order: int) -> None:
    """Whoever comes last sees all, and whoever came before has written nothing that does not fit to it."""
    with committing.app_context():
        show, ada = make_show(f"races{order + 1}", season(1, 3)), make_fan(f"racer{order + 1}")
        made = []
        for number in range(12):
            start = 10_000 + number % 4 * 2000
            draft = MomentDraft("Look", episode=(1, 1), start_ms=start, end_ms=start + 10_000)
            with unit_of_work():
                made.append(posting.publish_moment(author=ada.viewer, show_id=show.id, draft=draft).id)

    def regroup(moment_id: str) -> None:
        with committing.app_context(), unit_of_work():
            actions.regroup(moment_id=moment_id)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(regroup, [*made, *made][::order]))
    with committing.app_context():
        rows = select(ClusteredMoment.moment_id, ClusteredMoment.leader_id).where(ClusteredMoment.show_id == show.id)
        found = {row.moment_id: row.leader_id for row in db.session.execute(rows)}
        assert found == oracle(there(show), set(found.values()))


def test_of_a_crowd_what_is_near(
    show: ShowView, clip: Callable[..., str], run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is further off stays as it is, and all clusters are by the rules."""
    monkeypatch.setattr(actions, "MOST", 5)
    for number in range(24):
        clip(10 + number, number % 5)
    run_jobs()
    left, found = {each.id: each for each in there(show)}, kept()
    assert len(found) > 12
    for one, led in found.items():
        assert found[led] == led
        assert alike(left[one], left[led], 4)
