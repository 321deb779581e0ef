"""Searching by hand: names while one types, and keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.stage import SHOW, Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]


def test_names_are_told_while_one_types_and_chosen_by_keys(stage: Stage, profile: Open) -> None:
    show_id = stage.show()
    stage.fan("ada", joins=SHOW)
    stage.fan("sally", moderates=[show_id])
    stage.moment("ada", "Nothing of saltiness is told.")
    page = profile("ada").open("/shows?q=zzz")
    page.locator("body").press("/")
    field = page.get_by_role("searchbox", name="Find a show")
    expect(field).to_be_focused()
    page.goto(page.url.replace("/shows?q=zzz", "/search"))
    page.locator("body").press("/")
    field = page.get_by_role("combobox", name="Search").last
    expect(field).to_be_focused()
    field.press_sequentially("sal")
    names = page.get_by_role("listbox", name="Names").get_by_role("option")
    expect(names).to_have_count(2)
    field.press("ArrowDown")
    expect(names.nth(0)).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(names).to_have_count(0)
    field.press("a")
    field.press("Backspace")
    expect(names).to_have_count(2)
    field.press("ArrowUp")
    expect(names.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page.get_by_role("heading", name="sally")).to_be_visible()
