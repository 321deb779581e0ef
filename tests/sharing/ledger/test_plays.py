"""Who counts as having played a clip, and how far: told by the page that showed it, and believed no further."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from fandom.core import clock
from fandom.core.viewer import VISITOR
from fandom.sharing.ledger import views
from tests.sharing.conftest import World
from tests.sharing.ledger.conftest import Browse, Browser, Counted, marks

LENGTH = 4_000
Freeze = Callable[[datetime], None]


@pytest.fixture
def later() -> Callable[[int], None]:
    """`later(ms)` lets so much time go by."""

    def go(ms: int) -> None:
        clock.freeze(clock.now() + timedelta(milliseconds=ms))

    return go


def shown(browser: Browser, moment_id: str) -> str:
    found = re.search(
        rf'data-shown="([\w-]{{22}})" data-played="/m/{moment_id}/played"', at(browser, f"/m/{moment_id}")
    )
    assert found
    return found[1]


def at(browser: Browser, path: str) -> str:
    """The page, whose token the browser then sends."""
    page = browser.see(path).text
    csrf = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert csrf
    browser.http.csrf = csrf[1]
    return page


def tell(browser: Browser, moment_id: str, token: str, watched_ms: object) -> None:
    answer = browser.see(f"/m/{moment_id}/played", "POST", data={"shown": token, "watched_ms": str(watched_ms)})
    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize(
    ("watched_ms", "quarters"), [(100, None), (1_000, 1), (1_900, 1), (2_000, 2), (3_100, 3), (3_950, 4), (99_000, 4)]
)
def test_as_far_as_it_was_watched(watched_ms: int, quarters: int | None) -> None:
    assert views.quarters(watched_ms, 60_000, LENGTH) == quarters


def test_nobody_watches_faster_than_time_goes_by() -> None:
    assert views.quarters(60_000, 1_000, 60_000) == 0
    assert views.quarters(60_000, 29_000, 60_000) == 4
    assert views.quarters(1_000, 1_000, 0) is None


def test_a_play_counts_once_and_goes_further(
    clip: str, browse: Browse, counted: Counted, frozen_clock: Freeze, later: Callable[[int], None]
) -> None:
    somebody = browse()
    token = shown(somebody, clip)
    later(LENGTH)
    for watched in (2_100, 2_100, 1_000):
        tell(somebody, clip, token, watched)
    assert counted(clip) == {"outside": 1, "play": 1, "quarter": 1, "half": 1}
    for _ in range(3):
        tell(somebody, clip, token, LENGTH)
    assert counted(clip) == {"outside": 1, "play": 1, "quarter": 1, "half": 1, "most": 1, "whole": 1}


def test_without_a_page_of_ours_nothing_counts(clip: str, browse: Browse, counted: Counted) -> None:
    somebody = browse()
    token = shown(somebody, clip)
    for wrong in ("", "A" * 22, token[:-2] + "zz", token + "A", "é" * 22):
        tell(somebody, clip, wrong, LENGTH)
    assert counted(clip) == {"outside": 1}


def test_a_page_of_another_moment_or_somebody_else_counts_nothing(
    world: World, clip: str, browse: Browse, counted: Counted
) -> None:
    ahead = world.people["ahead"]
    assert ahead is not None
    somebody = browse()
    shown(somebody, clip)
    for token in (views.token_of(VISITOR, world.late), views.token_of(ahead.viewer, clip)):
        tell(somebody, clip, token, LENGTH)
    assert "play" not in counted(clip)


def test_a_page_is_over_after_a_day(
    clip: str, browse: Browse, counted: Counted, frozen_clock: Freeze, later: Callable[[int], None]
) -> None:
    somebody = browse()
    token = shown(somebody, clip)
    later(25 * 3_600_000)
    tell(somebody, clip, token, LENGTH)
    assert "play" not in counted(clip)
    clock.freeze(datetime(2020, 1, 1, tzinfo=UTC))
    assert views.shown_for(VISITOR, clip, token) is None


def test_not_its_author_and_no_program(world: World, clip: str, browse: Browse, counted: Counted) -> None:
    author, program = browse(world.author), browse(agent="curl/8.1")
    tell(author, clip, shown(author, clip), LENGTH)
    tell(program, clip, shown(program, clip), LENGTH)
    assert counted(clip) == {}


@pytest.mark.parametrize("watched", ["", "-1", "1e3", "NaN", "4 000", "٤٠٠٠", "9" * 30, "4000.5"])
def test_what_is_no_number_is_nothing(clip: str, browse: Browse, counted: Counted, watched: str) -> None:
    somebody = browse()
    tell(somebody, clip, shown(somebody, clip), watched)
    assert "play" not in counted(clip)


def test_what_is_sealed_or_gone_or_has_no_clip_is_not_told_apart(world: World, browse: Browse) -> None:
    somebody = browse()
    at(somebody, "/")
    for moment in (world.late, world.open, "0000000000000", "nothing"):
        tell(somebody, moment, views.token_of(VISITOR, moment), LENGTH)
    assert marks() == 0


def test_a_foreign_page_tells_nothing(clip: str, browse: Browse, counted: Counted) -> None:
    somebody = browse()
    data = {"shown": shown(somebody, clip), "watched_ms": "4000"}
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert somebody.see(f"/m/{clip}/played", "POST", data=data, headers=headers).status_code == 403
    somebody.http.csrf = "wrong"
    assert somebody.see(f"/m/{clip}/played", "POST", data=data).status_code == 403
    assert "play" not in counted(clip)
