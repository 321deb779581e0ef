"""Where the lines of plots run."""

import re

import pytest

from fandom.web.plots import HIGH, WIDE, plot, round_up


@pytest.mark.parametrize(
    ("value", "top"),
    [(0, 2), (1, 2), (2, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 20), (61, 80), (99, 100), (307, 400), (4100, 5000)],
)
def test_the_top_is_a_round_number_with_a_whole_half(value: int, top: int) -> None:
    assert round_up(value) == top
    assert top % 2 == 0
    assert top >= value


def test_values_are_as_high_as_they_are() -> None:
    found = plot([0, 5, 10])
    assert [(spot.x, spot.y) for spot in found.spots] == [(0, HIGH), (WIDE / 2, HIGH / 2), (WIDE, 0)]
    assert found.line == "M0 160L320 80L640 0"
    assert found.area == "M0 160L320 80L640 0L640 160L0 160z"
    assert (found.rule, found.peak, found.high) == (80, 2, found.spots[2])


def test_one_value_runs_through() -> None:
    found = plot([4], width=100, height=10, top=4)
    assert found.line == "M0 0L100 0"
    assert found.peak == 0


def test_nothing_lies_at_the_bottom() -> None:
    found = plot([0, 0, 0])
    assert {spot.y for spot in found.spots} == {HIGH}
    assert found.high is None
    assert plot([]).line == plot([]).area == ""


def test_nothing_is_drawn_outside() -> None:
    found = plot([-3, 7, 99], top=10)
    assert all(0 <= spot.x <= found.width and 0 <= spot.y <= found.height for spot in found.spots)


def test_the_first_of_equals_is_the_peak() -> None:
    assert plot([1, 6, 3, 6]).peak == 1


def test_paths_hold_numbers_and_nothing_else() -> None:
    assert re.fullmatch(r"M[\d. L]+", plot([1, 2, 3, 4, 5, 6, 7]).line)
