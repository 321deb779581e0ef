"""Signing in and out over HTTP, here and everywhere."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from fandom.accounts import actions
from fandom.accounts.models import Account, Ending, Session
from fandom.core import clock
from fandom.core.viewer import SYSTEM
from fandom.infra.db import db, unit_of_work
from tests.support.http import Http
from tests.support.people import PASSWORD, Person, make_fan, token_of

Client = Callable[..., Http]


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


def endings() -> list[tuple[str, str]]:
    return [
        (row.kind, row.reason) for row in db.session.execute(select(Ending.kind, Ending.reason).order_by(Ending.id))
    ]


def replay(http: Client, browser: Http) -> Http:
    """Another browser with a copy of the cookie as it was."""
    other = http()
    cookie = browser.client.get_cookie("fandom_session")
    assert cookie
    other.client.set_cookie("fandom_session", cookie.value)
    other.csrf = browser.csrf
    return other


@pytest.mark.parametrize(
    "asked",
    [
        {"login": "ada", "password": "wrong password"},
        {"login": "nobody_here", "password": PASSWORD},
        {"login": "ada@example.org", "password": PASSWORD},
        {"login": "' OR 1=1 --", "password": PASSWORD},
    ],
)
def test_wrong_login_or_password_is_refused_alike(http: Client, ada: Person, asked: dict[str, str]) -> None:
    response = http().post("/session", asked)
    assert response.status_code == 401
    assert response.json["detail"] == "This handle and password do not belong together."
    assert db.session.scalar(select(Session.id)) is None


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"login": "ada"},
        {"login": "", "password": PASSWORD},
        {"login": "ada", "password": ""},
        {"login": "ada", "password": "x" * 201},
        {"login": "a" * 255, "password": PASSWORD},
        {"login": ["ada"], "password": PASSWORD},
        {"login": "ada\0", "password": PASSWORD},
        {"login": "ada", "password": PASSWORD, "remember": True},
    ],
)
def test_unreadable_sign_in_is_refused(http: Client, ada: Person, asked: dict[str, object]) -> None:
    assert http().post("/session", asked).status_code == 422


@pytest.mark.parametrize(("state", "word"), [("banned", "banned"), ("deleted", "deleted")])
def test_ended_account_is_told_so_if_the_password_is_right(http: Client, ada: Person, state: str, word: str) -> None:
    with unit_of_work():
        db.session.execute(update(Account).values(state=state))
    response = http().post("/session", {"login": "ada", "password": PASSWORD})
    assert response.status_code == 403
    assert word in response.json["detail"]
    assert http().post("/session", {"login": "ada", "password": "wrong password"}).status_code == 401


def test_account_without_a_password_lets_nobody_in(http: Client, app: object) -> None:
    make_fan("bot_1", password_hash=None)
    assert http().post("/session", {"login": "bot_1", "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(("method", "path"), [("GET", "/me"), ("GET", "/me/sessions"), ("DELETE", "/session")])
def test_visitors_have_none_of_this(http: Client, method: str, path: str) -> None:
    assert http().call(method, f"/api/v1{path}").status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/session"),
        ("DELETE", "/sessions"),
        ("GET", "/me/sessions"),
        ("DELETE", "/me/sessions/0123456789abcdef"),
    ],
)
def test_tokens_have_no_say_over_sessions(http: Client, ada: Person, method: str, path: str) -> None:
    headers = {"Authorization": f"Bearer {token_of(ada)}"}
    assert http().call(method, f"/api/v1{path}", headers=headers).status_code == 403


def test_signed_out_cookie_is_worth_nothing_when_replayed(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    copy = replay(http, browser)
    assert copy.get("/me").status_code == 200
    assert browser.delete("/session").status_code == 204
    assert copy.get("/me").status_code == 401
    assert browser.get("/session").json["account"] is None
    assert endings() == [("session", "signed_out")]


def test_signing_out_leaves_other_browsers_alone(http: Client, ada: Person) -> None:
    here, there = http(as_=ada), http(as_=ada)
    here.delete("/session")
    assert there.get("/me").status_code == 200


def test_signing_out_everywhere_ends_sessions_and_tokens(http: Client, ada: Person) -> None:
    here, there, bob = http(as_=ada), http(as_=ada), http(as_=make_fan("bob"))
    program = {"Authorization": f"Bearer {token_of(ada)}"}
    copies = [replay(http, here), there]
    assert http().get("/me", headers=program).status_code == 200
    assert here.delete("/sessions").status_code == 204
    assert [copy.get("/me").status_code for copy in copies] == [401, 401]
    assert http().get("/me", headers=program).status_code == 401
    assert bob.get("/me").status_code == 200
    assert sorted(endings()) == [("session", "signed_out")] * 2 + [("token", "signed_out")]


def test_who_has_signed_out_everywhere_may_sign_in_again(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    browser.delete("/sessions")
    assert http().post("/session", {"login": "ada", "password": PASSWORD}).status_code == 200


def test_ban_ends_everything_and_lets_nobody_in(http: Client, ada: Person) -> None:
    browser, program = http(as_=ada), {"Authorization": f"Bearer {token_of(ada)}"}
    assert browser.get("/me").status_code == 200
    with unit_of_work():
        actions.ban(viewer=SYSTEM, account_id=ada.id, reason="spam")
    assert browser.get("/me").status_code == 401
    assert http().get("/me", headers=program).status_code == 401
    assert sorted(endings()) == [("session", "banned"), ("token", "banned")]


def test_lifted_ban_brings_no_session_back(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    with unit_of_work():
        actions.ban(viewer=SYSTEM, account_id=ada.id, reason="spam")
    with unit_of_work():
        actions.unban(viewer=SYSTEM, account_id=ada.id)
    assert browser.get("/me").status_code == 401
    assert http().post("/session", {"login": "ada", "password": PASSWORD}).status_code == 200


def test_sign_in_by_handle_in_any_case(http: Client, ada: Person) -> None:
    browser = http()
    response = browser.post("/session", {"login": " ADA ", "password": PASSWORD}, headers={"User-Agent": "Firefox"})
    assert response.status_code == 200
    assert response.json["account"]["handle"] == "ada"
    assert response.headers["Cache-Control"] == "no-store"
    assert browser.get("/me/sessions").json["items"][0]["user_agent"] == "Firefox"


def test_sign_in_by_verified_address(http: Client, app: object) -> None:
    make_fan("bob", email_verified_at=clock.now())
    assert http().post("/session", {"login": "Bob@Example.org", "password": PASSWORD}).status_code == 200


def test_signing_in_again_ends_the_session_of_before(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    before = replay(http, browser)
    assert browser.post("/session", {"login": "ada", "password": PASSWORD}).status_code == 200
    assert before.get("/me").status_code == 401


def test_cheap_hash_is_made_anew_at_sign_in(http: Client, ada: Person) -> None:
    before = db.session.scalar(select(Account.password_hash))
    http().post("/session", {"login": "ada", "password": PASSWORD})
    assert db.session.scalar(select(Account.password_hash)) != before


def test_session_tells_visitors_their_csrf_token(http: Client) -> None:
    response = http().get("/session")
    assert response.status_code == 200
    assert response.json["csrf_token"]
    assert response.json | {"csrf_token": ""} == {"account": None, "roles": [], "scopes": None, "csrf_token": ""}
    assert response.headers["Cache-Control"] == "no-store"


def test_session_tells_what_i_am(http: Client, app: object) -> None:
    root = http(as_=make_fan("root_1", is_admin=True)).get("/session").json
    assert root["account"] == {"handle": "root_1", "display_name": "root_1"}
    assert root["roles"] == ["fan", "moderator", "admin"]
    assert http(as_=make_fan("mod_1", moderates_all=True)).get("/session").json["roles"] == ["fan", "moderator"]


def test_session_tells_a_token_its_scopes_and_sets_no_cookie(http: Client, ada: Person) -> None:
    response = http().get("/session", headers={"Authorization": f"Bearer {token_of(ada, 'write', 'read')}"})
    assert (response.json["scopes"], response.json["csrf_token"]) == (["read", "write"], None)
    assert "Set-Cookie" not in response.headers


def test_one_of_several_browsers_can_be_signed_out(http: Client, ada: Person) -> None:
    here, there = http(as_=ada), http(as_=ada)
    listed = here.get("/me/sessions").json
    assert (len(listed["items"]), listed["next"]) == (2, None)
    other = next(each["id"] for each in listed["items"] if not each["current"])
    assert here.delete(f"/me/sessions/{other}").status_code == 204
    assert there.get("/me").status_code == 401
    assert here.get("/me").status_code == 200
    assert here.delete(f"/me/sessions/{other}").status_code == 404


def test_session_of_somebody_else_is_not_there(http: Client, ada: Person) -> None:
    bob = http(as_=make_fan("bob"))
    public = http(as_=ada).get("/me/sessions").json["items"][0]["id"]
    assert bob.delete(f"/me/sessions/{public}").status_code == 404
    secret = db.session.scalar(select(Session.id).where(Session.account_id == ada.id))
    assert bob.delete(f"/me/sessions/{secret}").status_code == 404


def test_this_browser_can_be_signed_out_by_its_id(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    public = browser.get("/me/sessions").json["items"][0]["id"]
    assert browser.delete(f"/me/sessions/{public}").status_code == 204
    assert browser.get("/session").json["account"] is None


def test_secret_id_of_a_session_is_told_to_nobody(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    secret = db.session.scalar(select(Session.id)) or "?"
    assert secret not in browser.get("/me/sessions").text + browser.get("/session").text
