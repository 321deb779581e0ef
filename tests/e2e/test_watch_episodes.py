"""All episodes below the player: in sight on a desk, opened on a phone, and the one that is watched in the middle."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clipping import PHONE
from tests.e2e.stage import SHOW, Profile, Stage
from tests.e2e.test_every_page import AXE, RUN_AXE, shape
from tests.support.catalogue import season

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]
PATH = f"/shows/{SHOW}/s01e70"
DESK = {"viewport": {"width": 1280, "height": 900}}
# Whether the current one lies within what its list shows.
SEEN = """() => {
  const box = (each) => document.querySelector(each).getBoundingClientRect();
  const [list, here] = [box(".episodes"), box(".episodes [aria-current]")];
  return here.height > 0 && here.top >= list.top && here.bottom <= list.bottom;
}"""


@pytest.fixture(autouse=True)
def show(stage: Stage) -> str:
    return stage.show(episodes=season(1, 90))


def sound(page: Page) -> None:
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN_AXE) == []
    assert shape(page) == []


def test_on_a_desk_they_are_in_sight(profile: Open) -> None:
    page = profile(**DESK).open(PATH)
    expect(page.get_by_role("heading", name="All episodes")).to_be_visible()
    expect(page.get_by_role("link", name="S1E72")).to_be_visible()
    page.wait_for_function(SEEN)
    sound(page)


def test_on_a_phone_they_are_opened(profile: Open) -> None:
    page = profile(**PHONE).open(PATH)
    expect(page.get_by_role("link", name="S1E70")).to_be_hidden()
    page.get_by_text("All episodes").first.tap()
    expect(page.get_by_role("link", name="S1E70")).to_be_visible()
    page.wait_for_function(SEEN)
    sound(page)


def test_without_scripts_they_are_there(profile: Open) -> None:
    page = profile(java_script_enabled=False, **DESK).open(PATH)
    expect(page.get_by_role("link", name="S1E89")).to_be_visible()
    page.get_by_role("link", name="S1E2 Title").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("S1E2")
