"""Reading and posting need no scripts: sign up, join, say where you are, post, comment, react, take back, report."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.stage import SHOW, Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]


@pytest.fixture
def plain(stage: Stage, profile: Open) -> Page:
    stage.show()
    return profile(java_script_enabled=False, viewport={"width": 1280, "height": 1600}).open("/")


def sign_up(page: Page, handle: str) -> None:
    page.goto(f"/sign-up?next=/shows/{SHOW}")
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("E-mail").fill(f"{handle}@example.org")
    page.get_by_label("Password").fill("a lantern in the marsh")
    page.get_by_role("main").get_by_role("button", name="Join").click()


def test_somebody_arrives_and_posts(stage: Stage, plain: Page) -> None:
    sign_up(plain, "noor")
    expect(plain.get_by_role("heading", name="The Saltmarsh Line")).to_be_visible()
    plain.get_by_role("button", name="Join", exact=True).click()
    expect(plain.get_by_role("heading", name="Where are you in this show?")).to_be_visible()
    plain.get_by_label("Season 1, episode 4", exact=True).check(force=True)
    plain.get_by_role("button", name="That’s where I am").click()
    expect(plain.get_by_text("You’re at S1E4.")).to_be_visible()

    plain.get_by_role("link", name="Post a moment").first.click()
    expect(plain.get_by_label("Episode", exact=True)).to_have_value("s01e04")
    plain.get_by_label("What happened?").fill("The lamp is the same one from the ferry.")
    plain.get_by_label("From", exact=True).fill("half past")
    plain.get_by_role("button", name="Post it").click()
    expect(plain.get_by_text("Write times like 12:31.")).to_be_visible()
    expect(plain.get_by_label("What happened?")).to_have_value("The lamp is the same one from the ferry.")
    plain.get_by_label("From", exact=True).fill("12:31")
    plain.get_by_role("button", name="Post it").click()
    expect(plain.get_by_text("12:31–12:36")).to_be_visible()

    plain.get_by_role("button", name="Fire, 0").click()
    expect(plain.get_by_role("button", name="Fire, 1")).to_have_attribute("aria-pressed", "true")
    plain.get_by_label("Say something to noor").fill("Same dent in the shade.")
    plain.get_by_role("button", name="Say it").click()
    expect(plain.get_by_role("heading", name="1 comment")).to_be_visible()
    plain.get_by_role("link", name="Take back").click()
    plain.get_by_role("button", name="Take it back").click()
    expect(plain.get_by_text("Same dent in the shade.")).to_have_count(0)


def test_a_sealed_card_opens_when_it_has_been_seen(stage: Stage, plain: Page) -> None:
    stage.fan("tuck", joins=SHOW)
    stage.moment("tuck", "He steps out of the water.", episode=(2, 6))
    sign_up(plain, "noor")
    plain.goto(f"/shows/{SHOW}/progress")
    plain.get_by_label("Season 2, episode 4", exact=True).check(force=True)
    plain.get_by_role("button", name="That’s where I am").click()
    expect(plain.get_by_text("S2E6, this")).to_be_visible()
    assert "water" not in plain.content()
    plain.get_by_role("button", name="I’ve seen it").click()
    expect(plain.get_by_text("He steps out of the water.")).to_be_visible()


def test_a_visitor_who_reacts_is_shown_the_door(stage: Stage, plain: Page) -> None:
    stage.fan("tuck", joins=SHOW)
    stage.moment("tuck", "Go and look.")
    plain.goto(f"/shows/{SHOW}")
    plain.get_by_role("button", name="Fire, 0").click()
    plain.wait_for_url(re.compile(r"/sign-in\?next="))
    expect(plain.get_by_role("button", name="Sign in")).to_be_visible()
