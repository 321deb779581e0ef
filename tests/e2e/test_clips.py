"""Clips in real lists: they move while they are looked at, one at a time, and stop when asked, covered or gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from fandom.clips.actions import advance
from fandom.infra.db import unit_of_work
from fandom.posts import access, actions
from fandom.posts.values import MomentChange
from tests.e2e.pages import Sight
from tests.e2e.stage import SHOW, Profile, Stage
from tests.e2e.test_every_page import look
from tests.media.pictures import file_of, halves
from tests.support.clipped import finish_clip, make_clip, show_clip
from tests.support.sources import give_film

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]

FEED = f"/shows/{SHOW}?sort=new"
PHONE = {"width": 390, "height": 844}
SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"
HIDDEN = """(hidden) => {
  Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
# Long enough for what plays by itself to have begun.
A_WHILE_MS = 600


@pytest.fixture(autouse=True)
def show(stage: Stage) -> str:
    for fan in ("ada", "bo"):
        stage.fan(fan)
    return stage.show()


def clip(stage: Stage, caption: str = "Her hands.", **made: object) -> tuple[str, str]:
    """A moment of ada's, and the file that it shows."""
    moment = stage.moment("ada", caption, episode=(1, 1), start_ms=61_000, end_ms=65_000)
    with stage.app.app_context():
        file_id = make_clip(**made)  # type: ignore[arg-type]
        return show_clip(moment, file_id), file_id


def lively(profile: Open, who: str | None = None, **options: object) -> Profile:
    return profile(who, reduced_motion="no-preference", viewport=PHONE, **options)


def films(page: Page) -> Locator:
    return page.locator(".card [data-clip] video")


def plays(film: Locator) -> None:
    expect(film).to_have_js_property("paused", value=False)
    expect(film).to_have_class("moved")


def stands(film: Locator) -> None:
    expect(film).to_have_js_property("paused", value=True)


def to_the_end(page: Page) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")


def live(page: Page) -> Page:
    expect(page.locator("[data-here]").first).to_contain_text("here")
    return page


def test_one_at_a_time_plays_muted_while_it_is_looked_at(stage: Stage, profile: Open) -> None:
    for each in range(3):
        clip(stage, f"Number {each}.")
    page = lively(profile).open(FEED)
    first, second, third = (films(page).nth(n) for n in range(3))
    plays(first)
    expect(first).to_have_js_property("muted", value=True)
    stands(second)
    to_the_end(page)
    stands(first)
    plays(third)
    stands(second)


@pytest.mark.parametrize("why", ["reduced motion", "saving data"])
def test_where_nothing_is_to_move_it_waits_for_a_press(stage: Stage, profile: Open, why: str) -> None:
    clip(stage)
    clip(stage, "And the lamp.")
    calm = profile(viewport=PHONE) if why == "reduced motion" else lively(profile)
    if why == "saving data":
        calm.context.add_init_script(SAVING)
    page = calm.open(FEED)
    buttons = page.locator(".card").get_by_role("button", name="Play the clip")
    expect(buttons).to_have_count(2)
    page.wait_for_timeout(A_WHILE_MS)
    stands(films(page).first)
    buttons.first.click()
    plays(films(page).first)
    page.locator(".card").get_by_role("button", name="Play the clip").click()
    plays(films(page).nth(1))
    stands(films(page).first)


def test_it_stops_under_a_sheet_and_behind_another_tab(stage: Stage, profile: Open) -> None:
    clip(stage)
    page = lively(profile).open(FEED)
    film = films(page)
    plays(film)
    page.get_by_label("More about this moment").click()
    page.get_by_role("link", name="Share or embed").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    stands(film)
    page.keyboard.press("Escape")
    plays(film)
    page.evaluate(HIDDEN, arg=True)
    stands(film)
    page.evaluate(HIDDEN, arg=False)
    plays(film)


def test_a_tap_brings_the_sound_and_the_next_one_has_it_too(stage: Stage, profile: Open) -> None:
    for each in range(3):
        clip(stage, f"Number {each}.")
    page = lively(profile).open(FEED)
    first, last = films(page).first, films(page).last
    plays(first)
    first.click()
    expect(first).to_have_js_property("muted", value=False)
    expect(page.locator(".card").get_by_role("button", name="Sound").first).to_have_attribute("aria-pressed", "true")
    to_the_end(page)
    plays(last)
    expect(last).to_have_js_property("muted", value=False)
    last.click()
    stands(last)
    page.wait_for_timeout(A_WHILE_MS)
    stands(last)
    page.locator(".card").get_by_role("button", name="Play the clip").last.click()
    plays(last)


def test_keys_play_and_silence_it(stage: Stage, profile: Open) -> None:
    clip(stage)
    page = lively(profile).open(FEED)
    film = films(page)
    plays(film)
    page.locator(".card").get_by_role("button", name="Pause the clip").focus()
    page.keyboard.press("Space")
    stands(film)
    expect(page.locator(".card").get_by_role("button", name="Play the clip")).to_be_focused()
    page.keyboard.press("k")
    plays(film)
    page.keyboard.press("m")
    expect(film).to_have_js_property("muted", value=False)
    page.keyboard.press("m")
    expect(film).to_have_js_property("muted", value=True)


def test_what_is_taken_away_stops(stage: Stage, profile: Open) -> None:
    moment, _ = clip(stage)
    page = live(lively(profile).open(FEED))
    plays(films(page))
    film = films(page).element_handle()
    with stage.app.app_context(), unit_of_work():
        actions.delete_moment(moment=access.moment_to_delete(stage.people["ada"].viewer, moment))
    expect(page.get_by_text("This moment is gone.")).to_be_visible()
    assert film.evaluate("(film) => [film.paused, film.hasAttribute('src')]") == [True, False]


def test_what_takes_its_place_goes_on_as_it_was(stage: Stage, profile: Open) -> None:
    moment, _ = clip(stage)
    page = live(lively(profile).open(FEED))
    films(page).scroll_into_view_if_needed()
    for stopped, words in ((False, "Her left hand."), (True, "Her right hand.")):
        plays(films(page))
        if stopped:
            page.locator(".card").get_by_role("button", name="Pause the clip").click()
            stands(films(page))
        with stage.app.app_context(), unit_of_work():
            mine = access.moment_to_edit(stage.people["ada"].viewer, moment)
            actions.edit_moment(moment=mine, change=MomentChange(caption=words))
        expect(page.get_by_text(words)).to_be_visible()
    page.wait_for_timeout(A_WHILE_MS)
    stands(films(page))


def test_its_author_sees_it_being_made_and_then_it_plays(stage: Stage, profile: Open) -> None:
    moment, file_id = clip(stage, done=False)
    page = live(lively(profile, "ada").open(FEED))
    card = page.locator(f'[data-moment="{moment}"]')
    bar = card.get_by_role("progressbar", name="How much of the clip is made")
    expect(card).to_contain_text("The clip is being made")
    expect(bar).to_have_js_property("value", 0)
    with stage.app.app_context(), unit_of_work():
        advance(file_id=file_id, percent=40)
    expect(bar).to_have_js_property("value", 40)
    with stage.app.app_context():
        finish_clip(file_id)
    films(page).scroll_into_view_if_needed()
    plays(films(page))
    expect(bar).to_have_count(0)


def test_what_comes_live_plays_too(stage: Stage, profile: Open) -> None:
    page = live(lively(profile).open(FEED))
    clip(stage)
    page.get_by_role("link", name="1 new").click()
    plays(films(page))


def test_without_scripts_the_browser_plays_it(stage: Stage, profile: Open) -> None:
    moment, _ = clip(stage)
    page = profile(java_script_enabled=False).open(f"/m/{moment}")
    expect(films(page)).to_have_attribute("controls", "")
    expect(films(page)).to_be_visible()
    expect(page.locator("[data-play], [data-sound]").filter(visible=True)).to_have_count(0)


def test_in_a_frame_it_plays_within_its_policy(stage: Stage, profile: Open) -> None:
    moment, _ = clip(stage)
    page = profile().open(f"/m/{moment}/embed")
    film = page.locator("video")
    film.evaluate("(film) => { film.muted = true; return film.play(); }")
    expect(film).to_have_js_property("videoWidth", 320)


def test_a_clip_is_wished_for_by_default_and_not_beside_pictures(stage: Stage, profile: Open, show: str) -> None:
    with stage.app.app_context():
        give_film(show, (1, 4), duration_ms=600_000)
    page = profile("bo").open(f"/compose?show={SHOW}")
    wish = page.get_by_label("Cut the clip from the video")
    page.get_by_label("What happened?").fill("The lamp.")
    page.get_by_label("Episode", exact=True).select_option("s01e05")
    expect(wish).to_be_hidden()
    page.get_by_label("Episode", exact=True).select_option("s01e04")
    expect(wish).not_to_be_checked()
    page.get_by_label("From", exact=True).fill("2:00")
    page.get_by_label("To", exact=True).fill("2:05")
    expect(wish).to_be_checked()
    wish.uncheck()
    page.get_by_label("To", exact=True).fill("2:06")
    expect(wish).not_to_be_checked()
    wish.check()
    lamp = {"name": "lamp.png", "mimeType": "image/png", "buffer": file_of(halves())}
    page.get_by_label("Add pictures").set_input_files(lamp)  # type: ignore[arg-type]
    expect(page.get_by_text("Pictures or a clip, one of them.")).to_be_visible()
    expect(wish).not_to_be_checked()
    expect(wish).to_be_disabled()
    page.get_by_role("button", name="Leave this one out").click()
    expect(wish).to_be_checked()
    page.get_by_role("button", name="Post it").click()
    page.wait_for_url("**/m/*")
    expect(page.get_by_text("The clip is being made")).to_be_visible()


def test_clips_can_be_used_by_everyone(stage: Stage, profile: Open, show: str) -> None:
    moment, _ = clip(stage)
    clip(stage, "Made soon.", done=False)
    clip(stage, "Made later.", done=False, poster=False)
    clip(stage, "Not made.", failed="The clip could not be made.")
    with stage.app.app_context():
        give_film(show, (1, 4))
    sights = [
        *(
            Sight("clips", FEED, "ada"),
            Sight("clip", f"/m/{moment}", "ada"),
            Sight("clip-embed", f"/m/{moment}/embed", "ada"),
        ),
        Sight("clip-compose", f"/compose?show={SHOW}&episode=s01e04", "ada"),
    ]
    for opened in (profile("ada"), lively(profile, "ada")):
        page = opened.context.new_page()
        assert "\n".join(each for sight in sights for each in look(page, sight)) == ""
