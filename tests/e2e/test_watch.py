"""A film in a real browser: it plays, goes where the keys say, and moves a fan no further than what they have seen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from fandom.core.horizon import Position
from fandom.shows.queries import horizon
from tests.e2e.pages import Sight
from tests.e2e.stage import SHOW, Profile, Stage
from tests.e2e.test_every_page import SIZES, look
from tests.support.catalogue import season
from tests.support.waiting import until
from tests.support.watched import SECONDS, SIZE, colour, watched

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]

PATH = f"/shows/{SHOW}/s01e01"
READY = "(() => { const film = document.querySelector('#film'); return film.readyState && !film.controls; })()"
LENGTH_MS = SECONDS * 1000


@pytest.fixture(autouse=True)
def show(stage: Stage) -> str:
    show_id = stage.show(episodes=season(1, 3, duration_ms=LENGTH_MS), public_horizon="closed")
    stage.fan("ada", joins=SHOW)
    stage.fan("bo", joins=SHOW)
    with stage.app.app_context():
        watched(show_id)
    return show_id


def film(page: Page) -> Locator:
    return page.locator("#film")


def ready(page: Page) -> Page:
    until(lambda: page.evaluate(READY), every=0.05)
    return page


def at(page: Page) -> float:
    return float(film(page).evaluate("film => film.currentTime"))


def played(page: Page, seconds: float) -> None:
    """From where it stands, twice as fast as anybody would."""
    film(page).evaluate("film => { film.playbackRate = 2; film.muted = true; return film.play(); }")
    start = at(page)
    until(lambda: at(page) >= start + seconds, every=0.05)
    film(page).evaluate("film => film.pause()")


def reached(stage: Stage, show_id: str, handle: str = "bo") -> Position | None:
    with stage.app.app_context():
        return horizon(stage.people[handle].viewer, show_id).upto


def test_it_plays_and_says_where_it_is(profile: Open) -> None:
    page = ready(profile("bo").open(PATH))
    page.get_by_role("button", name="Play", exact=True).click()
    expect(film(page)).to_have_js_property("paused", value=False)
    expect(page.locator("[data-time]")).to_have_text("0:01")
    page.get_by_role("button", name="Pause").click()
    expect(film(page)).to_have_js_property("paused", value=True)
    expect(page.get_by_role("slider", name="Position")).to_have_attribute("aria-valuetext", "0:01 of 6:40")


def test_keys_go_where_they_say(profile: Open) -> None:
    page = ready(profile("bo").open(PATH))
    for key, seconds in (("5", 200), ("l", 210), ("j", 200), ("ArrowRight", 205), ("ArrowLeft", 200), ("0", 0)):
        page.keyboard.press(key)
        assert at(page) == pytest.approx(seconds), key
    page.keyboard.press("k")
    expect(film(page)).to_have_js_property("paused", value=False)
    page.keyboard.press(" ")
    expect(film(page)).to_have_js_property("paused", value=True)
    page.keyboard.press("m")
    expect(film(page)).to_have_js_property("muted", value=True)
    page.keyboard.press(">")
    expect(page.get_by_label("Speed")).to_have_value("1.25")
    page.keyboard.press("s")
    expect(page.get_by_label("Subtitles")).to_have_value("0")
    until(lambda: film(page).evaluate("film => film.textTracks[0].cues?.length") == 1, every=0.05)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Full screen")


def test_what_is_played_moves_the_horizon_and_opens_what_it_passes(stage: Stage, profile: Open, show: str) -> None:
    passed = stage.moment("ada", "The kettle.", episode=(1, 1), start_ms=1_000, end_ms=3_000)
    stage.moment("ada", "The lamp.", episode=(1, 1), start_ms=100_000, end_ms=103_000)
    page = ready(profile("bo").open(PATH))
    expect(page.locator("#minutes")).to_contain_text("2 more ahead of you. They open as you watch.")
    expect(page.locator("#minutes")).not_to_contain_text("kettle")
    played(page, 7)
    place = until(lambda: reached(stage, show), every=0.1)
    assert 6_500 <= place.ms <= 20_000
    expect(page.locator(f'[data-minute="{passed}"]')).to_contain_text("The kettle.")
    expect(page.locator("#minutes")).to_contain_text("1 more ahead of you.")
    expect(page.locator("[data-where]")).to_contain_text(re.compile(r"You’re 0:\d\d into S1E1"))
    expect(page.locator(f'[data-minute="{passed}"]')).to_have_attribute("aria-current", "true")


def test_seeking_moves_nobody(stage: Stage, profile: Open, show: str) -> None:
    page = ready(profile("bo").open(PATH))
    for key in ("9", "5", "9"):
        page.keyboard.press(key)
    film(page).evaluate(f"film => {{ film.currentTime = {SECONDS - 1}; film.muted = true; return film.play(); }}")
    expect(page.get_by_role("link", name="Next: S1E2")).to_be_visible()
    assert reached(stage, show) is None


def test_past_a_gap_it_asks(stage: Stage, profile: Open, show: str) -> None:
    page = ready(profile("bo").open(f"{PATH}?t=300"))
    assert at(page) == pytest.approx(300, abs=0.5)
    played(page, 6)
    ask = page.get_by_role("button", name="I’m here")
    expect(ask).to_be_visible()
    assert reached(stage, show) is None
    ask.click()
    place = until(lambda: reached(stage, show), every=0.1)
    assert 305_000 <= place.ms < 320_000
    expect(ask).to_be_hidden()


def test_at_its_end_the_episode_has_been_seen(stage: Stage, profile: Open, show: str) -> None:
    stage.place_at("bo", SHOW, (1, 1), LENGTH_MS - 20_000)
    page = ready(profile("bo").open(f"{PATH}?t={SECONDS - 8}"))
    film(page).evaluate("film => { film.playbackRate = 2; film.muted = true; return film.play(); }")
    expect(page.get_by_role("link", name="Next: S1E2")).to_be_visible()
    until(lambda: reached(stage, show) == Position(1, 1, LENGTH_MS) or reached(stage, show).ms > LENGTH_MS, every=0.1)
    expect(page.locator("[data-where]")).to_have_text("You’re at S1E1.")


def test_a_fan_goes_on_where_they_were(stage: Stage, profile: Open) -> None:
    stage.place_at("bo", SHOW, (1, 1), 123_000)
    page = ready(profile("bo").open(PATH))
    until(lambda: at(page) > 122, every=0.05)
    expect(page.locator("[data-time]")).to_have_text("2:03")
    page = ready(profile("bo").open(f"{PATH}?t=7"))
    assert at(page) == pytest.approx(7, abs=0.5)


def test_a_visitor_goes_on_in_this_browser_only(stage: Stage, profile: Open, show: str) -> None:
    with stage.app.app_context():
        watched(show, (1, 2), watching="everyone")
    mine = profile()
    sent: list[str] = []
    mine.context.on("request", lambda asked: sent.append(asked.url) if "/progress" in asked.url else None)
    page = ready(mine.open(PATH))
    page.keyboard.press("3")
    played(page, 6)
    kept = mine.context.cookies()
    again = ready(mine.open(PATH))
    until(lambda: at(again) > 120, every=0.05)
    assert at(ready(profile().open(PATH))) == 0
    assert sent == []
    assert mine.context.cookies() == kept


def test_small_pictures_stand_above_the_bar(profile: Open) -> None:
    page = ready(profile("bo").open(PATH))
    bar = page.get_by_role("slider", name="Position")
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    peek = page.locator(".peek")
    expect(peek).to_be_visible()
    expect(peek).to_have_attribute("data-drawn", re.compile(r"19|20"))
    cell = int(peek.get_attribute("data-drawn") or 0)
    seen = peek.evaluate(
        "(peek) => [...peek.getContext('2d').getImageData(peek.width / 2, peek.height / 2, 1, 1).data].slice(0, 3)"
    )
    assert all(abs(one - other) < 12 for one, other in zip(seen, colour(cell), strict=True)), (seen, SIZE)
    page.mouse.move(5, 5)
    expect(peek).to_be_hidden()


def test_times_lead_into_the_film_and_the_line_says_where_it_is(stage: Stage, profile: Open) -> None:
    stage.place("bo", SHOW, (1, 1))
    first = stage.moment("ada", "The kettle.", episode=(1, 1), start_ms=61_000, end_ms=63_000)
    second = stage.moment("ada", "The lamp.", episode=(1, 1), start_ms=100_000, end_ms=103_000)
    page = ready(profile("bo").open(PATH))
    page.get_by_role("link", name="Watch from 1:41").or_(page.get_by_role("link", name="Watch from 1:40")).click()
    expect(page.locator(f'[data-minute="{second}"]')).to_have_attribute("aria-current", "true")
    assert page.url.endswith(PATH)
    page.keyboard.press("0")
    page.get_by_role("link", name="Watch from 1:01").click()
    expect(page.locator(f'[data-minute="{first}"]')).to_contain_text("you’re here")


def test_what_is_said_meanwhile_comes_where_it_belongs(stage: Stage, profile: Open) -> None:
    stage.place("bo", SHOW, (1, 1))
    last = stage.moment("ada", "The lamp.", episode=(1, 1), start_ms=100_000, end_ms=103_000)
    page = ready(profile("bo").open(PATH))
    page.wait_for_timeout(500)
    first = stage.moment("ada", "The kettle.", episode=(1, 1), start_ms=61_000, end_ms=63_000)
    expect(page.locator("#minutes [data-minute]")).to_have_count(2)
    ids = page.locator("#minutes [data-minute]").evaluate_all("all => all.map(({dataset}) => dataset.minute)")
    assert ids == [first, last]
    expect(page.locator("#minutes")).to_contain_text("2 so far")


def test_without_scripts_it_is_a_plain_film(stage: Stage, profile: Open) -> None:
    stage.place("bo", SHOW, (1, 1))
    stage.moment("ada", "The kettle.", episode=(1, 1), start_ms=61_000, end_ms=63_000)
    page = profile("bo", java_script_enabled=False).open(PATH)
    expect(film(page)).to_have_attribute("controls", "")
    expect(page.get_by_role("slider", name="Position")).to_be_hidden()
    page.get_by_role("link", name="Watch from 1:01").click()
    expect(film(page)).to_have_attribute("src", re.compile(r"#t=61"))


def test_everybody_can_use_it(stage: Stage, profile: Open) -> None:
    stage.place("bo", SHOW, (1, 1))
    for n in range(3):
        stage.moment("ada", f"Number {n}.", episode=(1, 1), start_ms=61_000 + n * 1000, end_ms=63_000 + n * 1000)
    stage.moment("ada", "Later.", episode=(1, 2), start_ms=61_000, end_ms=63_000)
    sights = [
        Sight("watch", PATH, "bo"),
        Sight("watch-asks", PATH),
        Sight("watch-no-film", f"/shows/{SHOW}/s01e02", "bo"),
    ]
    wrong = [each for sight in sights for each in look(profile(sight.who).context.new_page(), sight, SIZES)]
    assert "\n".join(wrong) == ""


def test_a_link_into_it_says_where_it_begins(profile: Open) -> None:
    page = ready(profile("bo").open(f"{PATH}?t=300"))
    begin = page.get_by_role("button", name="Play from 5:00")
    expect(begin).to_be_visible()
    page.keyboard.press("l")
    expect(page.get_by_role("button", name="Play from 5:10")).to_be_visible()
    page.get_by_role("button", name="Play from 5:10").click()
    expect(film(page)).to_have_js_property("paused", value=False)
    expect(page.locator("[data-begin]")).to_have_count(0)
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page = ready(profile("bo").open(PATH))
    expect(page.locator("[data-begin]")).to_be_hidden()


@pytest.mark.parametrize("leave", ["reload", "close"])
def test_who_leaves_while_it_plays_has_come_as_far(stage: Stage, profile: Open, show: str, leave: str) -> None:
    mine = profile("bo")
    page = ready(mine.open(PATH))
    film(page).evaluate("film => { film.playbackRate = 2; film.muted = true; return film.play(); }")
    until(lambda: at(page) >= 8, every=0.05)
    if leave == "reload":
        page.reload()
        assert at(ready(page)) >= 7
    else:
        page.close(run_before_unload=True)
    assert until(lambda: reached(stage, show), every=0.1).ms >= 6_500


@pytest.mark.parametrize(("stopped", "begins"), [(131, 131), (200, 123), (90, 123)])
def test_this_browser_fills_in_only_what_the_house_may_not_have_heard_of(
    stage: Stage, profile: Open, stopped: int, begins: int
) -> None:
    stage.place_at("bo", SHOW, (1, 1), 123_000)
    page = profile("bo").open("/")
    page.evaluate(f"localStorage.setItem('watched-to', '{{\"{SHOW}/s01e01\": {stopped}}}')")
    page.goto(PATH)
    until(lambda: at(ready(page)) == pytest.approx(begins, abs=0.5), every=0.05)


def test_the_keys_of_each_part_have_their_heading(profile: Open) -> None:
    page = ready(profile("bo").open(PATH))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog").get_by_role("heading")).to_have_text(
        ["Keys", "The player", "The clipper", "Other pages"]
    )
