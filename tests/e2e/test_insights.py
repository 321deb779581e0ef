"""A link goes from one to another: they open it, the clip plays, and its author sees that somebody came."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.stage import Profile, Stage
from tests.support.clipped import make_clip, show_clip
from tests.support.waiting import until

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]

SEEN = "video => video.played.length ? video.played.end(0) : 0"


@pytest.fixture
def moment(stage: Stage) -> str:
    for fan in ("ada", "bo"):
        stage.fan(fan)
    stage.show()
    made = stage.moment("ada", "Her hands.", episode=(1, 1), start_ms=61_000, end_ms=65_000)
    with stage.app.app_context():
        return show_clip(made, make_clip())


def link_of(page: Page) -> str:
    link = page.get_by_label("Link", exact=True).input_value()
    assert "?via=" in link
    return link


def figure(page: Page, words: str) -> str:
    page.reload()
    return page.locator("dl.figures > div", has_text=words).locator("dd").first.inner_text()


def test_a_link_that_is_handed_on(stage: Stage, profile: Open, moment: str) -> None:
    link = link_of(profile("bo").open(f"/m/{moment}/share"))
    somebody = profile(reduced_motion="no-preference").open(link)
    film = somebody.locator("[data-clip] video")
    expect(film).to_have_js_property("paused", value=False)
    until(lambda: film.evaluate("video => video.currentTime") > 2.2)
    somebody.goto("/shows")
    how = profile("ada").open(f"/m/{moment}")
    how.get_by_label("More about this moment").first.click()
    how.get_by_role("link", name="How it went").click()
    expect(how.get_by_role("heading", name="How it went")).to_be_visible()
    until(lambda: figure(how, "played it") == "1", every=0.5)
    assert figure(how, "opened it") == "1"
    row = how.get_by_role("row", name="50")
    expect(row).to_contain_text("1")
    how.get_by_role("link", name="All your moments").click()
    expect(how.get_by_role("link", name="Her hands.")).to_be_visible()


def test_looping_and_coming_again_counts_once(stage: Stage, profile: Open, moment: str) -> None:
    sent: list[str] = []
    somebody = profile(reduced_motion="no-preference")
    page = somebody.open("/")
    page.on("request", lambda asked: sent.append(asked.url) if asked.url.endswith("/played") else None)
    for _ in range(2):
        page.goto(f"/m/{moment}")
        until(
            lambda: (
                page.evaluate("(at => at.length ? at.end(0) : 0)(document.querySelector('[data-clip] video').played)")
                > 3.9
            )
        )
        page.wait_for_timeout(1500)
        page.goto("/shows")
    how = profile("ada").open(f"/m/{moment}/insights")
    until(lambda: figure(how, "played it") == "1", every=0.5)
    expect(how.get_by_role("row", name="100")).to_contain_text("1")
    assert 1 <= len(sent) <= 4
