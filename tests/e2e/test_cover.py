"""The moving cover of a show: its first frame at once in the box of the still one, and moving only where it may."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages import Sight
from tests.e2e.stage import SHOW, Profile, Stage
from tests.e2e.test_every_page import look
from tests.support.clipped import make_clip, show_clip

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]

PATH = f"/shows/{SHOW}"
SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"
SIZES = {"phone": {"width": 390, "height": 844}, "wide": {"width": 1280, "height": 900}}


@pytest.fixture(autouse=True)
def show(stage: Stage) -> str:
    stage.fan("ada")
    return stage.show()


def clip(stage: Stage) -> str:
    moment = stage.moment("ada", "Her hands.", episode=(1, 1), start_ms=61_000, end_ms=65_000)
    with stage.app.app_context():
        return show_clip(moment, make_clip())


def cover(page: Page) -> tuple[float, float]:
    box = page.locator(".cover > .moving").bounding_box()
    assert box
    return box["width"], box["height"]


def test_it_moves_and_can_be_stopped(stage: Stage, profile: Open) -> None:
    """In a window so low that no card is to be seen: what is nearest to its middle plays."""
    moment = clip(stage)
    page = profile(reduced_motion="no-preference", viewport={"width": 1280, "height": 560}).open(PATH)
    film = page.locator(".moving video")
    expect(film).to_have_js_property("paused", value=False)
    expect(film).to_have_js_property("muted", value=True)
    page.locator(".moving").get_by_role("button", name="Pause the clip").click()
    expect(film).to_have_js_property("paused", value=True)
    page.get_by_role("link", name="Top clip, by ada").click()
    expect(page).to_have_url(f"{stage.url}/m/{moment}")


@pytest.mark.parametrize("size", list(SIZES))
def test_it_stands_in_the_box_of_the_still_one(stage: Stage, profile: Open, size: str) -> None:
    page = profile(viewport=SIZES[size]).open(PATH)
    heights = page.locator(".cover").evaluate("each => each.offsetHeight")
    clip(stage)
    page.goto(PATH)
    assert page.locator(".cover").evaluate("each => each.offsetHeight") == heights
    width, height = cover(page)
    assert abs(width / height - (2 if size == "wide" else 16 / 9)) < 0.02
    keep(page, f"cover-{size}")


@pytest.mark.parametrize("saving", [True, False])
def test_it_stands_still_where_nothing_may_move(stage: Stage, profile: Open, saving: bool) -> None:
    clip(stage)
    visitor = profile(reduced_motion="no-preference" if saving else "reduce", viewport=SIZES["phone"])
    if saving:
        visitor.context.add_init_script(SAVING)
    page = visitor.open(PATH)
    expect(page.locator(".moving")).to_have_attribute("data-state", "stops")
    expect(page.locator(".moving video")).to_have_js_property("readyState", 0)
    expect(page.locator(".moving img")).to_be_visible()


def test_nothing_is_wrong_with_it(stage: Stage, profile: Open) -> None:
    clip(stage)
    page = profile(viewport=SIZES["wide"]).context.new_page()
    assert look(page, Sight("cover", PATH)) == []


def keep(page: Page, name: str) -> None:
    """For people to look at, where a folder is named."""
    folder = os.environ.get("FANDOM_PICTURES")
    for scheme in ("light", "dark") if folder else ():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=Path(str(folder)) / f"{name}-{scheme}.png")
