"""What a fan sets for themselves."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from fandom.accounts import queries
from tests.support.http import Http
from tests.support.people import PASSWORD, make_fan

Said = Callable[[Any], str]


def test_a_new_name(http: Callable[..., Http], words: Said) -> None:
    noor = make_fan("noor")
    browser = http(as_=noor)
    assert browser.page("/settings/name", method="POST", data={"display_name": "Noor of the Marsh"}).status_code == 303
    assert "That’s how you are called now." in words(browser.page("/settings"))
    assert "Noor of the Marsh" in words(browser.page("/u/noor"))
    failed = browser.page("/settings/name", method="POST", data={"display_name": "x" * 51})
    assert failed.status_code == 422
    assert "x" * 51 in failed.get_data(as_text=True)


def test_a_new_password_ends_the_others(http: Callable[..., Http], words: Said) -> None:
    noor = make_fan("noor")
    here, there = http(as_=noor), http(as_=noor)
    typed = {"current_password": "wrong", "new_password": "a lantern in the marsh"}
    failed = here.page("/settings/password", method="POST", data=typed)
    assert failed.status_code == 422
    assert "This is not your password." in words(failed)
    typed["current_password"] = PASSWORD
    assert here.page("/settings/password", method="POST", data=typed).status_code == 303
    assert here.page("/settings").status_code == 200
    assert there.page("/settings").status_code == 302


def test_a_weak_password_is_refused_beside_it(http: Callable[..., Http]) -> None:
    browser = http(as_=make_fan("noor"))
    typed = {"current_password": PASSWORD, "new_password": "short"}
    failed = browser.page("/settings/password", method="POST", data=typed)
    assert failed.status_code == 422
    assert 'id="new_password-wrong"' in failed.get_data(as_text=True)


def test_another_session_can_be_ended(http: Callable[..., Http]) -> None:
    noor = make_fan("noor")
    here, there = http(as_=noor), http(as_=noor)
    path = re.search(r'action="(/settings/sessions/\w+/end)"', here.page("/settings").get_data(as_text=True))
    assert path is not None
    assert here.page(path[1], method="POST").status_code == 303
    assert there.page("/settings").status_code == 302
    assert here.page("/settings").status_code == 200


def test_the_secret_of_a_token_is_shown_once(http: Callable[..., Http], words: Said) -> None:
    noor = make_fan("noor")
    browser = http(as_=noor)
    made = browser.page("/settings/tokens", method="POST", data={"name": "my script", "scopes": ["read", "write"]})
    secret = re.search(r"fandom_[\w-]+", made.get_data(as_text=True))
    assert secret is not None
    viewer = queries.viewer_of_token(secret[0])
    assert viewer is not None
    assert viewer.scopes == {"read", "write"}
    again = browser.page("/settings")
    assert secret[0] not in again.get_data(as_text=True)
    assert "my script" in words(again)


def test_a_token_needs_a_name_and_something_to_do(http: Callable[..., Http], words: Said) -> None:
    browser = http(as_=make_fan("noor"))
    for typed in ({"name": "", "scopes": ["read"]}, {"name": "x"}, {"name": "x", "scopes": ["everything"]}):
        assert browser.page("/settings/tokens", method="POST", data=typed).status_code == 422
    assert "used never" not in words(browser.page("/settings"))


def test_a_token_ends_when_it_is_told_to(http: Callable[..., Http], words: Said) -> None:
    noor = make_fan("noor")
    browser = http(as_=noor)
    browser.page("/settings/tokens", method="POST", data={"name": "my script", "scopes": ["read"]})
    [token] = queries.tokens(noor.viewer)
    assert browser.page(f"/settings/tokens/{token.id}/end", method="POST").status_code == 303
    assert queries.tokens(noor.viewer) == []
    assert http(as_=make_fan("bo")).page(f"/settings/tokens/{token.id}/end", method="POST").status_code == 404


def test_settings_are_for_who_signed_in(http: Callable[..., Http]) -> None:
    assert http().page("/settings").status_code == 302


@pytest.mark.parametrize("path", ["/settings", "/settings/notifications", "/settings/privacy"])
def test_what_is_set_is_saved_by_a_button_of_that_name(http: Callable[..., Http], words: Said, path: str) -> None:
    noor = make_fan("noor")
    assert "Save" in words(http(as_=noor).page(path)).split()
    assert "Speichern" in words(http(as_=noor).page(path, headers={"Accept-Language": "de"})).split()
