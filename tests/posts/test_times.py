"""How PostgreSQL finds an episode's moments by their time: in the order of an index, not all of them first."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, text

from fandom.infra.db import db, unit_of_work
from fandom.posts import actions
from fandom.posts.times import counted, timed
from fandom.posts.values import MomentDraft
from fandom.shows.access import word_about
from fandom.shows.actions import set_progress
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.people import Person, make_fan

HERE = (1, 2)
MANY = 5_000
# As one that was published, one in each half second.
MORE = """
INSERT INTO moments (id, show_id, author_id, season, number, start_ms, end_ms, caption, caption_html, tags,
  reveal_season, reveal_number, reveal_ms, state, version, created_at)
SELECT 'x' || lpad(n::text, 12, '0'), show_id, author_id, season, number, n * 500, n * 500 + 2000, caption,
  caption_html, tags, reveal_season, reveal_number, n * 500 + 2000, state, version, created_at
FROM moments CROSS JOIN generate_series(1, :many) AS numbered (n)
"""


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show(public_horizon="closed")


@pytest.fixture
def bo(app: Flask, show: ShowView) -> Person:
    ada, bo = make_fan("ada"), make_fan("bo")
    with unit_of_work():
        draft = MomentDraft("She knows.", episode=HERE, start_ms=0, end_ms=2000)
        actions.publish_moment(author=ada.viewer, show_id=show.id, draft=draft)
        set_progress(viewer=bo.viewer, show_id=show.id, word=word_about(show, HERE, 60_000))
        db.session.execute(text(MORE), {"many": MANY})
        db.session.execute(text("ANALYZE moments"))
    return bo


def plan(query: Select[Any]) -> str:
    asked = query.compile(db.engine, compile_kwargs={"render_postcompile": True})
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN {asked.string}", asked.params)
    return "\n".join(row[0] for row in rows)


def test_the_first_ones_are_read_in_the_order_of_their_index(show: ShowView, bo: Person) -> None:
    """As a page of fifty is where there are a hundred thousand."""
    keys = timed(bo.viewer, show.id, HERE).selected_columns
    found = plan(timed(bo.viewer, show.id, HERE).order_by(keys.start_ms, keys.id).limit(5))
    assert "using ix_moments_episode_times" in found
    assert "Sort" not in found


def test_a_horizon_is_read_once_for_all_rows(show: ShowView, bo: Person) -> None:
    found = plan(timed(bo.viewer, show.id, HERE).limit(1000))
    assert "InitPlan" in found
    assert "cstring" not in found.split("InitPlan")[0]


def test_of_many_the_first_or_the_last_are_counted(show: ShowView, bo: Person) -> None:
    """The first minute is open to who has got so far, with its end; the last is sealed."""
    assert counted(bo.viewer, show.id, HERE, 1000) == (117, 883, 1000)
    assert counted(bo.viewer, show.id, HERE, 1000, last=True) == (0, 1000, 1000)
    assert counted(bo.viewer, show.id, HERE, 2 * MANY) == (117, MANY + 1 - 117, MANY + 1)
