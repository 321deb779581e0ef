"""Somebody arrives: three taps to a full home, and an app that stands without a network."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.stage import SHOW, Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_three_taps_lead_to_a_full_home(stage: Stage, profile: Open, scripts: bool) -> None:
    stage.show()
    stage.fan("ada", joins=SHOW)
    stage.moment("ada", "The lamp is the same one from the ferry.", episode=(1, 4))
    page = profile(java_script_enabled=scripts).open("/sign-up")
    page.get_by_label("Handle").fill("noor")
    page.get_by_label("E-mail").fill("noor@example.org")
    page.get_by_label("Password").fill("a lantern in the marsh")
    page.get_by_role("main").get_by_role("button", name="Join").click()
    page.get_by_label("The Saltmarsh Line").check(force=True)
    page.get_by_role("button", name="These are mine").click()
    page.get_by_label("All caught up").check(force=True)
    page.get_by_role("button", name="That’s where I am").click()
    page.get_by_label("Ada").check(force=True)
    page.get_by_role("button", name="Take me home").click()
    expect(page.get_by_text("The lamp is the same one from the ferry.").first).to_be_visible()
    expect(page.get_by_text("This is your home now.")).to_be_visible()


def test_without_a_network_there_is_a_page_that_says_so(stage: Stage, profile: Open) -> None:
    mine = profile(service_workers="allow")
    page = mine.open("/sign-in")
    page.evaluate("navigator.serviceWorker.ready.then((it) => it.active.state)")
    page.wait_for_function("navigator.serviceWorker.controller")
    mine.context.set_offline(True)
    page.goto("/shows")
    expect(page.get_by_role("heading", name="No signal here")).to_be_visible()
    mine.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("searchbox", name="Find a show")).to_be_visible()
    mine.complaints.clear()  # that there was no network is what this is about
