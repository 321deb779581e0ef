"""The clipper under a real film whose frames say their number: marked, cut to the frame, looped, named and posted."""

import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from fandom.clips.actions import advance
from fandom.clips.playing.models import Film
from fandom.core.horizon import episode_name
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.media.values import Variant
from fandom.posts.models import Moment
from fandom.shows.models import Show
from tests.e2e.stage import SHOW, Profile, Stage
from tests.e2e.test_every_page import AXE, RUN_AXE, shape
from tests.support.clipped import finish_clip
from tests.support.films import COLUMNS, ROWS, Recipe, film
from tests.support.sources import open_film
from tests.support.waiting import until

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]

PLACE = (1, 4)
PATH = f"/shows/{SHOW}/{episode_name(*PLACE)}"
RATE, FRAMES, EVERY_MS = 25, 1500, 2_000
FRAME_MS = 1000 // RATE
CUTS = [8_000, 20_000, 25_520, 40_000]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# The number that the picture of the film shows now, read from its blocks.
NUMBER = f"""() => {{
  const film = document.getElementById("film");
  const canvas = Object.assign(document.createElement("canvas"), {{width: film.videoWidth, height: film.videoHeight}});
  const pen = canvas.getContext("2d");
  pen.drawImage(film, 0, 0);
  let number = 0;
  for (let n = 0; n < {COLUMNS * ROWS}; n += 1) {{
    const x = ((n % {COLUMNS}) + 0.5) * canvas.width / {COLUMNS};
    const y = (Math.floor(n / {COLUMNS}) + 0.5) * canvas.height / {ROWS};
    if (pen.getImageData(x, y, 1, 1).data[1] > 126) number += 2 ** n;
  }}
  return number;
}}"""
# Every frame that is shown from now on, by its own time in milliseconds.
RECORD = """() => {
  const film = document.getElementById("film");
  window.seen = [];
  const told = (_, {mediaTime}) => { window.seen.push(mediaTime * 1000); next(); };
  const next = () => film.requestVideoFrameCallback(told);
  next();
}"""


STANDS = """(at) => {
  const film = document.getElementById("film");
  return film.readyState >= 2 && Math.abs(film.currentTime - at) < 0.01 && !film.seeking;
}"""
# What a key would reach now, as people would call it.
REACHED = """() => {
  const here = document.activeElement;
  const inside = here.closest("#clipper") ? "" : "outside: ";
  return inside + (here.id || here.getAttribute("aria-label") || here.textContent.trim());
}"""


@pytest.fixture(scope="session")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reel") / "counted.mp4"
    return film(path, Recipe(frames=FRAMES, size=(320, 192)))


@pytest.fixture
def show(stage: Stage, reel: Path) -> str:
    for fan in ("ada", "bo"):
        stage.fan(fan)
    show_id = stage.show()
    with stage.app.app_context():
        file_id = open_film(show_id, reel, PLACE, "everyone")
        with unit_of_work():
            _browsed(file_id, show_id)
    return show_id


def _browsed(file_id: str, show_id: str) -> None:
    """As it is once somebody has looked through the film: its small pictures, and where its shots begin."""
    columns, rows, size = 6, 5, (80, 48)
    sheet = Image.new("RGB", (columns * size[0], rows * size[1]))
    for n in range(columns * rows):
        sheet.paste(
            (40 + 6 * n, 90, 200 - 6 * n),
            (n % columns * size[0], n // columns * size[1], (n % columns + 1) * size[0], (n // columns + 1) * size[1]),
        )
    made = BytesIO()
    sheet.save(made, "JPEG")
    file = db.session.get_one(File, file_id)
    sprite = Variant("sprite.jpg", "image/jpeg", *sheet.size, len(made.getvalue()), "0" * 16)
    file.variants = [*file.variants, {name: getattr(sprite, name) for name in sprite.__slots__}]
    storage.store().put(storage.folder_of(file_id) + sprite.name, BytesIO(made.getvalue()), sprite.type)
    row = db.session.get_one(Film, (show_id, *PLACE))
    row.sprite = {
        "name": sprite.name,
        "columns": columns,
        "rows": rows,
        "every_ms": EVERY_MS,
        "width": size[0],
        "height": size[1],
    }
    row.cuts_ms = CUTS


def at(profile: Profile, seconds: float) -> Page:
    """The page, the film standing at this second."""
    page = profile.open(f"{PATH}?t={seconds}")
    standing(page, seconds)
    return page


def standing(page: Page, seconds: float) -> None:
    page.wait_for_function(
        STANDS,
        arg=seconds,
    )
    expect(page.locator("#clipper[data-started]")).to_be_attached()
    page.wait_for_function("() => document.getElementById('film').controls === false")


def marked(page: Page) -> tuple[int, int]:
    return tuple(int(page.locator(f"[data-mark={which}]").input_value()) for which in ("in", "out"))  # type: ignore[return-value]


def marks(page: Page, start: int, stop: int) -> None:
    expect(end(page, "in")).to_have_value(str(start))
    expect(end(page, "out")).to_have_value(str(stop))


def clip(page: Page) -> Page:
    page.keyboard.press("c")
    expect(page.get_by_role("dialog", name="Your clip")).to_be_visible()
    return page


def shows(page: Page, number: int) -> None:
    page.wait_for_function(f"(wanted) => ({NUMBER})() === wanted", arg=number)


def end(page: Page, which: str) -> Locator:
    return page.get_by_label("The clip begins at" if which == "in" else "The clip ends at")


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


def published(stage: Stage) -> Moment:
    def found() -> Moment | None:
        with stage.app.app_context():
            return db.session.scalar(select(Moment).order_by(Moment.created_at.desc()).limit(1))

    return until(found)


def test_it_is_posted_with_exactly_these_times(stage: Stage, profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.keyboard.press("ArrowRight")
    page.get_by_label("What is it about this moment?").fill("Her hands. Ünïcode 🔥")
    page.get_by_role("combobox", name="Tags").fill("hands, #lamp")
    expect(page.get_by_text("Hidden from people who haven’t reached S1E4 · 0:30")).to_be_visible()
    page.get_by_role("button", name="Post to").click()
    said = page.get_by_text("It is in the feed; the clip is being made.")
    expect(said).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    moment = published(stage)
    assert (moment.season, moment.number, moment.start_ms, moment.end_ms) == (*PLACE, 20_040, 30_000)
    assert moment.caption == "Her hands. Ünïcode 🔥"
    link = page.get_by_role("link", name="See it")
    expect(link).to_have_attribute("href", re.compile(f"/m/{moment.id}$"))
    assert page.url.split("?")[0].endswith(PATH)


def test_what_was_begun_is_kept_over_closing_and_reloading(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.keyboard.press("ArrowRight")
    page.get_by_label("What is it about this moment?").fill("Half a thought")
    page.get_by_text("Hidden from people").click()
    page.get_by_label("From nobody, it spoils nothing").check()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Your clip is kept here until you come back.")).to_be_visible()
    page.goto(f"{PATH}?t=50")
    standing(page, 50)
    clip(page)
    marks(page, 20_040, 30_000)
    expect(page.get_by_label("What is it about this moment?")).to_have_value("Half a thought")
    expect(page.get_by_text("Hidden from nobody")).to_be_visible()
    page.get_by_role("button", name="Mark the last 10 s instead").click()
    marks(page, 40_000, 50_000)
    expect(page.get_by_label("What is it about this moment?")).to_have_value("Half a thought")


def test_without_words_the_next_time_marks_anew(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.keyboard.press("ArrowRight")
    marks(page, 20_040, 30_000)
    page.keyboard.press("Escape")
    clip(page)
    marks(page, 20_040, 30_000)
    page.keyboard.press("Escape")
    page.evaluate("() => { document.getElementById('film').currentTime = 50; }")
    standing(page, 50)
    clip(page)
    marks(page, 40_000, 50_000)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    post, words = page.get_by_role("button", name="Post to"), page.get_by_label("What is it about this moment?")
    post.click()
    expect(words).to_be_focused()
    expect(words).to_have_attribute("aria-invalid", "true")
    expect(words).to_have_accessible_description("Say something about it, even a word.")
    words.fill("x" * 501)
    expect(page.get_by_text("1 too many")).to_be_visible()
    post.click()
    expect(page.get_by_text("At most 500 characters fit in here.")).to_be_visible()
    words.fill("Her hands.")
    expect(words).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("combobox", name="Tags").fill("no!")
    page.route(
        "**/api/v1/moments",
        lambda route: route.fulfill(status=422, json={"errors": {"tags": ["Not this."], "end_ms": ["Past its end."]}}),
    )
    post.click()
    expect(page.get_by_role("combobox", name="Tags")).to_have_accessible_description("Not this.")
    expect(end(page, "out")).to_have_accessible_description(re.compile("Past its end."))
    page.unroute("**/api/v1/moments")
    page.route("**/api/v1/moments", lambda route: route.fulfill(status=409, body=""))
    post.click()
    expect(page.get_by_text("That did not go through. Try again.")).to_be_visible()
    expect(words).to_have_value("Her hands.")
    marks(page, 20_000, 30_000)


def test_the_same_is_sent_again_under_the_same_key(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.get_by_label("What is it about this moment?").fill("Her hands.")
    sent: list[tuple[str, Any]] = []

    def hear(route: Any) -> None:
        sent.append((route.request.headers["idempotency-key"], route.request.post_data_json))
        route.fulfill(status=409, body="")

    page.route("**/api/v1/moments", hear)
    for _ in range(2):
        page.get_by_role("button", name="Post to").click()
        expect(page.get_by_text("That did not go through. Try again.")).to_be_visible()
        page.get_by_role("combobox", name="Tags").fill("")
    page.get_by_label("What is it about this moment?").fill("Her other hand.")
    page.get_by_role("button", name="Post to").click()
    until(lambda: len(sent) == 3 or page.wait_for_timeout(50))
    assert sent[0] == sent[1]
    assert sent[2][0] != sent[0][0]
    assert sent[0][1] == {
        "show": SHOW,
        "episode": "s01e04",
        "start_ms": 20_000,
        "end_ms": 30_000,
        "clip": True,
        "caption": "Her hands.",
        "tags": [],
    }


def test_a_visitor_signs_in_and_is_back_at_the_same_second(stage: Stage, profile: Open, show: str) -> None:
    visitor = profile()
    page = at(visitor, 30)
    page.keyboard.press("c")
    page.wait_for_url("**/sign-in?**")
    visitor.context.add_cookies([stage.cookie("bo")])  # type: ignore[list-item]
    page.reload()
    page.wait_for_url(f"**{PATH}?t=30**")
    expect(page.get_by_role("dialog", name="Your clip")).to_be_visible()
    marks(page, 20_000, 30_000)


def test_where_no_clips_are_wanted_the_button_says_so(stage: Stage, profile: Open, show: str) -> None:
    with stage.app.app_context(), unit_of_work():
        row = db.session.get_one(Show, show)
        row.rights = row.rights | {"clips": False}
    page = at(profile("bo"), 30)
    page.get_by_role("button", name="No clips here").click()
    expect(page.get_by_text("The people of this fandom have asked for no clips.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()


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


def test_its_making_is_followed_until_it_is_ready(stage: Stage, profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.get_by_label("What is it about this moment?").fill("Her hands.")
    page.get_by_role("button", name="Post to").click()
    expect(page.get_by_text("It is in the feed; the clip is being made.")).to_be_visible()
    moment = published(stage)
    with stage.app.app_context(), unit_of_work():
        advance(file_id=moment.media_ids[0], percent=40)
    expect(page.get_by_role("progressbar", name="How much of the clip is made")).to_have_attribute("value", "40")
    with stage.app.app_context():
        finish_clip(moment.media_ids[0])
    expect(page.get_by_text("Your clip is ready.")).to_be_visible()
    page.get_by_role("link", name="See it").click()
    page.wait_for_url(f"**/m/{moment.id}")
