"""The moving cover: which clip it is, for whom it is open, and what of it a page shows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from fandom.accounts.relations import actions as relations
from fandom.core import clock
from fandom.core.viewer import VISITOR
from fandom.feed.clipped.covers import cover
from fandom.infra.db import db, unit_of_work
from fandom.posts.models import Moment
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.clipped import make_clip, show_clip
from tests.support.people import Person

AT = {"episode": (1, 2), "start_ms": 40_000, "end_ms": 45_000}


@pytest.fixture
def clip(post: Post, ada: Person) -> Callable[..., str]:
    def made(engagement: int = 1, *, done: bool = True, author: Person = ada, **draft: Any) -> str:
        moment_id = show_clip(post(author, **(AT | draft)), make_clip(done=done))
        with unit_of_work():
            row = update(Moment).where(Moment.id == moment_id)
            db.session.execute(row.values(reaction_count=engagement, has_clip=done))
        return moment_id

    return made


def test_none_while_nothing_is_clipped(post: Post, ada: Person, show: ShowView, http: Any) -> None:
    post(ada, **AT)
    assert cover(VISITOR, show.id) is None
    assert http().get(f"/shows/{show.slug}/cover").status_code == 404
    assert "data-clip" not in http().page(f"/shows/{show.slug}").text.partition("</section>")[0]


def test_it_is_the_top_one_that_is_ready(clip: Callable[..., str], show: ShowView, http: Any) -> None:
    clip(9, done=False)
    top, _ = clip(5), clip(3)
    assert http().get(f"/shows/{show.slug}/cover").json["id"] == top


def test_of_the_month_else_of_all_times(clip: Callable[..., str], show: ShowView, frozen_clock: Any) -> None:
    old = clip(50)
    frozen_clock(clock.now() + timedelta(days=40))
    assert shown(show) == old
    new = clip(1)
    assert shown(show) == new


def shown(show: ShowView) -> str:
    found = cover(VISITOR, show.id)
    assert found is not None
    return found.id


def test_sealed_for_whom_it_lies_ahead(clip: Callable[..., str], show: ShowView, bo: Person, http: Any) -> None:
    moment_id = clip(5, reveals_at=Place((2, 3)))
    seen_up_to(bo, show, 1, 3)
    found = http(as_=bo).get(f"/shows/{show.slug}/cover").json
    assert (found["id"], found["sealed"], found["media"]) == (moment_id, True, [])
    page = http(as_=bo).page(f"/shows/{show.slug}").text
    assert "moving" not in page
    assert "clip.mp4" not in page


def test_the_page_shows_its_first_frame_and_whose_it_is(clip: Callable[..., str], show: ShowView, http: Any) -> None:
    moment_id = clip()
    head = http().page(f"/shows/{show.slug}").text.partition('class="over"')[0]
    assert "Top clip, by ada" in head
    assert f'href="/m/{moment_id}"' in head
    assert 'preload="none"' in head
    assert 'fetchpriority="high"' in head


def test_who_has_hidden_its_author_gets_the_next_one(
    clip: Callable[..., str], show: ShowView, bo: Person, ada: Person, http: Any
) -> None:
    clip(9)
    mine = clip(2, author=bo)
    with unit_of_work():
        relations.block(account_id=bo.id, other_id=ada.id)
    assert http(as_=bo).get(f"/shows/{show.slug}/cover").json["id"] == mine
