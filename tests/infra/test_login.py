"""Who is asking, and whether their own page asks."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.support.http import Http
from tests.support.people import Person, make_fan, token_of

Client = Callable[..., Http]
FOREIGN = [
    "https://evil.example",
    "null",
    "",
    "http://localhost.evil.example",
    "http://localhost:81",
    "https://localhost",
    "http://LOCALHOST",
    "http://localhost/",
]


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


def rename(browser: Http, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.patch("/me", {"display_name": "Ada the First"}, headers=named)


def test_change_without_the_token_is_refused_as_a_problem(http: Client, ada: Person) -> None:
    response = rename(http(as_=ada, csrf=False))
    assert response.status_code == 403
    assert response.mimetype == "application/problem+json"
    assert response.json["detail"] == "Your page is out of date. Reload it and try again."


@pytest.mark.parametrize("token", ["", "nonsense", "a" * 5000, "ImEi.aaaa.bbbb", "é"])
def test_change_with_a_wrong_token_is_refused(http: Client, ada: Person, token: str) -> None:
    assert rename(http(as_=ada, csrf=False), X_CSRF_Token=token).status_code == 403


def test_token_of_another_cookie_is_refused(http: Client, ada: Person) -> None:
    other = http().get("/session").json["csrf_token"]
    assert rename(http(as_=ada, csrf=False), X_CSRF_Token=other).status_code == 403


def test_token_in_the_address_is_refused(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    token, browser.csrf = browser.csrf, None
    assert browser.delete(f"/session?csrf_token={token}").status_code == 403


@pytest.mark.parametrize("origin", FOREIGN)
def test_foreign_origin_is_refused_even_with_the_token(http: Client, ada: Person, origin: str) -> None:
    assert rename(http(as_=ada), Origin=origin).status_code == 403


@pytest.mark.parametrize("origin", FOREIGN)
def test_foreign_page_cannot_sign_a_visitor_in(http: Client, ada: Person, origin: str) -> None:
    asked = {"login": "ada", "password": ada.password}
    assert http().post("/session", asked, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("referrer", ["https://evil.example/", "http://localhost.evil.example/", "about:client"])
def test_foreign_referrer_is_refused_where_no_origin_is_named(http: Client, ada: Person, referrer: str) -> None:
    assert rename(http(as_=ada), Referer=referrer).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_fetch_from_another_site_is_refused_where_no_origin_is_named(http: Client, ada: Person, site: str) -> None:
    assert rename(http(as_=ada), Sec_Fetch_Site=site).status_code == 403


def test_method_cannot_be_overridden(http: Client, ada: Person) -> None:
    browser = http(as_=ada, csrf=False)
    for name in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        assert browser.get("/me", headers={name: "DELETE"}).status_code == 200
    assert browser.get("/session?_method=DELETE").json["account"]["handle"] == "ada"


def test_unknown_method_changes_nothing(http: Client, ada: Person) -> None:
    browser = http(as_=ada, csrf=False)
    assert browser.call("PROPPATCH", "/api/v1/me").status_code in {403, 405}


def test_empty_bearer_beside_a_cookie_opens_nothing(http: Client, ada: Person) -> None:
    browser = http(as_=ada, csrf=False)
    for value in ("Bearer", "Bearer ", "bearer   "):
        assert rename(browser, Authorization=value).status_code == 401


def test_wrong_bearer_beside_a_cookie_opens_nothing(http: Client, ada: Person) -> None:
    assert rename(http(as_=ada), Authorization="Bearer fandom_wrong").status_code == 401


def test_other_schemes_do_not_replace_the_token(http: Client, ada: Person) -> None:
    assert rename(http(as_=ada, csrf=False), Authorization="Basic YWRhOmFkYQ==").status_code == 403


def test_bearer_counts_and_the_cookie_does_not(http: Client, ada: Person) -> None:
    secret = token_of(make_fan("bob"))
    response = http(as_=ada, csrf=False).get("/me", headers={"Authorization": f"Bearer {secret}"})
    assert response.json["handle"] == "bob"


def test_wrong_bearer_is_an_error_for_public_things_too(http: Client, ada: Person) -> None:
    response = http().get("/accounts/ada", headers={"Authorization": "Bearer nobody"})
    assert response.status_code == 401
    assert response.mimetype == "application/problem+json"


def test_bearer_needs_no_csrf_token(http: Client, ada: Person) -> None:
    assert rename(http(), Authorization=f"Bearer {token_of(ada)}").status_code == 200


def test_tampered_cookie_is_a_visitors(http: Client, ada: Person) -> None:
    browser = http(as_=ada)
    cookie = browser.client.get_cookie("fandom_session")
    assert cookie
    browser.client.set_cookie("fandom_session", cookie.value[:-2] + "xx")
    assert browser.get("/me").status_code == 401


def test_cookie_of_another_program_does_not_hide_a_bearer(http: Client, ada: Person) -> None:
    browser = http()
    browser.client.set_cookie("remember_token", "1|abc")
    assert browser.get("/me", headers={"Authorization": f"Bearer {token_of(ada)}"}).json["handle"] == "ada"


def test_own_origin_and_token_may(http: Client, ada: Person) -> None:
    assert rename(http(as_=ada), Origin="http://localhost", Sec_Fetch_Site="same-origin").status_code == 200
    assert rename(http(as_=ada), Referer="http://localhost/settings").status_code == 200
    assert rename(http(as_=ada)).status_code == 200


def test_cookie_is_http_only_and_lax(http: Client, ada: Person) -> None:
    cookie = http().get("/session").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_in_leaves_the_old_csrf_token_behind(http: Client, ada: Person) -> None:
    browser = http()
    before = browser.csrf = browser.get("/session").json["csrf_token"]
    after = browser.post("/session", {"login": "ada", "password": ada.password}).json["csrf_token"]
    assert rename(browser).status_code == 403
    browser.csrf = after
    assert rename(browser).status_code == 200
    assert before != after
