"""Two people and a moderator: posted here is seen there, reacted to and answered; removed there vanishes here."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.stage import SHOW, Profile, Stage

pytestmark = pytest.mark.browser
Open = Callable[..., Profile]


class Wire:
    """What lies between a page's sockets and the server."""

    def __init__(self) -> None:
        self.whole = True
        self._open: list[WebSocketRoute] = []

    def take(self, socket: WebSocketRoute) -> None:
        if self.whole:
            socket.connect_to_server()
            self._open.append(socket)
        else:
            socket.close()

    def cut(self) -> None:
        self.whole = False
        for each in self._open:
            each.close()


def connected(page: Page) -> Page:
    """Live: somebody is here, and that is us."""
    expect(page.locator("[data-here]").first).to_contain_text("here")
    return page


def test_what_one_posts_another_sees_live(stage: Stage, profile: Open) -> None:
    stage.show()
    for each in ("ada", "bo"):
        stage.fan(each, joins=SHOW)
    ada, bo = profile("ada"), profile("bo")
    his = connected(bo.open(f"/shows/{SHOW}"))

    hers = ada.open(f"/shows/{SHOW}")
    hers.get_by_role("link", name="Post a moment").first.click()
    sheet = hers.get_by_role("dialog")
    sheet.get_by_label("What happened?").fill("The way she looks at the door.")
    sheet.get_by_label("Episode", exact=True).select_option("s01e04")
    sheet.get_by_label("From", exact=True).fill("12:31")
    sheet.get_by_label("To", exact=True).fill("12:36")
    expect(sheet.get_by_text("S1E4 · 12:36").first).to_be_visible()
    sheet.get_by_role("button", name="Post it").click()
    hers.wait_for_url("**/m/*")
    connected(hers)

    his.get_by_role("link", name="1 new").click()
    card = his.get_by_role("article").filter(has_text="looks at the door")
    expect(card).to_be_visible()
    card.get_by_role("button", name="Fire").click()
    expect(hers.get_by_role("button", name="Fire, 1")).to_be_visible()

    card.get_by_role("link", name="0 comments").click()
    his.get_by_label("Say something to ada").fill("She already knows.")
    his.get_by_role("button", name="Say it").click()
    expect(hers.get_by_text("She already knows.")).to_be_visible()
    expect(his.get_by_role("heading", name="1 comment")).to_be_visible()
    expect(his.get_by_label("Say something to ada")).to_have_value("")


def test_what_is_reported_and_removed_vanishes_from_open_pages(stage: Stage, profile: Open) -> None:
    show_id = stage.show()
    for each in ("ada", "bo"):
        stage.fan(each, joins=SHOW)
    stage.fan("marshal", moderates=[show_id])
    moment = stage.moment("ada", "Buy cheap lanterns at my shop")
    bo, marshal = profile("bo"), profile("marshal")

    his = connected(bo.open(f"/shows/{SHOW}"))
    desk = marshal.open("/moderation")
    expect(desk.get_by_text("Nothing waits").first).to_be_visible()
    card = his.get_by_role("article").filter(has_text="cheap lanterns")
    card.get_by_label("More about this moment").click()
    card.get_by_role("link", name="Report").click()
    sheet = his.get_by_role("dialog")
    sheet.get_by_label("It’s advertising").check()
    sheet.get_by_role("button", name="Send to the moderators").click()
    expect(his.get_by_role("status").filter(has_text="Thank you")).to_be_visible()

    desk.get_by_role("link", name="Moment by ada").click()
    expect(desk.get_by_text("yours for")).to_be_visible()
    desk.keyboard.press("3")
    expect(desk.get_by_text("we have taken down")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(card).to_have_count(0)
    expect(his.get_by_text("This moment is gone.")).to_be_visible()
    assert his.goto(f"/m/{moment}").status == 404  # type: ignore[union-attr]


def test_a_lost_connection_is_said_and_mended(stage: Stage, profile: Open) -> None:
    stage.show()
    stage.fan("ada", joins=SHOW)
    bo, wire = profile(), Wire()
    bo.context.route_web_socket("**/socket.io/**", wire.take)
    page = connected(bo.open(f"/shows/{SHOW}", clock=True))
    wire.cut()
    page.clock.run_for(15_000)
    expect(page.locator("[data-line]")).to_be_visible()
    stage.moment("ada", "Said while nobody heard")
    wire.whole = True
    page.clock.run_for(25_000)
    expect(page.locator("[data-line]")).to_be_hidden()
    page.get_by_role("link", name="1 new").click()
    expect(page.get_by_role("article").filter(has_text="Said while nobody heard")).to_have_count(1)
