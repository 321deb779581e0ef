"""How the clipper says times: as the language of its page writes numbers, and everywhere the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.clipping import PATH, counted, standing
from tests.e2e.stage import Profile, Stage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "point"), [("en", "."), ("de", ",")])
def test_times_are_written_as_numbers_are(
    stage: Stage, profile: Callable[..., Profile], language: str, point: str
) -> None:
    counted(stage)
    page = profile("bo", locale=language).open(f"{PATH}?t=30")
    standing(page, 30)
    page.keyboard.press("c")
    expect(page.locator("[data-length]")).to_have_text(f"10{point}0 s")
    expect(page.locator('[data-pick="out"] b')).to_have_text(f"0:30{point}00")
    expect(page.locator("#clip-out")).to_have_attribute("aria-valuetext", f"0:30{point}000")
    expect(page.locator('#rate option[value="1.5"]')).to_have_text(f"1{point}5×")
