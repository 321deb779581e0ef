"""Writing in a sheet: pictures, what was begun elsewhere, and keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.stage import SHOW, Profile, Stage
from tests.media.pictures import file_of, halves

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]


@pytest.fixture
def ada(stage: Stage, profile: Open) -> Profile:
    stage.show()
    stage.fan("ada", joins=SHOW)
    return profile("ada")


def composing(page: Page) -> Page:
    page.get_by_role("link", name="Post a moment").first.click()
    page.get_by_role("dialog").get_by_label("What happened?").fill("Two kinds of light.")
    return page


def test_pictures_go_up_are_described_moved_and_posted(stage: Stage, ada: Profile) -> None:
    page = composing(ada.open(f"/shows/{SHOW}"))
    sheet = page.get_by_role("dialog")
    files = [{"name": f"{each}.png", "mimeType": "image/png", "buffer": file_of(halves())} for each in "abc"]
    sheet.get_by_label("Add pictures").set_input_files(files)  # type: ignore[arg-type]
    expect(sheet.get_by_text("Being prepared.")).to_have_count(3)
    described = sheet.get_by_label("Describe it for people who can’t see it")
    described.nth(0).fill("Red")
    described.nth(1).fill("Blue")
    sheet.get_by_role("button", name="Later").first.click()
    sheet.get_by_role("button", name="Leave this one out").nth(2).click()
    expect(described).to_have_count(2)
    expect(described.first).to_have_value("Blue")
    sheet.get_by_role("button", name="Post it").click()
    page.wait_for_url("**/m/*")
    expect(page.get_by_text("This picture is being prepared")).to_have_count(2)


def test_what_is_no_picture_is_not_sent(stage: Stage, ada: Profile) -> None:
    page = composing(ada.open(f"/shows/{SHOW}"))
    notes = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"a lamp"}
    page.get_by_label("Add pictures").set_input_files(notes)  # type: ignore[arg-type]
    expect(page.get_by_text("Only pictures and videos: PNG, JPEG, WEBP, GIF, MP4, MOV, WebM or MKV.")).to_be_visible()
    expect(page.locator("[data-shot]")).to_have_count(0)


def test_what_was_begun_in_one_browser_goes_on_in_another(stage: Stage, ada: Profile, profile: Open) -> None:
    page = composing(ada.open(f"/shows/{SHOW}"))
    expect(page.get_by_role("dialog").get_by_text("Saved", exact=True)).to_be_visible()
    other = profile("ada").open(f"/compose?show={SHOW}")
    expect(other.get_by_label("What happened?")).to_have_value("Two kinds of light.")


def test_without_a_network_the_words_stay_here(stage: Stage, ada: Profile) -> None:
    page = ada.open(f"/shows/{SHOW}")
    page.get_by_role("link", name="Post a moment").first.click()
    page.route("**/draft", lambda route: route.abort())
    page.get_by_role("dialog").get_by_label("What happened?").fill("Said in a tunnel.")
    expect(page.get_by_text("Kept in this browser")).to_be_visible()
    page.unroute("**/draft")
    page.goto(f"/compose?show={SHOW}")
    expect(page.get_by_label("What happened?")).to_have_value("Said in a tunnel.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    ada.complaints.clear()  # the request that did not go through


def test_keys_go_from_moment_to_moment_and_can_be_switched_off(stage: Stage, ada: Profile) -> None:
    for each in ("First", "Second"):
        stage.moment("ada", f"{each} of them.")
    page = ada.open(f"/shows/{SHOW}?sort=new")
    page.keyboard.press("j")
    expect(page.get_by_role("article").nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("article").nth(1)).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_role("article").nth(1).get_by_role("button", name="Fire")).to_be_focused()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    sheet.get_by_label("Use these keys in this browser").uncheck()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.keyboard.press("k")
    expect(page.get_by_role("article").nth(1).get_by_role("button", name="Fire")).to_be_focused()


def test_a_picture_opens_large_and_gives_the_focus_back(stage: Stage, ada: Profile) -> None:
    two = tuple(stage.upload("ada", alt=each) for each in ("A lamp", "Rails"))
    moment = stage.moment("ada", "Look.", media=two)
    page = ada.open(f"/m/{moment}")
    first = page.get_by_role("link", name="Picture 1 of 2, larger")
    first.click()
    expect(page.get_by_role("dialog", name="A lamp")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="Rails")).to_contain_text("2 / 2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Picture 2 of 2, larger")).to_be_focused()
