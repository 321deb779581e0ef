"""The curve of what is clipped most: its geometry, where it stops, and what it says in words."""

import re
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from fandom.feed.clipped.values import BINS, Heatmap
from fandom.infra.db import db, unit_of_work
from fandom.shows import public
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from fandom.web.curves import FLOOR, TALL, WIDE, curve, peaks
from tests.posts.conftest import show

__all__ = ["show"]
HOUR_MS = 3_600_000
NUMBER = re.compile(r"-?\d+")


def heatmap(bins: dict[int, int], seen: int = BINS) -> Heatmap:
    counted = tuple(bins.get(n, 0) if n < seen else None for n in range(BINS))
    return Heatmap("s01e01", HOUR_MS, counted, seen * HOUR_MS // BINS)


@pytest.fixture(autouse=True)
def page(app: Flask) -> object:
    with app.test_request_context("/"):
        yield


def test_it_is_drawn_up_to_where_the_viewer_is_and_flat_from_there_on(app: Flask) -> None:
    found = curve(heatmap({3: 9, 20: 5}, 40))
    assert found.was.startswith(f"M0 {TALL}")
    assert found.was.endswith(f"H400V{TALL}z")
    assert found.ahead == f"M404 {FLOOR}H{WIDE}"


def test_whoever_has_seen_all_has_nothing_ahead(app: Flask) -> None:
    assert curve(heatmap({3: 9})).ahead == ""


def test_what_lies_ahead_does_not_change_it(app: Flask) -> None:
    """The values of an answer hold nothing else, whatever is there."""
    assert curve(heatmap({3: 9}, 40)) == curve(heatmap({3: 9, 70: 400}, 40))


def test_its_words(app: Flask) -> None:
    said = curve(heatmap({3: 9, 20: 5, 30: 7}, 40)).words
    assert said == (
        "Most clipped so far: a high peak at 2:06, smaller ones at 18:18 and 12:18. "
        "What lies ahead stays flat until you get there."
    )
    assert curve(heatmap({3: 9})).words == "Most clipped: a high peak at 2:06."


def test_nothing_yet(app: Flask) -> None:
    before, flat = curve(heatmap({}, 0)), curve(heatmap({}, 40))
    assert (before.was, before.words) == ("", "What is clipped most shows as you watch.")
    assert (flat.was, flat.words) == ("", "No part of this is clipped more than the rest so far.")


def test_a_plateau_is_one_peak_and_a_slope_none() -> None:
    assert peaks([0, 5, 5, 5, 0, 6, 7, 8]) == [7, 1]


@given(st.lists(st.just(0) | st.integers(5, 500), min_size=1, max_size=BINS))
def test_it_stays_in_its_box_and_never_goes_back(fans: list[int]) -> None:
    found = curve(heatmap(dict(enumerate(fans)), len(fans))).was
    ends = [tuple(map(int, NUMBER.findall(each)[-2:])) for each in re.findall(r"C[^CHVLz]+", found)]
    assert all(0 <= x <= WIDE and 0 <= y <= TALL for x, y in ends)
    assert all(before[0] <= after[0] for before, after in pairwise(ends))


def test_the_page_draws_it_without_a_style(app: Flask) -> None:
    macro = app.jinja_env.get_template("watch/curve.html").module.curve
    drawn = str(macro(heatmap({3: 9}, 40)))
    assert drawn.count("<path") == 2
    assert 'role="img"' in drawn
    assert "style" not in drawn
    assert str(macro(heatmap({}))).strip() == ""


def test_a_page_that_is_open_asks_for_it_again(http: Any, show: ShowView) -> None:
    fresh = http().page(f"/shows/{show.slug}/s01e02/curve")
    assert fresh.status_code == 200
    assert http().page(f"/shows/{show.slug}/s09e09/curve").status_code == 404
    with unit_of_work():
        db.session.execute(update(Show).where(Show.id == show.id).values(public_horizon="closed"))
    public.forget_all()
    assert 'class="not"' in http().page(f"/shows/{show.slug}/s01e02/curve").get_data(as_text=True)
