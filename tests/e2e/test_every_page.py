"""Every page, at 390 and 1280 px, light and dark: it answers, fits, satisfies axe and its policy."""

from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.pages import Sight, furnished
from tests.e2e.stage import Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SMALL_TARGETS = ROOT / "tests/e2e/targets.js"
PICTURES = ROOT / "var/screenshots"
SIZES = ({"width": 390, "height": 844}, {"width": 1280, "height": 900})
THEMES = ("light", "dark")
# axe sees each size and each light once; the contrasts of all lights are proven by their formula.
JUDGED = {390: "light", 1280: "dark"}
RUN_AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const said = (rule, node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`;
  return found.violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node)));
}"""


def look(page: Page, sight: Sight, sizes: Iterable[dict[str, int]] = SIZES) -> list[str]:
    """What is wrong with this page: loaded once, then looked at in each of these sizes."""
    wrong = visit(page, sight)
    page.evaluate(AXE.read_text())
    for size in sizes:
        width = size["width"]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=JUDGED[width])  # type: ignore[arg-type]
        wrong += [f"{sight.name} {width}: {each}" for each in [*shape(page), *page.evaluate(RUN_AXE)]]
    return wrong


def visit(page: Page, sight: Sight) -> list[str]:
    response = page.goto(sight.path)
    status = response.status if response else 0
    return [] if status == sight.status else [f"{sight.name} answered {status}"]


def shape(page: Page) -> list[str]:
    """Wider than the window, or with controls that a finger would miss."""
    wide = bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
    return ["is wider than the window"] * wide + list(page.evaluate(SMALL_TARGETS.read_text()))


def test_every_page_can_be_used_by_everyone(stage: Stage, profile: Open) -> None:
    """Each in one size, in turns; the long tier takes both."""
    sights = furnished(stage)
    pages = pages_of(sights, profile)
    wrong = [each for n, sight in enumerate(sights) for each in look(pages[sight.who], sight, [SIZES[n % 2]])]
    assert "\n".join(wrong) == ""


@pytest.mark.long
def test_every_page_can_be_used_in_every_size(stage: Stage, profile: Open) -> None:
    sights = furnished(stage)
    pages = pages_of(sights, profile)
    assert "\n".join(each for sight in sights for each in look(pages[sight.who], sight)) == ""


def pages_of(sights: list[Sight], profile: Open) -> dict[str | None, Page]:
    return {who: profile(who).context.new_page() for who in {sight.who for sight in sights}}


@pytest.mark.long
def test_pictures_are_kept(stage: Stage, profile: Open) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for sight in furnished(stage):
        page = profile(sight.who).context.new_page()
        assert visit(page, sight) == []
        for size, theme in product(SIZES, THEMES):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.screenshot(path=PICTURES / f"{sight.name}-{size['width']}-{theme}.png", full_page=True)
        page.close()
