"""Up, in and out."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.accounts import queries
from tests.support.http import Http
from tests.support.people import PASSWORD, make_fan

Said = Callable[[Any], str]
GOOD = {"handle": "noor", "email": "noor@example.org", "password": "a lantern in the marsh"}


def test_signing_up_signs_in_and_goes_on(http: Callable[..., Http], words: Said) -> None:
    browser = http()
    answer = browser.page("/sign-up", method="POST", data=GOOD | {"next": "/m/1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/m/1")
    assert queries.profile("noor") is not None
    assert "Post a moment" in words(browser.page("/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"handle": "a b"}, "handle"), ({"email": "noor"}, "email"), ({"password": "short"}, "password")],
)
def test_what_failed_is_said_beside_it(http: Callable[..., Http], wrong: dict[str, str], field: str) -> None:
    answer = http().page("/sign-up", method="POST", data=GOOD | wrong)
    body = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in body
    assert f'value="{(GOOD | wrong)["handle"]}"' in body
    assert GOOD["password"] not in body


def test_a_handle_that_is_taken(http: Callable[..., Http], words: Said) -> None:
    make_fan("noor")
    answer = http().page("/sign-up", method="POST", data=GOOD)
    assert answer.status_code == 422
    assert "This handle is taken." in words(answer)


def test_signing_in_leads_back(http: Callable[..., Http], words: Said) -> None:
    make_fan("noor")
    browser = http()
    answer = browser.page("/sign-in", method="POST", data={"login": "noor", "password": PASSWORD, "next": "/shows"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/shows")
    assert "Notifications" in words(browser.page("/"))
    assert browser.page("/sign-in?next=/shows").headers["Location"] == "/shows"
    assert browser.page("/sign-up").status_code == 303


def test_nobody_is_led_elsewhere(http: Callable[..., Http]) -> None:
    make_fan("noor")
    typed = {"login": "noor", "password": PASSWORD, "next": "//evil.example"}
    assert http().page("/sign-in", method="POST", data=typed).headers["Location"] == "/"


@pytest.mark.parametrize(
    "typed", [{"login": "noor", "password": "wrong"}, {"login": "nobody", "password": PASSWORD}, {}]
)
def test_who_is_known_is_not_told(http: Callable[..., Http], words: Said, typed: dict[str, str]) -> None:
    make_fan("noor")
    answer = http().page("/sign-in", method="POST", data=typed)
    assert answer.status_code == 401
    assert "This handle and password do not belong together." in words(answer)


def test_signing_out_ends_it(http: Callable[..., Http], words: Said) -> None:
    browser = http(as_=make_fan("noor"))
    assert browser.page("/sign-out", method="POST").status_code == 303
    assert browser.page("/settings").status_code == 302
    assert http().page("/sign-out", method="POST").status_code == 303


def test_signing_out_everywhere_ends_all(http: Callable[..., Http]) -> None:
    noor = make_fan("noor")
    here, there = http(as_=noor), http(as_=noor)
    assert here.page("/sign-out/everywhere", method="POST").status_code == 303
    assert here.page("/settings").status_code == 302
    assert there.page("/settings").status_code == 302
