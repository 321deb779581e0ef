"""An address belongs to an account only once a letter to it has been answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from fandom.accounts.email import actions, queries
from fandom.accounts.email.models import EmailToken
from fandom.accounts.models import Account
from fandom.core import clock
from fandom.infra import links
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from tests.accounts.email.conftest import Ask, Post
from tests.support.http import Http
from tests.support.people import PASSWORD, Person, make_fan, token_of

Client = Callable[..., Http]
NEWCOMER = {"handle": "Bo_T", "email": "bo@B\u00dcCHER.example", "password": "a long way home"}


def secret_in(post: Post) -> str:
    return post()[-1].link("/verify/").rpartition("/")[2]


def state_of(person: Person) -> tuple[str | None, bool, str | None]:
    found = queries.address(person.id)
    return found.email, found.verified, found.pending


def test_signing_up_sends_the_letter(http: Client, post: Post) -> None:
    browser = http()
    answer = browser.post("/accounts", NEWCOMER, headers={"Accept-Language": "de"})
    assert answer.status_code == 201
    (letter,) = post()
    assert letter.to == "bo@xn--bcher-kva.example"
    assert "@Bo_T" in letter.text
    assert letter.headers["Content-Language"] == "de"
    assert "List-Unsubscribe" not in letter.headers
    secret = letter.link("/verify/").rpartition("/")[2]
    assert f"/verify/{secret}" in letter.html
    assert http().put(f"/email-verifications/{secret}").status_code == 204
    assert browser.get("/me").json["email_verified"]
    assert http().post("/session", {"login": NEWCOMER["email"], "password": NEWCOMER["password"]}).status_code == 200


def test_a_secret_works_once(http: Client, ada: Person, ask: Ask, post: Post) -> None:
    ask(ada)
    secret = secret_in(post)
    assert [http().put(f"/email-verifications/{secret}").status_code for _ in range(2)] == [204, 404]


def test_it_does_not_work_for_ever(
    http: Client, ada: Person, ask: Ask, post: Post, frozen_clock: Callable[..., None]
) -> None:
    ask(ada)
    secret = secret_in(post)
    frozen_clock(clock.now() + timedelta(days=3, seconds=1))
    assert http().put(f"/email-verifications/{secret}").status_code == 404
    assert state_of(ada)[1] is False


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%0A", "ü" * 20])
def test_what_we_never_sent_is_nothing(http: Client, secret: str) -> None:
    assert http().put(f"/email-verifications/{secret}").status_code == 404
    assert http().put(f"/password-resets/{secret}", {"password": "a long way home"}).status_code == 404


def test_a_letter_of_the_other_kind_does_not_open_this(http: Client, ada: Person, ask: Ask, post: Post) -> None:
    ask(ada)
    answer = http().put(f"/password-resets/{secret_in(post)}", {"password": "a long way home"})
    assert answer.status_code == 404


def test_nothing_that_is_kept_holds_the_secret(ada: Person, ask: Ask, post: Post) -> None:
    ask(ada)
    facts = [str(row.payload) for row in db.session.scalars(select(Outbox))]
    secret = secret_in(post)
    token = db.session.scalars(select(EmailToken)).one()
    assert secret not in str(facts) + token.secret_hash + token.id
    assert token.secret_hash == links.hash_of(secret)


def test_who_verifies_first_has_it(http: Client, ada: Person, ask: Ask, post: Post) -> None:
    squatter = make_fan("squatter", email=ada.email)
    ask(squatter)
    theirs = secret_in(post)
    ask(ada)
    mine = secret_in(post)
    assert http().put(f"/email-verifications/{mine}").status_code == 204
    late = http().put(f"/email-verifications/{theirs}")
    assert late.status_code == 409
    assert "ada" not in str(late.json)
    assert (state_of(ada)[1], state_of(squatter)[1]) == (True, False)


def test_a_change_holds_when_it_is_proved(
    http: Client, ada: Person, verified: Callable[[Person], Person], post: Post
) -> None:
    browser = http(as_=verified(ada))
    asked = {"email": "New@Example.org", "password": PASSWORD}
    answer = browser.put("/me/email", asked)
    assert (answer.status_code, answer.json["pending"]) == (202, "New@example.org")
    assert state_of(ada) == (ada.email, True, "New@example.org")
    secret = secret_in(post)
    assert http().put(f"/email-verifications/{secret}").status_code == 204
    assert state_of(ada) == ("New@example.org", True, None)
    assert (post()[-1].to, post()[-1].subject) == (ada.email, "Your address at Fandom has changed")


def test_who_has_not_proved_anything_simply_says_another(http: Client, ada: Person) -> None:
    http(as_=ada).put("/me/email", {"email": "other@example.org", "password": PASSWORD})
    assert state_of(ada) == ("other@example.org", False, "other@example.org")


def test_an_older_letter_to_another_address_is_void(http: Client, ada: Person, ask: Ask, post: Post) -> None:
    ask(ada, "first@example.org")
    first = secret_in(post)
    ask(ada, "second@example.org")
    assert http().put(f"/email-verifications/{first}").status_code == 404
    assert state_of(ada)[2] == "second@example.org"


def test_a_newer_password_ends_what_an_intruder_asked_for(
    http: Client, ada: Person, verified: Callable[[Person], Person], post: Post
) -> None:
    browser = http(as_=verified(ada))
    browser.put("/me/email", {"email": "intruder@example.org", "password": PASSWORD})
    secret = secret_in(post)
    changed = browser.put("/me/password", {"current_password": PASSWORD, "password": "mine after all"})
    assert changed.status_code == 204
    assert http().put(f"/email-verifications/{secret}").status_code == 404
    assert http().page(f"/verify/{secret}").status_code == 410
    assert state_of(ada) == (ada.email, True, None)


def test_a_change_needs_the_password_and_an_address(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    assert browser.put("/me/email", {"email": "other@example.org", "password": "wrong one"}).status_code == 422
    assert browser.put("/me/email", {"email": "other", "password": PASSWORD}).status_code == 422
    assert state_of(ada)[0] == ada.email


def test_a_token_may_not(http: Client, ada: Person) -> None:
    bearer = {"Authorization": f"Bearer {token_of(ada)}"}
    changed = http().put("/me/email", {"email": "other@example.org", "password": PASSWORD}, headers=bearer)
    assert changed.status_code == 403
    assert http().post("/email-verifications", headers=bearer).status_code == 403


def test_again_but_not_for_ever(http: Client, ada: Person, post: Post) -> None:
    browser = http(as_=ada)
    answers = [browser.post("/email-verifications").status_code for _ in range(actions.FROM_ONE + 1)]
    assert answers == [202] * actions.FROM_ONE + [429]
    assert len(post()) == actions.FROM_ONE


def test_nobodys_mailbox_is_flooded(ask: Ask, post: Post) -> None:
    for number in range(actions.TO_ONE + 2):
        ask(make_fan(f"fan_no_{number}", email="victim@example.org"))
    assert len(post()) == actions.TO_ONE


def test_verified_addresses_are_told_apart_by_letters_not_case(
    http: Client, ada: Person, verified: Callable[[Person], Person], ask: Ask, post: Post
) -> None:
    verified(ada)
    other = make_fan("other", email=ada.email.upper())
    ask(other)
    assert http().put(f"/email-verifications/{secret_in(post)}").status_code == 409


def test_a_used_letter_is_not_sent_again(ada: Person, ask: Ask, letters: Post, run_jobs: Callable[[], int]) -> None:
    ask(ada)
    with unit_of_work():
        db.session.scalars(select(EmailToken)).one().used_at = clock.now()
    run_jobs()
    assert letters() == []


def test_old_ones_are_forgotten(ada: Person, ask: Ask, frozen_clock: Callable[..., None]) -> None:
    ask(ada)
    frozen_clock(clock.now() + actions.FORGOTTEN_AFTER + timedelta(days=1))
    with unit_of_work():
        actions.forget_old()
    assert db.session.scalars(select(EmailToken)).all() == []
    assert db.session.get_one(Account, ada.id).email == ada.email
