"""What somebody is told, and that they have read it."""

from collections.abc import Callable
from typing import Any

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
