"""Signing up over HTTP."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from fandom.accounts.events import AccountCreated
from fandom.accounts.models import Account
from fandom.core import screening
from fandom.core.bus import bus
from fandom.core.screening import Draft, Verdict
from fandom.infra.db import db
from tests.support.http import Http
from tests.support.people import make_fan

NEWCOMER = {"handle": "Ada_L", "email": "ada@example.org", "password": "a long way home"}

Client = Callable[..., Http]


@pytest.fixture
def screened() -> Iterator[list[Draft]]:
    """Drafts that were asked about; names with "vile" in them are held."""
    asked: list[Draft] = []

    def answer(draft: Draft) -> Verdict:
        asked.append(draft)
        return Verdict("hold" if "vile" in draft.text else "publish")

    screening.answer_with(answer)
    yield asked
    screening.forget(answer)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("handle", "a"),
        ("handle", "a" * 31),
        ("handle", "ada lovelace"),
        ("handle", "ada\n"),
        ("handle", "аda"),  # begins with a Cyrillic letter
        ("handle", "Admin"),
        ("handle", 7),
        ("handle", None),
        ("email", "ada"),
        ("email", "ada@home"),
        ("email", "a da@example.org"),
        ("email", "ada@example.org\n"),
        ("email", f"{'a' * 250}@example.org"),
        ("password", "seven77"),
        ("password", "x" * 201),
        ("password", "Password123"),
        ("password", "aaaaaaaaaaaa"),
        ("password", "ADA@example.org"),
        ("display_name", ""),
        ("display_name", "x" * 51),
        ("display_name", "ada\u202egnp"),
        ("display_name", "ada\0"),
        ("display_name", "\u200b\u200b"),
        ("ref", "r" * 101),
        ("is_admin", True),
    ],
)
def test_bad_field_is_refused(http: Client, field: str, value: object) -> None:
    response = http().post("/accounts", NEWCOMER | {field: value})
    assert response.status_code == 422
    assert list(response.json["errors"]) == [field]
    assert db.session.scalar(select(Account.id)) is None


def test_all_wrong_fields_are_named_at_once(http: Client) -> None:
    response = http().post("/accounts", {"handle": "a b", "email": "nowhere", "password": "short"})
    assert {"handle", "password"} <= set(response.json["errors"])


def test_password_that_is_the_handle_is_refused(http: Client) -> None:
    response = http().post("/accounts", NEWCOMER | {"handle": "lovelace", "password": "LoveLace"})
    assert response.json["errors"] == {
        "password": ["This one is the first that others would try; choose another."],
    }


def test_taken_handle_is_refused_without_case(http: Client) -> None:
    make_fan("ada_l")
    response = http().post("/accounts", NEWCOMER)
    assert response.status_code == 422
    assert response.json["errors"] == {"handle": ["This handle is taken."]}


def test_handle_of_a_deleted_account_stays_taken(http: Client) -> None:
    make_fan("ada_l", state="deleted")
    assert http().post("/accounts", NEWCOMER).status_code == 422


@pytest.mark.parametrize("field", ["handle", "display_name"])
def test_name_that_screening_holds_is_refused_in_kind_words(http: Client, screened: list[Draft], field: str) -> None:
    response = http().post("/accounts", NEWCOMER | {field: "so_vile"})
    assert response.status_code == 422
    assert response.json["errors"][field] == ["This name is not for here; choose another."]
    assert db.session.scalar(select(Account.id)) is None


def test_names_are_asked_about_as_an_account(http: Client, screened: list[Draft]) -> None:
    http().post("/accounts", NEWCOMER | {"display_name": "Ada L."})
    assert [(draft.kind, draft.text, draft.show_id) for draft in screened] == [
        ("account", "Ada_L", None),
        ("account", "Ada L.", None),
    ]


def test_signs_up_and_is_signed_in(http: Client) -> None:
    browser = http()
    response = browser.post("/accounts", NEWCOMER)
    assert response.status_code == 201
    assert response.headers["Location"] == "/api/v1/accounts/Ada_L"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json["account"] == {"handle": "Ada_L", "display_name": "Ada_L"}
    assert response.json["roles"] == ["fan"]
    assert browser.get("/me").json["email"] == "ada@example.org"


def test_answer_carries_the_csrf_token_of_the_new_cookie(http: Client) -> None:
    browser = http()
    browser.csrf = browser.get("/session").json["csrf_token"]
    answered = browser.post("/accounts", NEWCOMER)
    assert browser.delete("/session").status_code == 403
    browser.csrf = answered.json["csrf_token"]
    assert browser.delete("/session").status_code == 204


def test_says_nothing_about_a_known_email(http: Client) -> None:
    make_fan("bo", email=NEWCOMER["email"])
    response = http().post("/accounts", NEWCOMER)
    assert response.status_code == 201
    assert "email" not in response.json


def test_password_is_kept_as_argon2_only(http: Client) -> None:
    http().post("/accounts", NEWCOMER)
    kept = db.session.scalars(select(Account)).one()
    assert str(kept.password_hash).startswith("$argon2id$")


def test_ref_goes_into_the_fact(http: Client) -> None:
    told: list[AccountCreated] = []
    bus.listen(AccountCreated, told.append)
    try:
        http().post("/accounts", NEWCOMER | {"ref": "m-1"})
    finally:
        bus.listeners[AccountCreated].pop()
    assert [fact.ref for fact in told] == ["m-1"]
