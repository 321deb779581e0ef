"""The clipper under a real film: marked, moved to the frame, held by cuts, looped; by keys, pointer and thumb."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Show
from tests.e2e.clipping import FRAME_MS, PHONE, REACHED, RECORD, at, clip, counted, end, marked, marks, shows
from tests.e2e.stage import Profile, Stage
from tests.e2e.test_every_page import AXE, RUN_AXE, shape

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]


@pytest.fixture
def show(stage: Stage) -> str:
    return counted(stage)


def test_one_key_marks_the_last_ten_seconds(stage: Stage, profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    marks(page, 20_000, 30_000)
    expect(page.locator("[data-length]")).to_have_text("10.0 s")
    expect(end(page, "in")).to_be_focused()
    expect(end(page, "in")).to_have_attribute("aria-valuetext", "0:20.000")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Clip that")).to_be_focused()


def test_a_key_moves_an_end_by_one_frame_and_shows_exactly_it(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.keyboard.press("ArrowRight")
    marks(page, 20_040, 30_000)
    shows(page, 501)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    marks(page, 19_960, 30_000)
    shows(page, 499)
    page.keyboard.press("Shift+ArrowRight")
    marks(page, 20_960, 30_000)
    shows(page, 524)
    end(page, "out").focus()
    page.keyboard.press("ArrowLeft")
    marks(page, 20_960, 29_960)
    shows(page, 748)
    expect(end(page, "out")).to_have_attribute("aria-valuetext", "0:29.960")
    expect(page.locator("[data-length]")).to_have_text("9.0 s")


def test_buttons_move_the_end_that_was_picked(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.get_by_role("button", name="One frame back").click()
    marks(page, 19_960, 30_000)
    shows(page, 499)
    page.get_by_role("button", name=re.compile("^to")).click()
    shows(page, 749)
    for number in range(750, 756):
        page.get_by_role("button", name="One frame on").click()
        shows(page, number)
    marks(page, 19_960, 30_240)


def drag(page: Page, which: str, to_ms: float, *, alt: bool = False) -> None:
    """By the handle's middle, as far as the strip says that it is."""
    handle = page.locator(f'[data-handle="{which}"]').bounding_box()
    strip = page.locator("[data-strip] canvas").bounding_box()
    assert handle
    assert strip
    now = marked(page)[which == "out"]
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    if alt:
        page.keyboard.down("Alt")
    page.mouse.move(x + (to_ms - now) / 60_000 * strip["width"], y, steps=6)
    page.mouse.up()
    if alt:
        page.keyboard.up("Alt")


def test_an_end_is_dragged_and_held_by_the_cut_of_two_shots(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    drag(page, "out", 25_600)
    marks(page, 20_000, 25_520)
    shows(page, 637)
    drag(page, "out", 25_700, alt=True)
    assert abs(marked(page)[1] - 25_700) <= FRAME_MS + 60_000 // 700
    assert marked(page)[1] != 25_520
    page.get_by_role("button", name="Hold on to cuts").click()
    drag(page, "in", 19_900)
    assert marked(page)[0] != 20_000
    assert marked(page)[0] % FRAME_MS == 0


def test_keys_go_on_with_the_end_that_was_dragged(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    expect(end(page, "in")).to_be_focused()
    drag(page, "out", 25_600)
    expect(end(page, "out")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    marks(page, 20_000, 25_520 - FRAME_MS)


def test_all_of_it_is_dragged(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    box = page.locator('[data-handle="both"]').bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 30, steps=4)
    page.mouse.up()
    start, stop = marked(page)
    assert stop - start == 10_000
    assert start > 25_000


def test_a_clip_is_as_long_as_clips_may_be(stage: Stage, profile: Open, show: str) -> None:
    with stage.app.app_context(), unit_of_work():
        row = db.session.get_one(Show, show)
        row.rights = row.rights | {"max_clip_ms": 12_000}
    page = clip(at(profile("bo"), 30))
    page.keyboard.press("Home")
    marks(page, 18_000, 30_000)
    expect(page.get_by_text("Here a clip is at most 12 seconds long.")).to_be_visible()
    page.keyboard.press("End")
    marks(page, 29_000, 30_000)
    expect(page.get_by_text("A clip is at least 1 second long.")).to_be_visible()


def test_the_loop_never_leaves_the_clip(profile: Open, show: str) -> None:
    page = at(profile("bo", reduced_motion="no-preference"), 30)
    page.evaluate("document.getElementById('film').muted = true")
    clip(page)
    end(page, "out").focus()
    for _ in range(8):
        page.keyboard.press("Shift+ArrowLeft")
    marks(page, 20_000, 22_000)
    shows(page, 549)
    page.get_by_role("button", name="Play it again and again").click()
    shows(page, 505)
    page.evaluate(RECORD)
    page.wait_for_function("() => window.seen.length > 90")
    seen = page.evaluate("window.seen")
    assert min(seen) > 19_990
    assert max(seen) < 21_999
    # On a busy machine pictures lag behind the clock, and it goes back before its last ones.
    assert max(seen) > 21_500
    assert sum(b < a for a, b in pairwise(seen)) >= 1


def test_what_plays_goes_on_in_a_loop_and_afterwards_where_it_was(profile: Open, show: str) -> None:
    page = at(profile("bo", reduced_motion="no-preference"), 30)
    page.evaluate("() => { const film = document.getElementById('film'); film.muted = true; return film.play(); }")
    page.wait_for_function("() => document.getElementById('film').currentTime > 31")
    clip(page)
    loop = page.get_by_role("button", name="Play it again and again")
    expect(loop).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => document.getElementById('film').currentTime < 25")
    expect(page.locator("#film")).to_have_js_property("paused", value=False)
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.getElementById('film').currentTime > 31")
    expect(page.locator("#film")).to_have_js_property("paused", value=False)


def test_with_reduced_motion_nothing_loops_by_itself(profile: Open, show: str) -> None:
    page = at(profile("bo"), 30)
    page.evaluate("() => { const film = document.getElementById('film'); film.muted = true; return film.play(); }")
    page.wait_for_function("() => document.getElementById('film').currentTime > 31")
    clip(page)
    expect(page.locator("#film")).to_have_js_property("paused", value=True)
    expect(page.get_by_role("button", name="Play it again and again")).to_have_attribute("aria-pressed", "false")


def test_everything_can_be_reached_by_keys_and_nothing_behind_it(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    names = []
    for _ in range(30):
        page.keyboard.press("Tab")
        names.append(page.evaluate(REACHED))
    assert {
        "clip-in",
        "clip-out",
        "One frame back",
        "One frame on",
        "Hold on to cuts",
        "clip-caption",
        "clip-tags",
        "Close, your clip is kept",
    } <= set(names)
    assert names[0] in names[1:]
    page.keyboard.press("Shift+Tab")
    assert not any(each.startswith("outside") for each in [*names, page.evaluate(REACHED)])


def test_on_a_phone_with_one_thumb(profile: Open, show: str) -> None:
    page = at(profile("bo", **PHONE), 30)
    page.get_by_role("button", name="Clip that").tap()
    sheet, film_box = page.get_by_role("dialog").bounding_box(), page.locator("#film").bounding_box()
    assert sheet
    assert film_box
    assert sheet["y"] == pytest.approx(film_box["y"] + film_box["height"], abs=1)
    assert sheet["y"] + sheet["height"] == pytest.approx(844, abs=1)
    post = page.get_by_role("button", name="Post to").bounding_box()
    assert post
    assert post["y"] + post["height"] <= 844
    for each in ("in", "out"):
        handle = page.locator(f'[data-handle="{each}"]').bounding_box()
        assert handle
        assert min(handle["width"], handle["height"]) >= 44
    assert shape(page) == []
    _touch_drag(page, "out", -30)
    start, stop = marked(page)
    assert start == 20_000
    assert 21_000 < stop < 26_000
    # Nobody is that quick: it would be a double tap.
    page.wait_for_timeout(400)
    page.get_by_role("button", name="One frame back").tap()
    expect(end(page, "out")).to_have_value(str(stop - FRAME_MS))


def _touch_drag(page: Page, which: str, by: int) -> None:
    box = page.locator(f'[data-handle="{which}"]').bounding_box()
    assert box
    x, y = box["x"] + 8, box["y"] + 30
    client = page.context.new_cdp_session(page)
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for n in range(1, 6):
        client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + by * n / 5, "y": y}]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_it_satisfies_axe(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN_AXE) == []
    assert shape(page) == []
