"""Who a cookie or a token stands for."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from fandom.accounts import queries
from fandom.accounts.models import Account, Session, Token
from fandom.accounts.viewers import viewers
from fandom.core import clock, roles
from fandom.infra.db import db, unit_of_work
from tests.conftest import CountQueries
from tests.support.people import Person, cheap_hash, make_fan, session_of, token_of, viewer_of

Freeze = Callable[[datetime], None]


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


@pytest.fixture
def moderation() -> Iterator[None]:
    def answer(_account_id: str) -> frozenset[str]:
        return frozenset({"show-1"})

    roles.answer_with(answer)
    yield
    roles.forget(answer)


def change(kind: type[Account] | type[Session] | type[Token], **values: object) -> None:
    with unit_of_work():
        db.session.execute(update(kind).values(**values))
    viewers.clear()


@pytest.mark.parametrize("state", ["banned", "deleted"])
def test_ended_account_is_nobody(ada: Person, state: str) -> None:
    session_id, secret = session_of(ada), token_of(ada)
    change(Account, state=state)
    assert queries.viewer_of_session(session_id) is None
    assert queries.viewer_of_token(secret) is None


def test_ended_session_is_nobody(ada: Person) -> None:
    session_id = session_of(ada)
    change(Session, ended_at=clock.now())
    assert queries.viewer_of_session(session_id) is None


def test_session_of_an_earlier_epoch_is_nobody(ada: Person) -> None:
    session_id = session_of(ada)
    change(Account, epoch=1)
    assert queries.viewer_of_session(session_id) is None


def test_session_ends_by_itself_after_sixty_days(ada: Person, frozen_clock: Freeze) -> None:
    session_id = session_of(ada)
    frozen_clock(clock.now() + timedelta(days=59, hours=23))
    assert queries.viewer_of_session(session_id)
    viewers.clear()
    frozen_clock(clock.now() + timedelta(hours=2))
    assert queries.viewer_of_session(session_id) is None


def test_ended_token_is_nobody(ada: Person) -> None:
    secret = token_of(ada)
    change(Token, ended_at=clock.now())
    assert queries.viewer_of_token(secret) is None


@pytest.mark.parametrize("secret", ["", "fandom_", "\0", "x" * 10_000, "\ud800".encode("utf-8", "replace").decode()])
def test_unknown_secret_is_nobody(ada: Person, secret: str) -> None:
    assert queries.viewer_of_token(secret) is None


def test_id_of_a_token_is_not_its_secret(ada: Person) -> None:
    secret = token_of(ada)
    viewer = queries.viewer_of_token(secret)
    assert viewer
    assert viewer.token_id
    assert queries.viewer_of_token(viewer.token_id) is None
    assert queries.viewer_of_token(queries.hash_of(secret)) is None


@pytest.mark.parametrize("login", ["", "a", "ada ", "ada\0", "ada@example.org", "@", "x" * 5000, "ada' OR '1'='1"])
def test_login_that_is_nobodys(ada: Person, login: str) -> None:
    """An e-mail address that is not verified belongs to nobody."""
    assert queries.credentials(login) is None


def test_session_stands_for_its_account(ada: Person, moderation: None) -> None:
    session_id = session_of(ada)
    viewer = queries.viewer_of_session(session_id)
    assert viewer
    assert (viewer.account_id, viewer.handle, viewer.session_id) == (ada.id, "ada", session_id)
    assert (viewer.is_admin, viewer.moderates, viewer.scopes) == (False, {"show-1"}, None)


def test_token_stands_for_its_account_within_its_scopes(ada: Person) -> None:
    viewer = queries.viewer_of_token(token_of(ada, "read"))
    assert viewer
    assert viewer.has_scope("read")
    assert not viewer.has_scope("write")
    assert viewer.session_id is None


@pytest.mark.parametrize("right", ["is_admin", "moderates_all"])
def test_rights_of_the_site_are_the_viewers(app: object, right: str) -> None:
    viewer = viewer_of(make_fan("root_", **{right: True}))
    assert getattr(viewer, right)
    assert viewer.moderates_show("any")


def test_known_viewer_costs_no_query(ada: Person, count_queries: CountQueries) -> None:
    session_id = viewer_of(ada).session_id or ""
    with count_queries() as said:
        assert queries.viewer_of_session(session_id)
    assert said == []


def test_login_is_a_handle_in_any_case_or_a_verified_address(ada: Person) -> None:
    change(Account, email_verified_at=clock.now())
    for login in ("ada", "ADA", "Ada@Example.org"):
        found = queries.credentials(login)
        assert found
        assert (found.account_id, found.password_hash) == (ada.id, cheap_hash())


def test_profile_of_those_who_are_here_only(ada: Person) -> None:
    assert queries.profile("ADA")
    make_fan("bob", state="banned")
    assert queries.profile("bob") is None
    assert queries.taken("BOB")


def test_sessions_show_a_public_id_and_which_one_asks(ada: Person) -> None:
    first, viewer = session_of(ada), viewer_of(ada)
    session_of(make_fan("bob"))
    listed = queries.sessions(viewer)
    assert sorted(each.current for each in listed) == [False, True]
    assert first not in {each.id for each in listed}
    assert len({each.id for each in listed}) == 2


def test_tokens_are_ones_own_and_newest_first(ada: Person) -> None:
    token_of(ada, "read")
    token_of(ada, "write")
    token_of(make_fan("bob"))
    assert [each.scopes for each in queries.tokens(ada.viewer)] == [("write",), ("read",)]
