"""Personal tokens over HTTP."""

import hashlib
from collections.abc import Callable

import pytest
from sqlalchemy import select

from fandom.accounts import opening
from fandom.accounts.models import Ending, Token
from fandom.infra.db import db
from tests.support.http import Http
from tests.support.people import Person, make_fan, token_of

Client = Callable[..., Http]
ASKED = {"name": "my script", "scopes": ["read", "write"]}


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


def as_program(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/tokens"), ("POST", "/tokens"), ("DELETE", "/tokens/0123456789abc")]
)
def test_visitors_and_tokens_have_no_tokens(http: Client, ada: Person, method: str, path: str) -> None:
    body = ASKED if method == "POST" else None
    assert http().call(method, f"/api/v1{path}", json=body).status_code == 401
    headers = as_program(token_of(ada))
    assert http().call(method, f"/api/v1{path}", json=body, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 61),
        ("name", "a\0b"),
        ("name", None),
        ("scopes", []),
        ("scopes", ["admin"]),
        ("scopes", "read"),
        ("scopes", ["read"] * 4),
        ("secret", "mine"),
    ],
)
def test_bad_field_is_refused(http: Client, ada: Person, field: str, value: object) -> None:
    assert http(as_=ada).post("/tokens", ASKED | {field: value}).status_code == 422
    assert db.session.scalar(select(Token.id)) is None


def test_one_more_than_allowed_is_refused(http: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_TOKENS", 2)
    browser = http(as_=ada)
    assert [browser.post("/tokens", ASKED).status_code for _ in range(3)] == [201, 201, 409]


@pytest.mark.parametrize("token_id", ["0123456789abc", "nonsense", "%00", "' OR 1=1"])
def test_unknown_token_is_not_there(http: Client, ada: Person, token_id: str) -> None:
    assert http(as_=ada).delete(f"/tokens/{token_id}").status_code in {400, 404}


def test_token_of_somebody_else_is_not_there(http: Client, ada: Person) -> None:
    token_id = http(as_=ada).post("/tokens", ASKED).json["id"]
    assert http(as_=make_fan("bob")).delete(f"/tokens/{token_id}").status_code == 404


def test_secret_is_shown_once_and_kept_as_a_hash(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    made = browser.post("/tokens", ASKED)
    secret = made.json["secret"]
    assert made.status_code == 201
    assert secret not in browser.get("/tokens").text
    assert db.session.scalars(select(Token.secret_hash)).one() == hashlib.sha256(secret.encode()).hexdigest()


def test_token_may_what_its_scopes_say(http: Client, ada: Person) -> None:
    secret = http(as_=ada).post("/tokens", {"name": "reader"}).json["secret"]
    assert http().get("/me", headers=as_program(secret)).json["handle"] == "ada"
    assert http().patch("/me", {"display_name": "X"}, headers=as_program(secret)).status_code == 403


def test_same_scope_twice_is_once(http: Client, ada: Person) -> None:
    assert http(as_=ada).post("/tokens", ASKED | {"scopes": ["read", "read"]}).json["scopes"] == ["read"]


def test_ended_token_opens_nothing_at_once(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    made = browser.post("/tokens", ASKED).json
    assert http().get("/me", headers=as_program(made["secret"])).status_code == 200
    assert browser.delete(f"/tokens/{made['id']}").status_code == 204
    assert http().get("/me", headers=as_program(made["secret"])).status_code == 401
    assert browser.delete(f"/tokens/{made['id']}").status_code == 404
    assert db.session.execute(select(Ending.kind, Ending.ref, Ending.reason)).all() == [
        ("token", made["id"], "revoked")
    ]


def test_tokens_are_listed_with_their_last_use(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    secret = browser.post("/tokens", ASKED).json["secret"]
    assert browser.get("/tokens").json["items"][0]["used_at"] is None
    http().get("/me", headers=as_program(secret))
    listed = browser.get("/tokens").json
    assert listed["next"] is None
    assert listed["items"][0]["used_at"]
    assert {name: listed["items"][0][name] for name in ASKED} == ASKED
