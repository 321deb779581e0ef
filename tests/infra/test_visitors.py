"""What a visitor's cookie carries: bounded, signed, and nobody's once somebody signs in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, session

from fandom.core.horizon import Position
from fandom.core.ids import new_id
from fandom.core.viewer import VISITOR
from fandom.infra import login, visitors
from fandom.infra.login import COOKIE
from tests.support.http import Http
from tests.support.people import make_fan

As = Callable[..., Http]


def ids(count: int) -> list[str]:
    return [f"{number:013}" for number in range(count)]


def test_the_last_hundred_are_remembered_the_newest_last(app: Flask) -> None:
    many = ids(visitors.MOST + 5)
    with app.test_request_context():
        for each in [*many, many[7]]:
            visitors.remember(each, 7)
        assert session["revealed"].split() == [f"{each}.7" for each in (*many[5:7], *many[8:], many[7])]


def test_it_fits_into_a_cookie(app: Flask) -> None:
    with app.test_request_context():
        session["csrf_token"] = "0" * 40
        for number in range(visitors.MOST):
            visitors.remember(new_id(), Position(number, 9999, 86_399_999 - number * 7919).key)
        signed = app.session_interface.get_signing_serializer(app).dumps(dict(session))  # type: ignore[attr-defined]
    assert len(signed) < 4000


def test_forgetting_what_is_not_there_sets_no_cookie(app: Flask) -> None:
    with app.test_request_context():
        visitors.forget("nothing")
        assert not session.modified
        visitors.remember("one", 1)
        visitors.remember("two", 1)
        visitors.remember("two", 2)
        visitors.forget("one")
        assert visitors.visitor(session).revealed == {"two.2"}


@pytest.mark.parametrize("said", [None, "", 5, ["one"], {"one": 1}, b"one"])
def test_what_cannot_be_read_reveals_nothing(said: Any) -> None:
    assert visitors.visitor({"revealed": said}) is VISITOR


def test_more_than_there_may_be_counts_for_the_last() -> None:
    carried = visitors.visitor({"revealed": " ".join(ids(300))}).revealed
    assert carried == set(ids(300)[-visitors.MOST :])


def carrying(http: As, app: Flask, **kept: Any) -> Http:
    browser = http()
    with app.app_context(), browser.client.session_transaction() as session:
        session.update(kept)
    return browser


def environ(browser: Http) -> dict[str, str]:
    cookie = browser.client.get_cookie(COOKIE)
    assert cookie
    return {"HTTP_COOKIE": f"{COOKIE}={cookie.value}"}


def test_both_ways_to_know_who_asks_agree(http: As, app: Flask) -> None:
    browser = carrying(http, app, revealed="one two")
    assert login.quickly(app, environ(browser)) is None
    for _ in range(2):
        browser.get("/session")
    found = login.quickly(app, environ(browser))
    assert found
    assert found.viewer.revealed == {"one", "two"}
    assert not found.viewer.signed_in
    fan = make_fan("ada")
    signed = http(as_=fan)
    with app.app_context(), signed.client.session_transaction() as kept:
        kept["revealed"] = "one two"
    for _ in range(2):
        signed.get("/session")
    known = login.quickly(app, environ(signed))
    assert known
    assert known.viewer.account_id == fan.id
    assert not known.viewer.revealed


def test_a_forged_cookie_carries_nothing(http: As, app: Flask) -> None:
    browser = carrying(http, app, revealed="one two")
    cookie = browser.client.get_cookie(COOKIE)
    assert cookie
    body, _, signature = cookie.value.partition(".")
    other = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    longer = str(other.dumps({"revealed": "one two three"})).partition(".")[0]
    for forged in (f"{longer}.{signature}", f"{body}x.{signature}", body):
        with app.test_request_context(headers={"Cookie": f"{COOKIE}={forged}"}):
            assert login.viewer() is VISITOR


def test_beside_a_token_the_cookie_counts_for_nothing(http: As, app: Flask) -> None:
    headers = {"Cookie": environ(carrying(http, app, revealed="one"))["HTTP_COOKIE"], "Authorization": "Bearer "}
    with app.test_request_context(headers=headers):
        assert login.Visitor().viewer is VISITOR
