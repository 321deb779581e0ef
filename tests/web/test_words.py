"""Times, positions, episodes and emoji, as pages say them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from fandom.core import clock
from fandom.web import words

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ms", "said"), [(0, "0:00"), (751_400, "12:31"), (3_599_999, "59:59"), (3_723_000, "1:02:03")]
)
def test_a_position_is_said_as_a_clock(ms: int, said: str) -> None:
    assert words.clock_words(ms) == said


@pytest.mark.parametrize(
    ("typed", "ms"),
    [
        ("12:31", 751_000),
        (" 0:05 ", 5_000),
        ("1:02:03", 3_723_000),
        ("12:31.4", 751_400),
        ("75:00", 4_500_000),
        ("12", None),
        ("12:61", None),
        ("-1:00", None),
        ("half past", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, ms: int | None) -> None:
    assert words.read_clock(typed) == ms


@pytest.mark.parametrize("ms", [0, 5_000, 751_000, 3_723_000, 35_999_000])
def test_what_is_said_can_be_read(ms: int) -> None:
    assert words.read_clock(words.clock_words(ms)) == ms


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1m"),
        (timedelta(minutes=59), "59m"),
        (timedelta(hours=2, minutes=50), "2h"),
        (timedelta(days=1), "1d"),
        (timedelta(days=15), "2w"),
        (timedelta(days=400), "1y"),
    ],
)
def test_how_long_ago(app: Flask, frozen_clock: Callable[[datetime], None], back: timedelta, said: str) -> None:
    with app.test_request_context():
        assert words.ago(clock.now() - back) == said


def test_ago_speaks_the_language_of_the_page(app: Flask, frozen_clock: Callable[[datetime], None]) -> None:
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert words.ago(clock.now() - timedelta(hours=2)) == "2 Std."


def test_episodes_have_short_names(app: Flask) -> None:
    with app.test_request_context():
        assert words.short("s02e04") == "S2E4"
        assert words.short("s00e03") == "Special 3"
        assert words.short(None) == ""


@pytest.mark.parametrize(("length", "weight"), [(1, "brief"), (120, "brief"), (121, "some"), (261, "long")])
def test_the_fewer_words_the_larger(length: int, weight: str) -> None:
    assert words.weight("x" * length) == weight


def test_a_heart_is_shown_in_colour_and_kept_without() -> None:
    assert words.emoji_shown("❤") == "❤\ufe0f"
    assert words.emoji_shown("🔥") == "🔥"


def test_emoji_have_names(app: Flask) -> None:
    with app.test_request_context():
        assert words.emoji_name("❤") == "Heart"
        assert words.emoji_name("🐉") == "🐉"


def test_hidden_words_are_not_read_out_unasked(app: Flask) -> None:
    kept = '<span class="hidden" role="button" tabindex="0" aria-label="Hidden words"><span>he dies</span></span>'
    with app.test_request_context():
        shown = words.said(kept)
    assert 'aria-hidden="true">he dies' in shown
    assert "Hidden words, press to read" in shown
    assert "aria-label" not in shown


@pytest.mark.parametrize(
    ("away", "said"),
    [(2, "Tuesday, 12:00"), (-2, "Friday, 12:00"), (-30, "January 30, 2026"), (30, "March 31, 2026")],
)
def test_days_that_are_not_near_are_dates(
    app: Flask, frozen_clock: Callable[[datetime], None], away: int, said: str
) -> None:
    with app.test_request_context():
        assert words.day(NOON + timedelta(days=away)) == said


def test_what_is_late_is_said_to_be(app: Flask, frozen_clock: Callable[[datetime], None]) -> None:
    with app.test_request_context():
        assert words.due(NOON + timedelta(hours=3, minutes=5)) == "due in 3 h"
        assert words.due(NOON + timedelta(minutes=5)) == "due in 5 min"
        assert words.due(NOON - timedelta(minutes=5)) == "late"
    assert words.past(NOON - timedelta(minutes=5))


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("something", "A browser"),
    ],
)
def test_browsers_are_told_apart(app: Flask, agent: str, said: str) -> None:
    with app.test_request_context():
        assert words.browser(agent) == said
