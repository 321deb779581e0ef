"""Forgotten passwords: nobody learns whose address it is, and a link works once, for an hour."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fandom.accounts.email import actions
from fandom.accounts.email.models import EmailToken
from fandom.accounts.models import Account
from fandom.core import clock
from fandom.infra.audit import AuditRow
from fandom.infra.db import db, unit_of_work
from tests.accounts.email.conftest import Post
from tests.support.http import Http
from tests.support.people import PASSWORD, Person, make_fan, token_of

Client = Callable[..., Http]
NEW = "a different way home"


@pytest.fixture
def ada(app: object, verified: Callable[[Person], Person]) -> Person:
    return verified(make_fan("ada"))


@pytest.fixture
def secret(http: Client, ada: Person, post: Post) -> str:
    assert http().post("/password-resets", {"email": "ADA@example.org"}).status_code == 202
    return post()[-1].link("/reset/").rpartition("/")[2]


def reset(http: Client, secret: str, password: str = NEW) -> int:
    return http().put(f"/password-resets/{secret}", {"password": password}).status_code


def test_a_new_password_by_letter(http: Client, ada: Person, secret: str, post: Post) -> None:
    there, bearer = http(as_=ada), {"Authorization": f"Bearer {token_of(ada)}"}
    assert reset(http, secret) == 204
    assert there.get("/me").status_code == 401
    assert http().get("/me", headers=bearer).status_code == 401
    assert http().post("/session", {"login": "ada", "password": PASSWORD}).status_code == 401
    assert http().post("/session", {"login": ada.email, "password": NEW}).status_code == 200
    assert post()[-1].subject == "Your password has changed"
    assert "account.password_reset" in db.session.scalars(select(AuditRow.action)).all()


def test_known_and_unknown_look_the_same(
    http: Client, ada: Person, post: Post, count_queries: Callable[..., object]
) -> None:
    make_fan("unproved", email="unproved@example.org")
    before = len(post())
    answers, said = [], []
    for email in (ada.email, "unproved@example.org", "nobody@example.org"):
        with count_queries() as statements:  # type: ignore[attr-defined]
            answer = http().post("/password-resets", {"email": email})
        answers.append((answer.status_code, answer.get_data(), sorted(answer.headers.keys())))
        said.append([each.split()[0] for each in statements])
    assert answers[0] == answers[1] == answers[2]
    assert said[0] == said[1] == said[2]
    assert [each.to for each in post()[before:]] == [ada.email]


def test_it_works_once(http: Client, secret: str) -> None:
    assert [reset(http, secret), reset(http, secret, "yet another way home")] == [204, 404]


def test_a_password_that_is_refused_does_not_use_it_up(http: Client, secret: str) -> None:
    assert [reset(http, secret, "password1"), reset(http, secret, "ada@example.org"), reset(http, secret)] == [
        422,
        422,
        204,
    ]


def test_it_works_for_an_hour(http: Client, secret: str, frozen_clock: Callable[..., None]) -> None:
    frozen_clock(clock.now() + timedelta(days=30_000))
    assert reset(http, secret) == 404


def test_a_newer_password_ends_it(http: Client, ada: Person, secret: str) -> None:
    changed = http(as_=ada).put("/me/password", {"current_password": PASSWORD, "password": "mine after all"})
    assert changed.status_code == 204
    assert reset(http, secret) == 404


def test_of_two_letters_the_other_ends_with_the_first(http: Client, ada: Person, secret: str, post: Post) -> None:
    http().post("/password-resets", {"email": ada.email})
    other = post()[-1].link("/reset/").rpartition("/")[2]
    assert other != secret
    assert [reset(http, other), reset(http, secret, "yet another way home")] == [204, 404]


def test_banned_accounts_get_none(http: Client, ada: Person, post: Post) -> None:
    with unit_of_work():
        db.session.get_one(Account, ada.id).state = "banned"
    before = len(post())
    http().post("/password-resets", {"email": ada.email})
    assert len(post()) == before


def test_no_more_letters_than_enough(http: Client, ada: Person, post: Post) -> None:
    for _ in range(actions.TO_ONE + 2):
        assert http().post("/password-resets", {"email": ada.email}).status_code == 202
    post()
    asked = select(func.count()).select_from(EmailToken).where(EmailToken.purpose == "reset")
    assert db.session.execute(asked).scalar_one() == actions.TO_ONE


@pytest.mark.parametrize("email", ["", "ada", "a@b", "a@b.cc\r\nBcc: c@d.ee", None, 5, ["ada@example.org"]])
def test_what_is_no_address_is_refused(http: Client, email: object) -> None:
    assert http().post("/password-resets", {"email": email}).status_code == 422


def test_the_letter_is_in_the_language_of_who_asked(http: Client, ada: Person, post: Post) -> None:
    http().post("/password-resets", {"email": ada.email}, headers={"Accept-Language": "de"})
    assert post()[-1].headers["Content-Language"] == "de"


def test_no_secret_is_in_the_log(http: Client, secret: str) -> None:
    from structlog.testing import capture_logs

    with capture_logs() as said:
        http().put(f"/password-resets/{secret}", {"password": "short"})
        http().page(f"/reset/{secret}", method="POST", data={"password": "short"})
    assert [each["path"] for each in said if each["event"] == "request"] == ["/api/v1/password-resets/…", "/reset/…"]
    assert secret not in str(said)
