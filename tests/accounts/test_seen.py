"""Noting that somebody is here, without every read becoming a write."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from fandom.accounts import actions
from fandom.accounts.models import Session, Token
from fandom.accounts.viewers import viewers
from fandom.core import clock
from fandom.infra.db import db
from tests.conftest import CountQueries
from tests.support.http import Http
from tests.support.people import Person, make_fan, token_of

Client = Callable[..., Http]
Freeze = Callable[[datetime], None]


@pytest.fixture
def ada(app: object, frozen_clock: Freeze) -> Person:
    return make_fan("ada")


def later(frozen_clock: Freeze, **time: float) -> None:
    frozen_clock(clock.now() + timedelta(**time))
    viewers.clear()


def writes(said: list[str]) -> list[str]:
    return [each for each in said if each.startswith("UPDATE")]


def test_reads_within_a_minute_write_nothing(
    http: Client, ada: Person, count_queries: CountQueries, frozen_clock: Freeze
) -> None:
    browser = http(as_=ada)
    later(frozen_clock, seconds=59)
    with count_queries() as said:
        browser.get("/me")
    assert writes(said) == []


def test_a_failing_note_spoils_no_answer(
    http: Client, ada: Person, frozen_clock: Freeze, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: str) -> None:
        raise OperationalError("UPDATE", {}, Exception("away"))

    browser = http(as_=ada)
    later(frozen_clock, minutes=2)
    monkeypatch.setattr(actions, "touch_session", fail)
    assert browser.get("/me").status_code == 200


def test_visitors_are_not_noted(http: Client, app: object, count_queries: CountQueries) -> None:
    with count_queries() as said:
        http().get("/session")
    assert said == []


def test_use_is_noted_once_a_minute(
    http: Client, ada: Person, count_queries: CountQueries, frozen_clock: Freeze
) -> None:
    browser = http(as_=ada)
    later(frozen_clock, seconds=61)
    with count_queries() as said:
        browser.get("/me")
        browser.get("/me")
        viewers.clear()
        browser.get("/me")
    assert len(writes(said)) == 1
    assert db.session.scalar(select(Session.seen_at)) == clock.now()


def test_first_use_of_a_token_is_noted(http: Client, ada: Person, frozen_clock: Freeze) -> None:
    headers = {"Authorization": f"Bearer {token_of(ada)}"}
    http().get("/me", headers=headers)
    first = clock.now()
    assert db.session.scalar(select(Token.used_at)) == first
    later(frozen_clock, seconds=30)
    http().get("/me", headers=headers)
    db.session.expire_all()
    assert db.session.scalar(select(Token.used_at)) == first


def test_honouring_a_known_session_asks_nothing(http: Client, ada: Person, count_queries: CountQueries) -> None:
    browser = http(as_=ada)
    browser.get("/accounts/ada")
    with count_queries() as said:
        browser.get("/accounts/ada")
    asked = ("FROM sessions", "FROM blocks", "FROM mutes", "FROM memberships \nWHERE memberships.account_id")
    assert [each for each in said if any(word in each for word in asked)] == []
