"""The clipper where something is missing yet: the film's small pictures, or the words of whoever posts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fandom.clips.playing.models import Film
from fandom.infra.db import db, unit_of_work
from tests.e2e.clipping import PLACE, at, clip, counted, marks
from tests.e2e.stage import Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]
BEING_MADE = "The pictures of this film are still being made; the handles work already."
PAINTED = """() => {
  const canvas = document.querySelector("[data-strip] canvas");
  return canvas.getContext("2d").getImageData(canvas.width / 4, canvas.height / 2, 1, 1).data[3] > 0;
}"""


@pytest.fixture
def show(stage: Stage) -> str:
    return counted(stage)


def unseen(stage: Stage, show: str, sprite: dict[str, object] | None) -> dict[str, object] | None:
    """As the film is before somebody has gone through it; gives back what it had."""
    with stage.app.app_context(), unit_of_work():
        row = db.session.get_one(Film, (show, *PLACE))
        had, row.sprite = row.sprite, sprite
        return had


def test_small_pictures_that_are_not_there_yet_come_by_themselves(stage: Stage, profile: Open, show: str) -> None:
    had = unseen(stage, show, None)
    page = clip(at(profile("bo"), 30))
    expect(page.get_by_text(BEING_MADE)).to_be_visible()
    assert not page.evaluate(PAINTED)
    page.keyboard.press("ArrowRight")
    marks(page, 20_040, 30_000)
    unseen(stage, show, had)
    page.wait_for_function(PAINTED)
    expect(page.get_by_text(BEING_MADE)).to_be_hidden()
    expect(page.locator("[data-strip]")).not_to_have_attribute("data-bare", "")
    peek(page)


def peek(page: Page) -> None:
    """The player's bar has them, too."""
    page.keyboard.press("Escape")
    page.get_by_role("slider", name="Position").hover()
    expect(page.locator(".peek")).to_have_attribute("data-drawn", "15")


def test_where_they_are_there_nothing_is_said(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.wait_for_function(PAINTED)
    expect(page.get_by_text(BEING_MADE)).to_be_hidden()


@pytest.mark.parametrize("height", [720, 900])
def test_who_posts_without_words_sees_the_picture_and_what_is_asked(profile: Open, show: str, height: int) -> None:
    page = clip(at(profile("bo", viewport={"width": 1280, "height": height}), 30))
    page.get_by_role("button", name="Post to").click()
    wrong = page.get_by_text("Say something about it, even a word.")
    expect(page.get_by_label("What is it about this moment?")).to_be_focused()
    box, film, top = wrong.bounding_box(), page.locator("#film").bounding_box(), page.locator(".top").bounding_box()
    assert box
    assert film
    assert top
    assert film["y"] >= top["y"] + top["height"] - 1
    assert box["y"] + box["height"] <= height
