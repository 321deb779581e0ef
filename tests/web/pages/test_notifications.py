"""What somebody is told, and that they have read it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from fandom.infra import live
from fandom.infra.db import unit_of_work
from fandom.notifications.actions import read_up_to
from tests.support.http import Http
from tests.web.conftest import Fandom

Said = Callable[[Any], str]


def test_who_answered_and_what_about(
    http: Callable[..., Http], fandom: Fandom, words: Said, run_jobs: Callable[[], int]
) -> None:
    moment = fandom.moment(fandom.ada)
    comment = fandom.comment(fandom.bo, moment)
    run_jobs()
    browser = http(as_=fandom.ada)
    page = browser.page("/notifications")
    said = words(page)
    assert "bo commented on your moment" in said
    assert "The kettle!" in said
    assert f"/m/{moment}#comment-{comment}" in page.get_data(as_text=True)
    assert "data-unread>1<" in page.get_data(as_text=True)


def test_read_is_read(http: Callable[..., Http], fandom: Fandom, words: Said, run_jobs: Callable[[], int]) -> None:
    fandom.comment(fandom.bo, fandom.moment(fandom.ada))
    run_jobs()
    browser = http(as_=fandom.ada)
    body = browser.page("/notifications").get_data(as_text=True)
    up_to = body.split('name="up_to" value="')[1].split('"')[0]
    assert browser.page("/notifications/read", method="POST", data={"up_to": up_to}).status_code == 303
    again = browser.page("/notifications").get_data(as_text=True)
    assert "(new)" not in again
    assert 'name="up_to"' not in again


def test_what_is_sealed_is_not_told(
    http: Callable[..., Http], fandom: Fandom, words: Said, run_jobs: Callable[[], int]
) -> None:
    fandom.fan("bo")
    fandom.moment(fandom.ada, "@bo it was the boat", episode=(2, 6))
    fandom.place(fandom.bo, "s01e01")
    run_jobs()
    said = words(http(as_=fandom.bo).page("/notifications"))
    assert "ada mentioned you" in said
    assert "It opens when you reach S2E6." in said
    assert "boat" not in said


def test_all_quiet(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    assert "All quiet" in words(http(as_=fandom.bo).page("/notifications"))
    assert http(as_=fandom.bo).page("/notifications/read", method="POST", data={"up_to": "x"}).status_code == 303


def test_only_the_newest_page_follows_what_comes(http: Callable[..., Http], fandom: Fandom) -> None:
    browser = http(as_=fandom.ada)
    assert "data-inbox" in browser.page("/notifications").get_data(as_text=True)


def test_by_the_day(
    http: Callable[..., Http],
    fandom: Fandom,
    words: Said,
    run_jobs: Callable[[], int],
    frozen_clock: Callable[[datetime], None],
) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for days in (4, 1, 0):
        frozen_clock(now - timedelta(days=days))
        fandom.comment(fandom.bo, fandom.moment(fandom.ada), f"the kettle, {days} days ago")
        run_jobs()
    said = words(http(as_=fandom.ada).page("/notifications"))
    places = [said.index(each) for each in ("Today", "0 days ago", "Yesterday", "1 days ago", "February 25, 2026")]
    assert places == sorted(places)


def test_one_is_read_by_itself(http: Callable[..., Http], fandom: Fandom, run_jobs: Callable[[], int]) -> None:
    for _ in range(2):
        fandom.comment(fandom.bo, fandom.moment(fandom.ada))
    run_jobs()
    browser = http(as_=fandom.ada)
    body = browser.page("/notifications").get_data(as_text=True)
    path = body.split('action="/notifications/d')[1].split('"')[0]
    assert browser.page(f"/notifications/d{path}", method="POST").status_code == 303
    again = browser.page("/notifications").get_data(as_text=True)
    assert (body.count("data-note="), again.count("data-note=")) == (2, 1)


def test_several_in_one_line(
    http: Callable[..., Http], fandom: Fandom, words: Said, run_jobs: Callable[[], int]
) -> None:
    moment = fandom.moment(fandom.ada)
    for handle in ("bo", "cy", "di"):
        fandom.comment(fandom.fan(handle), moment)
        run_jobs()
    page = http(as_=fandom.ada).page("/notifications")
    assert "di, cy and 1 other commented on your moment" in words(page)
    assert page.get_data(as_text=True).count('class="notice') == 1


def test_what_the_pages_of_others_hear(fandom: Fandom, run_jobs: Callable[[], int], monkeypatch: Any) -> None:
    """A number that every page shows as it is: after news, and after reading, here or elsewhere."""
    said: list[Any] = []
    monkeypatch.setattr(live, "publish", said.append)
    fandom.comment(fandom.bo, fandom.moment(fandom.ada))
    run_jobs()
    with unit_of_work():
        read_up_to(account_id=fandom.ada.id, notification_id="z" * 13)
    mine = [(each.event, each.full["unread"]) for each in said if each.topic == f"account:{fandom.ada.id}"]
    assert mine == [("notification.new", 1), ("notifications.read", 0)]
