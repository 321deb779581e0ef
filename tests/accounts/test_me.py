"""One's own account over HTTP."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from fandom.accounts.models import Account, Ending
from fandom.core import screening
from fandom.core.screening import Verdict
from fandom.infra.audit import AuditRow
from fandom.infra.db import db
from tests.support.http import Http
from tests.support.people import PASSWORD, Person, make_fan, session_of, token_of

Client = Callable[..., Http]
NEW = "another good one"


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


@pytest.mark.parametrize(("method", "path"), [("GET", "/me"), ("PATCH", "/me"), ("PUT", "/me/password")])
def test_visitors_are_nobody(http: Client, method: str, path: str) -> None:
    body = {"display_name": "X"} if method == "PATCH" else {"current_password": "x", "password": NEW}
    assert http().call(method, f"/api/v1{path}", json=body).status_code == 401


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"display_name": ""},
        {"display_name": None},
        {"display_name": "x" * 51},
        {"display_name": 7},
        {"display_name": "A\u202ed"},
        {"display_name": "Ada", "handle": "eve"},
        {"is_admin": True},
        {"about": "x" * 301},
        {"about": None},
        {"shows_reactions": "yes"},
    ],
)
def test_bad_change_is_refused(http: Client, ada: Person, asked: dict[str, object]) -> None:
    assert http(as_=ada).patch("/me", asked).status_code == 422
    assert db.session.scalar(select(Account.display_name)) == "ada"


def test_change_from_an_older_version_is_refused(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    tag = browser.get("/me").headers["ETag"]
    assert browser.patch("/me", {"display_name": "One"}, headers={"If-Match": tag}).status_code == 200
    assert browser.patch("/me", {"display_name": "Two"}, headers={"If-Match": tag}).status_code == 412


def test_token_that_may_only_read_changes_nothing(http: Client, ada: Person) -> None:
    headers = {"Authorization": f"Bearer {token_of(ada, 'read')}"}
    assert http().patch("/me", {"display_name": "X"}, headers=headers).status_code == 403


def test_token_that_may_not_read_reads_nothing(http: Client, ada: Person) -> None:
    assert http().get("/me", headers={"Authorization": f"Bearer {token_of(ada, 'write')}"}).status_code == 403


def test_held_name_is_refused(http: Client, ada: Person) -> None:
    def hold(_draft: object) -> Verdict:
        return Verdict("hold")

    screening.answer_with(hold)
    try:
        assert http(as_=ada).patch("/me", {"display_name": "Vile"}).status_code == 422
    finally:
        screening.forget(hold)


def test_token_cannot_change_the_password(http: Client, ada: Person) -> None:
    headers = {"Authorization": f"Bearer {token_of(ada)}"}
    asked = {"current_password": PASSWORD, "password": NEW}
    assert http().put("/me/password", asked, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"current_password": "wrong password", "password": NEW}, "current_password"),
        ({"current_password": PASSWORD, "password": "short"}, "password"),
        ({"current_password": PASSWORD, "password": "ADA@example.org"}, "password"),
        ({"current_password": PASSWORD}, "password"),
        ({"password": NEW}, "current_password"),
    ],
)
def test_password_change_is_refused(http: Client, ada: Person, asked: dict[str, str], field: str) -> None:
    response = http(as_=ada).put("/me/password", asked)
    assert response.status_code == 422
    assert list(response.json["errors"]) == [field]
    assert db.session.scalar(select(Ending.id)) is None


def test_new_password_ends_all_other_sessions_and_tokens(http: Client, ada: Person) -> None:
    here, there, program = http(as_=ada), http(as_=ada), {"Authorization": f"Bearer {token_of(ada)}"}
    assert here.put("/me/password", {"current_password": PASSWORD, "password": NEW}).status_code == 204
    assert there.get("/me").status_code == 401
    assert http().get("/me", headers=program).status_code == 401
    assert here.get("/me").status_code == 200
    assert {row.kind for row in db.session.execute(select(Ending.kind))} == {"session", "token"}


def test_new_password_is_the_one_that_counts(http: Client, ada: Person) -> None:
    http(as_=ada).put("/me/password", {"current_password": PASSWORD, "password": NEW})
    assert http().post("/session", {"login": "ada", "password": PASSWORD}).status_code == 401
    assert http().post("/session", {"login": "ada", "password": NEW}).status_code == 200


def test_new_password_is_in_the_audit_log_without_itself(http: Client, ada: Person) -> None:
    http(as_=ada).put("/me/password", {"current_password": PASSWORD, "password": NEW})
    row = db.session.scalars(select(AuditRow)).one()
    assert (row.action, row.actor_id, row.target_id, row.detail) == ("account.password", ada.id, ada.id, {})


def test_me_is_complete_and_mine(http: Client, ada: Person) -> None:
    response = http(as_=ada).get("/me")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.json) == {
        *("id", "handle", "display_name", "email", "email_verified", "roles", "url", "avatar_url", "created_at"),
        *("about", "shows_reactions"),
    }
    assert response.json["email"] == "ada@example.org"
    assert response.json["url"] == "http://localhost/u/ada"


def test_unchanged_me_is_not_sent_again(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    tag = browser.get("/me").headers["ETag"]
    assert browser.get("/me", headers={"If-None-Match": tag}).status_code == 304


def test_new_name_is_tidied_and_shown_to_all(http: Client, ada: Person) -> None:
    response = http(as_=ada).patch("/me", {"display_name": "  Ada   L. "})
    assert response.json["display_name"] == "Ada L."
    assert http().get("/accounts/ada").json["display_name"] == "Ada L."


def test_same_name_again_changes_no_version(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    tag = browser.get("/me").headers["ETag"]
    assert browser.patch("/me", {"display_name": "ada"}).headers["ETag"] == tag


def test_the_session_that_stays_is_not_the_only_one_allowed_later(http: Client, ada: Person) -> None:
    http(as_=ada).put("/me/password", {"current_password": PASSWORD, "password": NEW})
    session_of(ada)
    assert len(http(as_=ada).get("/me/sessions").json["items"]) == 3
