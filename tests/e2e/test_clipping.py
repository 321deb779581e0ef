"""What becomes of a clip: kept while it is begun, refused beside its field, posted, and followed until it is ready."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from fandom.clips.actions import advance
from fandom.infra.db import db, unit_of_work
from fandom.posts.models import Moment
from fandom.shows.models import Show
from tests.e2e.clipping import PATH, PLACE, at, clip, counted, end, marks, standing
from tests.e2e.stage import SHOW, Profile, Stage
from tests.support.clipped import finish_clip
from tests.support.waiting import until

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]


@pytest.fixture
def show(stage: Stage) -> str:
    return counted(stage)


def published(stage: Stage) -> Moment:
    def found() -> Any:
        with stage.app.app_context():
            return db.session.scalar(select(Moment).order_by(Moment.created_at.desc()).limit(1))

    moment: Moment = until(found)
    return moment


def test_it_is_posted_with_exactly_these_times(stage: Stage, profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.keyboard.press("ArrowRight")
    page.get_by_label("What is it about this moment?").fill("Her hands. Ünïcode 🔥")
    page.get_by_role("combobox", name="Tags").fill("hands, #lamp")
    expect(page.get_by_text("Hidden from people who haven’t reached S1E4 · 0:30")).to_be_visible()
    page.get_by_role("button", name="Post to").click()
    said = page.get_by_text("It is in the feed; the clip is being made.")
    expect(said).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    moment = published(stage)
    assert (moment.season, moment.number, moment.start_ms, moment.end_ms) == (*PLACE, 20_040, 30_000)
    assert moment.caption == "Her hands. Ünïcode 🔥"
    link = page.get_by_role("link", name="See it")
    expect(link).to_have_attribute("href", re.compile(f"/m/{moment.id}$"))
    assert page.url.split("?")[0].endswith(PATH)


def test_what_was_begun_is_kept_over_closing_and_reloading(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.keyboard.press("ArrowRight")
    page.get_by_label("What is it about this moment?").fill("Half a thought")
    page.get_by_text("Hidden from people").click()
    page.get_by_label("From nobody, it spoils nothing").check()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Your clip is kept here until you come back.")).to_be_visible()
    page.goto(f"{PATH}?t=50")
    standing(page, 50)
    clip(page)
    marks(page, 20_040, 30_000)
    expect(page.get_by_label("What is it about this moment?")).to_have_value("Half a thought")
    expect(page.get_by_text("Hidden from nobody")).to_be_visible()
    page.get_by_role("button", name="Mark the last 10 s instead").click()
    marks(page, 40_000, 50_000)
    expect(page.get_by_label("What is it about this moment?")).to_have_value("Half a thought")


def test_without_words_the_next_time_marks_anew(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.keyboard.press("ArrowRight")
    marks(page, 20_040, 30_000)
    page.keyboard.press("Escape")
    clip(page)
    marks(page, 20_040, 30_000)
    page.keyboard.press("Escape")
    page.evaluate("() => { document.getElementById('film').currentTime = 50; }")
    standing(page, 50)
    clip(page)
    marks(page, 40_000, 50_000)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    post, words = page.get_by_role("button", name="Post to"), page.get_by_label("What is it about this moment?")
    post.click()
    expect(words).to_be_focused()
    expect(words).to_have_attribute("aria-invalid", "true")
    expect(words).to_have_accessible_description("Say something about it, even a word.")
    words.fill("x" * 501)
    expect(page.get_by_text("1 too many")).to_be_visible()
    post.click()
    expect(page.get_by_text("At most 500 characters fit in here.")).to_be_visible()
    words.fill("Her hands.")
    expect(words).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("combobox", name="Tags").fill("no!")
    page.route(
        "**/api/v1/moments",
        lambda route: route.fulfill(status=422, json={"errors": {"tags": ["Not this."], "end_ms": ["Past its end."]}}),
    )
    post.click()
    expect(page.get_by_role("combobox", name="Tags")).to_have_accessible_description("Not this.")
    expect(end(page, "out")).to_have_accessible_description(re.compile("Past its end."))
    page.unroute("**/api/v1/moments")
    page.route("**/api/v1/moments", lambda route: route.fulfill(status=409, body=""))
    post.click()
    expect(page.get_by_text("That did not go through. Try again.")).to_be_visible()
    expect(words).to_have_value("Her hands.")
    marks(page, 20_000, 30_000)


def test_the_same_is_sent_again_under_the_same_key(profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.get_by_label("What is it about this moment?").fill("Her hands.")
    sent: list[tuple[str, Any]] = []

    def hear(route: Any) -> None:
        sent.append((route.request.headers["idempotency-key"], route.request.post_data_json))
        route.fulfill(status=409, body="")

    page.route("**/api/v1/moments", hear)
    for _ in range(2):
        page.get_by_role("button", name="Post to").click()
        expect(page.get_by_text("That did not go through. Try again.")).to_be_visible()
        page.get_by_role("combobox", name="Tags").fill("")
    page.get_by_label("What is it about this moment?").fill("Her other hand.")
    page.get_by_role("button", name="Post to").click()
    expect(page.get_by_text("That did not go through. Try again.")).to_be_visible()
    assert len(sent) == 3
    assert sent[0] == sent[1]
    assert sent[2][0] != sent[0][0]
    assert sent[0][1] == {
        "show": SHOW,
        "episode": "s01e04",
        "start_ms": 20_000,
        "end_ms": 30_000,
        "clip": True,
        "caption": "Her hands.",
        "tags": [],
    }


def test_a_visitor_signs_in_and_is_back_at_the_same_second(stage: Stage, profile: Open, show: str) -> None:
    visitor = profile()
    page = at(visitor, 30)
    page.keyboard.press("c")
    page.wait_for_url("**/sign-in?**")
    visitor.context.add_cookies([stage.cookie("bo")])  # type: ignore[list-item]
    page.reload()
    page.wait_for_url(f"**{PATH}?t=30**")
    expect(page.get_by_role("dialog", name="Your clip")).to_be_visible()
    marks(page, 20_000, 30_000)


def test_where_no_clips_are_wanted_the_button_says_so(stage: Stage, profile: Open, show: str) -> None:
    with stage.app.app_context(), unit_of_work():
        row = db.session.get_one(Show, show)
        row.rights = row.rights | {"clips": False}
    page = at(profile("bo"), 30)
    page.get_by_role("button", name="No clips here").click()
    expect(page.get_by_text("The people of this fandom have asked for no clips.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_its_making_is_followed_until_it_is_ready(stage: Stage, profile: Open, show: str) -> None:
    page = clip(at(profile("bo"), 30))
    page.get_by_label("What is it about this moment?").fill("Her hands.")
    page.get_by_role("button", name="Post to").click()
    expect(page.get_by_text("It is in the feed; the clip is being made.")).to_be_visible()
    moment = published(stage)
    with stage.app.app_context(), unit_of_work():
        advance(file_id=moment.media_ids[0], percent=40)
    expect(page.get_by_role("progressbar", name="How much of the clip is made")).to_have_attribute("value", "40")
    with stage.app.app_context():
        finish_clip(moment.media_ids[0])
    expect(page.get_by_text("Your clip is ready.")).to_be_visible()
    page.get_by_role("link", name="See it").click()
    page.wait_for_url(f"**/m/{moment.id}")
