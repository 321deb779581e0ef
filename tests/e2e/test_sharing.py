"""Handing a moment on: the machine's own sheet where there is one, else the link and the code at a press."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.stage import Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]
SHEET = "navigator.canShare = () => true; navigator.share = async (given) => { window.given = given; };"
NO_SHEET = "navigator.canShare = undefined;"
# As on a page that came without TLS.
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"


@pytest.fixture
def moment(stage: Stage) -> str:
    stage.fan("ada")
    stage.show()
    return stage.moment("ada", "Her hands.", episode=(1, 1))


def test_the_machines_own_sheet_is_given_the_link(moment: str, profile: Open) -> None:
    visitor = profile()
    visitor.context.add_init_script(SHEET)
    page = visitor.open(f"/m/{moment}/share")
    page.get_by_role("button", name="Share with an app").click()
    given = page.evaluate("window.given")
    assert f"/m/{moment}" in given["url"]
    assert given["text"] == "A moment by ada"


def test_without_one_the_link_and_the_code_are_copied(moment: str, profile: Open) -> None:
    visitor = profile()
    visitor.context.add_init_script(NO_SHEET + NO_CLIPBOARD)
    page = visitor.open(f"/m/{moment}/share")
    expect(page.get_by_role("button", name="Share with an app")).to_be_hidden()
    for press, field in (("Copy the link", "Link"), ("Copy the code", "Code for your own page")):
        page.get_by_role("button", name=press).click()
        expect(page.locator(".toast").first).to_be_visible()
        wanted = page.get_by_label(field, exact=True).input_value()
        assert page.evaluate("getSelection().toString() || document.activeElement.value") == wanted
