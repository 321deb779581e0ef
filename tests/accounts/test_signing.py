"""Signing up and in, when something happens between argon2 and the unit of work."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from fandom.accounts import access, actions, queries, signing
from fandom.accounts.models import Account, Session
from fandom.accounts.signing import Newcomer
from fandom.core.errors import FandomError, Forbidden, Invalid, Unauthenticated
from fandom.core.viewer import SYSTEM, VISITOR
from fandom.infra import passwords
from fandom.infra.db import db, unit_of_work
from fandom.infra.passwords import Checked
from tests.support.people import PASSWORD, Person, make_fan, viewer_of

Meanwhile = Callable[[Callable[[], None]], None]


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """What it is given happens while argon2 computes."""

    def arrange(happens: Callable[[], None]) -> None:
        def slow(_password: str, _kept: str | None) -> Checked:
            happens()
            return Checked(True)

        monkeypatch.setattr(passwords, "verify", slow)

    return arrange


def sign_in() -> None:
    signing.sign_in(login="ada", password=PASSWORD, user_agent="", leaving=VISITOR)


def test_ban_during_the_check_lets_nobody_in(ada: Person, meanwhile: Meanwhile) -> None:
    def ban() -> None:
        with unit_of_work():
            actions.ban(viewer=SYSTEM, account_id=ada.id, reason="spam")

    meanwhile(ban)
    with pytest.raises(Forbidden, match="banned"):
        sign_in()
    assert db.session.scalar(select(Session.id)) is None


def test_new_password_during_the_check_lets_the_old_one_in_no_more(ada: Person, meanwhile: Meanwhile) -> None:
    def change() -> None:
        with unit_of_work():
            db.session.execute(update(Account).values(password_hash="another"))

    meanwhile(change)
    with pytest.raises(Unauthenticated):
        sign_in()
    assert db.session.scalar(select(Session.id)) is None


def test_two_password_changes_at_once_are_one(ada: Person, meanwhile: Meanwhile) -> None:
    viewer = viewer_of(ada)

    def change() -> None:
        with unit_of_work():
            actions.change_password(viewer=viewer, password_hash="another")

    meanwhile(change)
    with pytest.raises(Unauthenticated):
        signing.change_password(viewer=viewer, current=PASSWORD, new="yet another one")
    assert db.session.scalar(select(Account.password_hash)) == "another"


def test_nobody_is_checked_like_somebody(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []

    def verify(_password: str, kept: str | None) -> Checked:
        checked.append(kept)
        return Checked(False)

    monkeypatch.setattr(passwords, "verify", verify)
    for login in ("ada", "nobody_here", "not a handle"):
        with pytest.raises(Unauthenticated):
            signing.sign_in(login=login, password=PASSWORD, user_agent="", leaving=VISITOR)
    assert [kept is None for kept in checked] == [False, True, True]


def test_taken_handle_costs_no_argon2(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "hash", lambda _password: pytest.fail("hashed"))
    with pytest.raises(Invalid):
        signing.sign_up(Newcomer("Ada", "b@example.org", "a long way home"), user_agent="")


def test_sessions_opened_while_all_end_are_ended_too(ada: Person) -> None:
    """The row was written with the epoch of before."""
    with unit_of_work():
        session_id = actions.open_session(account_id=ada.id, user_agent="")
        actions.end_all(account=access.account_to_lock(ada.id), reason="signed_out")
        db.session.execute(update(Session).values(ended_at=None))
    assert queries.viewer_of_session(session_id) is None


def test_one_of_many_who_want_a_handle_at_once_gets_it(committing: Flask) -> None:
    ready, outcomes = threading.Barrier(6), []

    def come(number: int) -> None:
        with committing.app_context():
            ready.wait(10)
            try:
                signing.sign_up(
                    Newcomer("Wanted" if number % 2 else "wanted", "a@b.example", "a long way home"), user_agent=""
                )
                outcomes.append("in")
            except FandomError as refusal:
                outcomes.append(type(refusal).__name__)

    comers = [threading.Thread(target=come, args=(number,)) for number in range(6)]
    for each in comers:
        each.start()
    for each in comers:
        each.join(30)
    with committing.app_context():
        db.engine.dispose()
    assert sorted(outcomes) == ["Invalid"] * 5 + ["in"]
