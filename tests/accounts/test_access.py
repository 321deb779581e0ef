"""The doors of accounts."""

import pytest
from sqlalchemy import update

from fandom.accounts import access, queries
from fandom.accounts.models import Account
from fandom.core.errors import Forbidden, NotFound, Unauthenticated
from fandom.core.viewer import VISITOR
from fandom.infra.db import db, unit_of_work
from tests.support.people import Person, make_fan, token_of, viewer_of


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


@pytest.mark.parametrize("door", [access.me_to_read, access.me_to_edit, access.in_browser])
def test_visitors_have_no_account(app: object, door) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Unauthenticated):
        door(VISITOR)


def test_token_is_no_browser(ada: Person) -> None:
    viewer = queries.viewer_of_token(token_of(ada))
    assert viewer
    with pytest.raises(Forbidden):
        access.in_browser(viewer)


def test_deleted_account_cannot_be_edited(ada: Person) -> None:
    with unit_of_work():
        db.session.execute(update(Account).values(state="deleted"))
    with pytest.raises(NotFound):
        access.me_to_edit(ada.viewer)
    with pytest.raises(NotFound):
        access.me_to_read(ada.viewer)


@pytest.mark.parametrize("shown", ["", "0123456789abcdef", "\u00e9"])
def test_session_that_is_not_there(ada: Person, shown: str) -> None:
    with pytest.raises(NotFound):
        access.session_to_end(viewer_of(ada), shown)


@pytest.mark.parametrize("token_id", ["", "0123456789abc", "\0", "x" * 100])
def test_token_that_is_not_there(ada: Person, token_id: str) -> None:
    with pytest.raises(NotFound):
        access.token_to_end(viewer_of(ada), token_id)


def test_password_that_changed_meanwhile_opens_nothing(ada: Person) -> None:
    known = queries.credentials("ada")
    assert known
    with unit_of_work():
        db.session.execute(update(Account).values(password_hash="another"))
    with pytest.raises(Unauthenticated), unit_of_work():
        access.account_to_enter(known)


def test_account_id_of_any_case(ada: Person) -> None:
    assert access.account_id_of("ADA") == ada.id
    with pytest.raises(NotFound):
        access.account_id_of("nobody_here")


def test_own_session_and_token_may_be_ended(ada: Person) -> None:
    viewer = viewer_of(ada)
    secret = token_of(ada)
    mine = queries.viewer_of_token(secret)
    assert mine
    assert access.token_to_end(viewer, mine.token_id or "").account_id == ada.id
    assert access.session_to_end(viewer, queries.sessions(viewer)[0].id).id == viewer.session_id
