"""Show me anyway: the card turns over where it is, keeps the focus, goes on live, and can be sealed again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.stage import Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]
SLUG = "harbour-lights"
TOLD = "The boat comes back."


@pytest.fixture
def late(stage: Stage) -> str:
    stage.show(SLUG, public_horizon="closed")
    for handle in ("ada", "bo"):
        stage.fan(handle, joins=SLUG)
    stage.place("bo", SLUG, (1, 4))
    return stage.moment("ada", TOLD, slug=SLUG, episode=(2, 6))


@pytest.mark.parametrize("who", ["bo", None])
def test_its_own_page_turns_over_and_goes_on_live(stage: Stage, profile: Open, late: str, who: str | None) -> None:
    page = profile(who).open(f"/m/{late}")
    anyway = page.get_by_role("button", name="Show me anyway")
    card = page.locator(f"#m-{late}")
    anyway.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(TOLD)).to_be_visible()
    expect(card).to_be_focused()
    expect(page.get_by_role("status").get_by_text("Shown, to you alone.")).to_be_visible()
    stage.comment("ada", late, "Count the lamps.")
    expect(page.get_by_text("Count the lamps.")).to_be_visible()
    page.get_by_role("button", name="Seal it again").click()
    expect(anyway).to_be_visible()
    expect(card).to_be_focused()
    assert TOLD not in page.content()
    assert "Count the lamps." not in page.content()


def test_in_a_list_only_that_card_turns_over(stage: Stage, profile: Open, late: str) -> None:
    other = stage.moment("ada", "Nobody is on it.", slug=SLUG, episode=(2, 6))
    page = profile("bo").open("/?sort=new")
    card = page.locator(f"#m-{late}")
    card.get_by_role("button", name="Show me anyway").click()
    expect(card.get_by_text(TOLD)).to_be_visible()
    expect(card.get_by_role("link", name="Harbour Lights")).to_be_visible()
    expect(page.locator(f"#m-{other}").get_by_role("button", name="Show me anyway")).to_be_visible()
    card.get_by_role("button", name="Fire, 0").click()
    expect(card.get_by_role("button", name="Fire, 1")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(card.get_by_text(TOLD)).to_be_visible()
    card.get_by_role("button", name="Seal it again").click()
    expect(card.get_by_role("button", name="Show me anyway")).to_be_visible()
    expect(card.get_by_role("link", name="Harbour Lights")).to_be_visible()
