"""Scores: the formula, the same in PostgreSQL, and that they and the bounds above them move with every change."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from fandom.core.ids import new_id
from fandom.infra.db import db, unit_of_work
from fandom.posts import actions
from fandom.posts.access import moment_to_answer
from fandom.posts.models import Moment
from fandom.posts.ranking import engagement, score
from fandom.posts.reactions.actions import react, take_back
from fandom.shows.values import ShowView
from tests.posts.conftest import Post
from tests.support.people import Person

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOUND = text("SELECT newest_id, hot_score FROM shows WHERE id = :id")
FANS = text("SELECT newest_id, hot_score FROM accounts WHERE id = :id")


def stored(moment_id: str) -> tuple[int, float]:
    row = db.session.execute(text("SELECT engagement, score FROM moments WHERE id = :id"), {"id": moment_id}).one()
    return row.engagement, row.score


def bounds(show: ShowView, author: Person) -> list[tuple[str | None, float | None]]:
    found = [(BOUND, show.id), (FANS, author.id)]
    return [tuple(db.session.execute(query, {"id": of}).one()) for query, of in found]


def test_ten_times_the_engagement_is_half_a_day() -> None:
    assert score(10, AT) == pytest.approx(score(1, AT + timedelta(seconds=45_000)))


@pytest.mark.parametrize(("weighted", "worth"), [(0, 0.0), (1, 0.0), (10, 1.0), (-10, -1.0), (1000, 3.0)])
def test_engagement_counts_by_its_power_of_ten(weighted: int, worth: float) -> None:
    assert score(weighted, AT) - score(0, AT) == pytest.approx(worth)


def test_an_answer_counts_twice() -> None:
    assert engagement(3, 2) == 7


def test_postgresql_reckons_the_same(app: Flask, ada: Person, show: ShowView) -> None:
    for reactions, comments in [(0, 0), (1, 0), (0, 1), (7, 3), (123_456, 789)]:
        for at in (AT, datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), AT + timedelta(milliseconds=1)):
            counts = {"reaction_count": reactions, "comment_count": comments}
            ids = {"id": new_id(), "show_id": show.id, "author_id": ada.id}
            with unit_of_work():
                db.session.add(Moment(**ids, **counts, caption="x", caption_html="x", created_at=at))
            weighted, found = stored(ids["id"])
            assert weighted == engagement(reactions, comments)
            assert math.isclose(found, score(weighted, at), rel_tol=1e-12)


def test_the_score_moves_with_the_counts(
    app: Flask, ada: Person, bo: Person, show: ShowView, post: Post, say: Callable[..., str]
) -> None:
    moment_id = post(ada)
    at = db.session.get_one(Moment, moment_id).created_at

    def worth() -> tuple[int, float]:
        weighted, found = stored(moment_id)
        assert found == pytest.approx(score(weighted, at))
        assert (moment_id, found) <= min(bounds(show, ada))
        return weighted, found

    assert worth()[0] == 0
    with unit_of_work():
        react(viewer=bo.viewer, on=moment_to_answer(bo.viewer, moment_id), emoji="🔥")
    assert worth()[0] == 1
    say(bo, moment_id)
    assert worth()[0] == 3
    with unit_of_work():
        take_back(viewer=bo.viewer, on=moment_to_answer(bo.viewer, moment_id), emoji="🔥")
    assert worth()[0] == 2


def test_bounds_rise_when_something_is_published_and_stay_when_it_goes(
    app: Flask, ada: Person, show: ShowView, post: Post
) -> None:
    assert bounds(show, ada) == [(None, None)] * 2
    first = post(ada)
    was = bounds(show, ada)
    assert was == [(first, stored(first)[1])] * 2
    with unit_of_work():
        actions.remove_moment(moment_id=first)
    assert bounds(show, ada) == was


def test_what_is_held_raises_nothing_until_it_is_published(
    app: Flask, ada: Person, show: ShowView, post: Post, verdicts: dict[str, object]
) -> None:
    from fandom.core.screening import Verdict

    verdicts["slur"] = Verdict("hold")
    held = post(ada, "slur")
    assert bounds(show, ada) == [(None, None)] * 2
    with unit_of_work():
        actions.restore_moment(moment_id=held)
    assert bounds(show, ada) == [(held, stored(held)[1])] * 2
