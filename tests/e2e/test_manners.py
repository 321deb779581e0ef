"""Small things that make it pleasant: undo, what is typed is kept, keys, and what did not go through is taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.stage import SHOW, Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]


@pytest.fixture
def ada(stage: Stage, profile: Open) -> Profile:
    stage.show()
    stage.fan("ada", joins=SHOW)
    return profile("ada")


def test_a_reaction_that_did_not_go_through_is_taken_back(stage: Stage, ada: Profile) -> None:
    stage.moment("ada", "Go and look.")
    ada.context.route("**/reactions/*", lambda route: route.fulfill(status=409, body="{}"))
    page = ada.open(f"/shows/{SHOW}")
    page.get_by_role("button", name="Fire, 0").click()
    expect(page.get_by_text("That did not go through.")).to_be_visible()
    expect(page.get_by_role("button", name="Fire, 0")).to_have_attribute("aria-pressed", "false")


def test_a_reaction_shows_before_it_is_answered(stage: Stage, ada: Profile) -> None:
    stage.moment("ada", "Go and look.")
    held: list[Callable[[], None]] = []
    ada.context.route("**/reactions/*", lambda route: held.append(route.continue_))
    page = ada.open(f"/shows/{SHOW}")
    page.get_by_role("button", name="Fire, 0").click()
    expect(page.get_by_role("button", name="Fire, 1")).to_have_attribute("aria-pressed", "true")
    assert len(held) == 1
    held[0]()


def test_taking_back_can_be_undone(stage: Stage, ada: Profile) -> None:
    moment = stage.moment("ada", "Said too soon.")
    page = ada.open(f"/shows/{SHOW}", clock=True)
    for undone in (True, False):
        page.get_by_label("More about this moment").click()
        page.get_by_role("link", name="Take back").click()
        expect(page.get_by_text("Said too soon.")).to_be_hidden()
        if undone:
            page.get_by_role("button", name="Undo").click()
            expect(page.get_by_text("Said too soon.")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as gone:
        page.clock.run_for(10_000)
        expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert gone.value.ok
    again = page.goto(f"/m/{moment}")
    assert again is not None
    assert again.status == 404


def test_what_is_typed_is_kept_until_it_is_said(stage: Stage, ada: Profile) -> None:
    page = ada.open(f"/shows/{SHOW}")
    post = page.get_by_role("link", name="Post a moment").first
    post.click()
    page.get_by_label("What happened?").fill("Half a thought")
    with page.expect_response(lambda answer: answer.url.endswith("/draft") and answer.request.method == "PUT"):
        page.get_by_role("link", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    post.click()
    expect(page.get_by_label("What happened?")).to_have_value("Half a thought")
    page.get_by_role("button", name="Post it").click()
    page.wait_for_url("**/m/*")
    page.goto(f"/shows/{SHOW}")
    post.click()
    expect(page.get_by_label("What happened?")).to_have_value("")


def test_a_failed_post_stays_in_its_sheet(stage: Stage, ada: Profile) -> None:
    page = ada.open(f"/shows/{SHOW}")
    page.get_by_role("link", name="Post a moment").first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("What happened?").fill("The lamp.")
    sheet.get_by_role("combobox", name="Tags").fill("a!b")
    sheet.get_by_role("button", name="Post it").click()
    expect(sheet.get_by_text("A tag is letters")).to_be_visible()
    expect(sheet.get_by_label("What happened?")).to_have_value("The lamp.")


def test_hidden_words_open_with_a_key(stage: Stage, ada: Profile) -> None:
    stage.moment("ada", "She ||already knows||.")
    page = ada.open(f"/shows/{SHOW}")
    words = page.get_by_role("button", name="Hidden words, press to read")
    words.focus()
    page.keyboard.press("Enter")
    expect(words).to_have_count(0)
    expect(page.locator("span.hidden.shown")).to_have_text("already knows")


def test_the_first_tab_skips_to_the_page(stage: Stage, ada: Profile) -> None:
    page = ada.open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_light_or_dark_is_remembered(stage: Stage, profile: Open) -> None:
    page = profile(color_scheme="light").open("/")

    def background(of: Page) -> str:
        return str(of.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = background(page)
    page.get_by_role("button", name="Light or dark").last.click()
    dark = background(page)
    assert light != dark
    page.reload()
    assert background(page) == dark


def test_signed_out_elsewhere_is_signed_out_here(stage: Stage, ada: Profile, profile: Open) -> None:
    page = ada.open(f"/shows/{SHOW}")
    expect(page.locator("[data-here]").first).to_contain_text("here")
    other = profile("ada").open("/settings")
    other.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
