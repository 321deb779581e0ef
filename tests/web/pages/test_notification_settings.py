"""The table of switches, and the address that letters go to."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.accounts.email import queries
from fandom.accounts.models import Account
from fandom.infra.db import db
from fandom.notifications.choices import KINDS, Choice
from fandom.notifications.queries import wishes
from tests.support.http import Http
from tests.support.people import PASSWORD
from tests.support.post import Read
from tests.web.conftest import Fandom

Client = Callable[..., Http]
Said = Callable[[Any], str]
PATH = "/settings/notifications"


def test_every_kind_has_two_switches(http: Client, fandom: Fandom, words: Said) -> None:
    page = http(as_=fandom.ada).page(PATH)
    body = page.get_data(as_text=True)
    for kind in KINDS:
        assert body.count(f'value="{kind}"') == 2
    assert "always told here" in words(page)
    assert 'aria-current="page"' in body


def test_they_are_kept(http: Client, fandom: Fandom) -> None:
    browser = http(as_=fandom.ada)
    data = {"web": ["reply", "follow"], "mail": ["mention"], "digest": "on"}
    answer = browser.page(PATH, method="POST", data=data, headers={"Accept-Language": "de"})
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    kept = wishes(fandom.ada.id)
    assert kept.digest
    assert kept.of("reply") == Choice(web=True, mail=False)
    assert kept.of("mention") == Choice(web=False, mail=True)
    assert kept.of("decision") == Choice(web=True, mail=False)
    assert db.session.get_one(Account, fandom.ada.id).language == "de"
    table = browser.page(PATH).get_data(as_text=True).split("<tbody>")[1].split("</form>")[0]
    assert table.count(" checked") == 5


def test_a_new_address(
    http: Client, fandom: Fandom, words: Said, letters: Callable[[], list[Read]], run_jobs: Callable[[], int]
) -> None:
    browser = http(as_=fandom.ada)
    assert "ada@example.org waits for you" in words(browser.page(PATH))
    data = {"email": "new@example.org", "password": PASSWORD}
    assert browser.page("/settings/email", method="POST", data=data).status_code == 303
    run_jobs()
    assert [each.to for each in letters()] == ["new@example.org"]
    assert "new@example.org waits for you" in words(browser.page(PATH))
    assert browser.page("/settings/email/letter", method="POST").status_code == 303
    run_jobs()
    assert len(letters()) == 2
    browser.page(letters()[0].link("/verify/"), method="POST")
    assert "new@example.org verified" in words(browser.page(PATH))
    assert queries.address(fandom.ada.id).pending is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"email": "nowhere", "password": PASSWORD}, "This does not look like an e-mail address."),
        ({"email": "new@example.org", "password": "wrong one"}, "This is not your password."),
    ],
)
def test_what_is_refused(http: Client, fandom: Fandom, words: Said, data: dict[str, str], sentence: str) -> None:
    answer = http(as_=fandom.ada).page("/settings/email", method="POST", data=data)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_not_for_ever(http: Client, fandom: Fandom, words: Said) -> None:
    browser = http(as_=fandom.ada)
    answers = [browser.page("/settings/email/letter", method="POST") for _ in range(6)]
    assert [each.status_code for each in answers] == [303] * 5 + [429]
    assert "There are letters on their way to you" in words(answers[-1])


def test_not_for_visitors(http: Client, fandom: Fandom) -> None:
    assert http().page(PATH).headers["Location"].startswith("/sign-in")
