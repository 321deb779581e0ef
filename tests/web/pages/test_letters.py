"""Pages that letters lead to: a button on each, and nothing happens before it is pressed."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.accounts.access import me_to_edit
from fandom.accounts.email import queries
from fandom.accounts.email.actions import ask_verification
from fandom.infra.db import unit_of_work
from fandom.notifications.letters import unsubscribe_path
from tests.support.http import Http
from tests.support.people import PASSWORD, Person
from tests.support.post import Read
from tests.web.conftest import Fandom

Client = Callable[..., Http]
Said = Callable[[Any], str]
Post = Callable[[], list[Read]]


@pytest.fixture
def post(letters: Post, run_jobs: Callable[[], int]) -> Post:
    def opened() -> list[Read]:
        run_jobs()
        return letters()

    return opened


@pytest.fixture
def path(fandom: Fandom, post: Post) -> str:
    """To the page that verifies ada's address."""
    ada = fandom.ada
    with unit_of_work():
        ask_verification(account=me_to_edit(ada.viewer))
    return post()[-1].link("/verify/")


def verified(person: Person) -> bool:
    return queries.address(person.id).verified


def test_opening_the_link_proves_nothing(http: Client, fandom: Fandom, path: str, words: Said) -> None:
    for _ in range(2):
        page = http().page(path)
        assert "ada@example.org" in words(page)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert not verified(fandom.ada)


def test_pressing_the_button_does(http: Client, fandom: Fandom, path: str, words: Said) -> None:
    assert http().page(path, method="POST").headers["Location"] == "/"
    assert verified(fandom.ada)
    for method in ("GET", "POST"):
        again = http().page(path, method=method)
        assert again.status_code == 410
        assert "Ask for a new one" in words(again)


def test_who_is_signed_in_is_led_to_their_settings(http: Client, fandom: Fandom, path: str) -> None:
    assert http(as_=fandom.ada).page(path, method="POST").headers["Location"] == "/settings/notifications"


def test_somebody_was_faster(http: Client, fandom: Fandom, path: str, post: Post, words: Said) -> None:
    bo = fandom.bo
    with unit_of_work():
        ask_verification(account=me_to_edit(bo.viewer), email=fandom.ada.email)
    http().page(post()[-1].link("/verify/"), method="POST")
    late = http().page(path, method="POST")
    assert late.status_code == 409
    assert "belongs to another account by now" in words(late)
    assert "bo" not in words(late).split()


def test_a_forgotten_password(http: Client, fandom: Fandom, path: str, post: Post, words: Said) -> None:
    http().page(path, method="POST")
    assert "/forgot" in http().page("/sign-in").get_data(as_text=True)
    known = http().page("/forgot", method="POST", data={"email": fandom.ada.email})
    unknown = http().page("/forgot", method="POST", data={"email": "nobody@example.org"})
    assert (words(known), known.status_code) == (words(unknown), 200)
    link = post()[-1].link("/reset/")
    assert "@ada" in words(http().page(link))
    refused = http().page(link, method="POST", data={"password": "short"})
    assert (refused.status_code, "Use at least 8 characters." in words(refused)) == (422, True)
    assert http().page(link, method="POST", data={"password": "a longer way home"}).headers["Location"] == "/sign-in"
    assert http().page("/sign-in", method="POST", data={"login": "ada", "password": PASSWORD}).status_code == 401
    entered = http().page("/sign-in", method="POST", data={"login": fandom.ada.email, "password": "a longer way home"})
    assert entered.status_code == 303
    assert http().page(link).status_code == 410


def test_what_is_no_address(http: Client, fandom: Fandom, words: Said) -> None:
    answer = http().page("/forgot", method="POST", data={"email": "ada"})
    assert answer.status_code == 422
    assert "This does not look like an e-mail address." in words(answer)


def test_no_more_letters(http: Client, fandom: Fandom, words: Said) -> None:
    path = unsubscribe_path(fandom.ada.id, "digest")
    assert "No more of them" in words(http().page(path))
    assert "No more letters like that one" in words(http().page(path, method="POST"))


def test_a_foreign_page_presses_no_button(http: Client, fandom: Fandom, path: str) -> None:
    answer = http(as_=fandom.ada).page(path, method="POST", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not verified(fandom.ada)
