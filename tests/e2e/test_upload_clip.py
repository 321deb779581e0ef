"""A video of one's own in a real browser: it goes up, breaks off, goes on, is made into a clip, and plays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from fandom.infra import delivery
from fandom.infra.db import db
from fandom.infra.outbox import Outbox
from fandom.media.models import File
from tests.e2e.stage import SHOW, Profile, Stage
from tests.media.pictures import file_of, halves
from tests.support.clipped import film
from tests.support.waiting import until

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]
ROOM = 6_000_000
PIECES = "**/api/v1/media/uploads/*"


def edit(folder: Path, name: str = "edit.mp4") -> Path:
    """Four seconds, and room that says nothing: it takes several pieces to send."""
    path = folder / name
    path.write_bytes(film() + (ROOM + 8).to_bytes(4, "big") + b"free" + bytes(ROOM))
    return path


@pytest.fixture
def ada(stage: Stage, profile: Open) -> Profile:
    stage.show()
    stage.fan("ada", joins=SHOW)
    return profile("ada", reduced_motion="no-preference", viewport={"width": 390, "height": 844})


def composing(page: Page) -> Page:
    page.goto(f"/compose?show={SHOW}")
    page.get_by_label("What happened?").fill("I made this.")
    return page


def choose(page: Page, path: Path) -> None:
    page.get_by_label("Add pictures or a video").set_input_files(path)


def made(stage: Stage) -> bool:
    """Whatever a worker would do is done here; whether the clip is ready then."""
    with stage.app.app_context():
        for row in db.session.scalars(select(Outbox.id)).all():
            delivery.deliver(row)
    with stage.app.app_context():
        return db.session.scalars(select(File.status)).all() == ["ready"]


def broken_after(page: Page, pieces: int) -> list[str]:
    """From then on nothing comes through. The pieces that were tried."""
    tried: list[str] = []

    def through(route: Route) -> None:
        if route.request.method == "PATCH":
            tried.append(route.request.headers["upload-offset"])
        if len(tried) > pieces:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route(PIECES, through)
    return tried


def test_it_goes_on_where_it_broke_off_and_plays(stage: Stage, ada: Profile, tmp_path: Path) -> None:
    page = composing(ada.open("/"))
    tried = broken_after(page, 2)
    choose(page, edit(tmp_path))
    expect(page.get_by_text("The connection is gone. It goes on where it was.")).to_be_visible()
    ada.context.set_offline(True)
    page.unroute(PIECES)
    begun: list[str] = []
    page.on("request", lambda sent: begun.append(sent.headers.get("upload-offset", "")))
    ada.context.set_offline(False)
    expect(page.get_by_text("Being prepared. You can post already.")).to_be_visible()
    assert tried[0] == "0"
    # What was there already was not sent again.
    assert tried[2] in begun
    assert "0" not in begun
    page.get_by_role("button", name="Post it").click()
    page.wait_for_url("**/m/*")
    until(lambda: made(stage), every=0.1)
    page.goto("/?sort=new")
    video = page.locator("article [data-clip] video")
    expect(video).to_have_js_property("paused", value=False)
    expect(video).to_have_class("moved")
    ada.complaints.clear()  # what did not go through


def test_after_a_reload_the_same_video_goes_on(stage: Stage, ada: Profile, tmp_path: Path) -> None:
    path = edit(tmp_path)
    page = composing(ada.open("/"))
    broken_after(page, 2)
    choose(page, path)
    expect(page.get_by_text("The connection is gone.")).to_be_visible()
    page.unroute(PIECES)
    composing(page)
    begun: list[str] = []
    page.on("request", lambda sent: begun.append(sent.headers.get("upload-offset", "")))
    choose(page, path)
    expect(page.get_by_text("Being prepared. You can post already.")).to_be_visible()
    assert "0" not in begun
    ada.complaints.clear()


def test_its_state_is_told_while_it_is_made(stage: Stage, ada: Profile, tmp_path: Path) -> None:
    page = composing(ada.open("/"))
    choose(page, edit(tmp_path))
    expect(page.get_by_text("Being prepared.")).to_be_visible()
    until(lambda: made(stage), every=0.1)
    expect(page.locator("[data-still] img")).to_be_visible()
    expect(page.locator("[data-shot] progress")).to_be_hidden()
    expect(page.locator("[data-shot-words]").first).to_have_text("")


def test_what_is_no_video_says_so_and_another_takes_its_place(stage: Stage, ada: Profile, tmp_path: Path) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("a lamp " * 1000)
    page = composing(ada.open("/"))
    choose(page, path)
    words = "This is not a video that we can read. Choose an MP4, MOV, WebM or MKV."
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose another file").click()
    chooser.value.set_files(edit(tmp_path))
    expect(page.get_by_text("Being prepared. You can post already.")).to_be_visible()
    expect(page.locator("[data-shot]")).to_have_count(1)
    expect(page.get_by_role("button", name="Choose another file")).to_be_hidden()
    page.get_by_role("button", name="Leave this one out").click()
    expect(page.locator("[data-shot]")).to_have_count(0)


def test_what_did_not_come_through_is_tried_again(stage: Stage, ada: Profile, tmp_path: Path) -> None:
    page = composing(ada.open("/"))
    page.route("**/api/v1/media", lambda route: route.fulfill(status=503, json={"detail": "Away for a moment."}))
    picture = tmp_path / "lamp.png"
    picture.write_bytes(file_of(halves()))
    choose(page, picture)
    expect(page.get_by_text("Away for a moment.")).to_be_visible()
    expect(page.get_by_role("button", name="Choose another file")).to_be_hidden()
    page.unroute("**/api/v1/media")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Being prepared. You can post already.")).to_be_visible()
    ada.complaints.clear()


def test_a_video_stands_alone(stage: Stage, ada: Profile, tmp_path: Path) -> None:
    page = composing(ada.open("/"))
    choose(page, edit(tmp_path))
    choose(page, edit(tmp_path, "other.mp4"))
    expect(page.get_by_text("A video stands alone")).to_be_visible()
    expect(page.locator("[data-shot]")).to_have_count(1)


def test_taken_back_while_it_goes_up(stage: Stage, ada: Profile, tmp_path: Path) -> None:
    page = composing(ada.open("/"))
    broken_after(page, 1)
    choose(page, edit(tmp_path))
    expect(page.get_by_text("The connection is gone.")).to_be_visible()
    page.unroute(PIECES)
    with page.expect_request(lambda sent: sent.method == "DELETE" and "/media/uploads/" in sent.url):
        page.get_by_role("button", name="Leave this one out").click()
    expect(page.locator("[data-shot]")).to_have_count(0)
    ada.complaints.clear()


def test_without_scripts_a_form_brings_it(stage: Stage, profile: Open, tmp_path: Path) -> None:
    stage.show()
    stage.fan("ada", joins=SHOW)
    page = composing(profile("ada", java_script_enabled=False).open("/"))
    choose(page, edit(tmp_path))
    page.get_by_role("button", name="Post it").click()
    page.wait_for_url("**/m/*")
    expect(page.get_by_text("The clip is being made")).to_be_visible()
    until(lambda: made(stage), every=0.1)
    page.reload()
    expect(page.locator("[data-clip] video")).to_be_visible()
