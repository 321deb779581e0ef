"""Every page, at 390 and 1280 px, light and dark: it answers, fits, satisfies axe and its policy; pictures are kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.pages import Sight, furnished
from tests.e2e.stage import Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
PICTURES = ROOT / "var/screenshots"
SIZES = ({"width": 390, "height": 844}, {"width": 1280, "height": 900})
THEMES = ("light", "dark")
RUN_AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const said = (rule, node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`;
  return found.violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node)));
}"""


def look(page: Page, sight: Sight) -> list[str]:
    """What is wrong with this page, here and now."""
    response = page.goto(sight.path)
    status = response.status if response else 0
    wrong = [] if status == sight.status else [f"answered {status}"]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("is wider than the window")
    page.evaluate(AXE.read_text())
    return wrong + list(page.evaluate(RUN_AXE))


def small_targets(page: Page) -> list[str]:
    """Controls that a finger would miss: less than 44 px high or wide, with what they reach around themselves."""
    return list(page.evaluate((ROOT / "tests/e2e/targets.js").read_text()))


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_can_be_used_by_everyone(stage: Stage, profile: Open, theme: str) -> None:
    sights = furnished(stage)
    PICTURES.mkdir(parents=True, exist_ok=True)
    wrong: dict[str, list[str]] = {}
    for size in SIZES:
        people = {who: profile(who, viewport=size, color_scheme=theme) for who in {sight.who for sight in sights}}
        pages = {who: each.context.new_page() for who, each in people.items()}
        for sight in sights:
            name = f"{sight.name}-{size['width']}-{theme}"
            page = pages[sight.who]
            found = look(page, sight)
            if theme == "light":
                found += small_targets(page)
            page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
            if found:
                wrong[name] = found
    assert "\n".join(f"{name} {each}" for name, found in wrong.items() for each in found) == ""
