"""Accounts, their names and their rights."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from fandom.accounts import access, actions, queries
from fandom.accounts.events import AccountChanged, AccountCreated, SessionsEnded
from fandom.accounts.models import Account
from fandom.core.bus import bus
from fandom.core.errors import Forbidden, Invalid, NotFound
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.infra.audit import AuditRow, first_broken
from fandom.infra.db import db, unit_of_work
from tests.support.people import Person, make_admin, make_fan, session_of, viewer_of

RULINGS = [
    (actions.ban, {"reason": "spam"}),
    (actions.unban, {}),
    (actions.grant_admin, {}),
    (actions.grant_moderates_all, {}),
]


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


@pytest.fixture
def facts() -> Iterator[list[object]]:
    """Facts about accounts, as they were told."""
    told: list[object] = []
    kinds = (AccountCreated, AccountChanged, SessionsEnded)
    for kind in kinds:
        bus.listen(kind, told.append)
    yield told
    for kind in kinds:
        bus.listeners[kind].pop()


def account(of: Person) -> Account:
    return db.session.scalars(select(Account).where(Account.id == of.id)).one()


@pytest.mark.parametrize(("action", "more"), RULINGS)
@pytest.mark.parametrize("viewer", [VISITOR, Viewer(account_id="x"), Viewer(account_id="x", moderates_all=True)])
def test_only_admins_rule_over_accounts(ada: Person, action, more, viewer: Viewer) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Forbidden), unit_of_work():
        action(viewer=viewer, account_id=ada.id, **more)
    assert (account(ada).state, account(ada).is_admin, account(ada).moderates_all) == ("active", False, False)


@pytest.mark.parametrize(("action", "more"), RULINGS)
def test_nobody_is_ruled_over_who_is_not_there(app: object, action, more) -> None:  # type: ignore[no-untyped-def]
    gone = make_fan("gone", state="deleted")
    for account_id in ("0123456789abc", gone.id):
        with pytest.raises(NotFound), unit_of_work():
            action(viewer=SYSTEM, account_id=account_id, **more)


def test_handle_is_nobody_elses_whatever_its_case(ada: Person) -> None:
    with pytest.raises(Invalid) as refusal, unit_of_work():
        actions.sign_up(handle="ADA", email="b@example.org", password_hash=None)
    assert refusal.value.errors == {"handle": ["This handle is taken."]}


def test_a_refused_sign_up_tells_nobody(ada: Person, facts: list[object]) -> None:
    with pytest.raises(Invalid), unit_of_work():
        actions.sign_up(handle="ada", email="b@example.org", password_hash=None)
    assert facts == []


def test_sign_up_says_who_has_come(app: object, facts: list[object]) -> None:
    with unit_of_work():
        made = actions.sign_up(handle="bob", email="b@example.org", password_hash=None, ref="m-1")
    assert facts == [AccountCreated(made.id, "m-1")]


def test_the_house_itself_may_take_its_own_names(app: object) -> None:
    with unit_of_work():
        actions.sign_up(handle="admin", email="admin@example.org", password_hash=None)
    assert queries.taken("admin")


def test_rights_are_given_and_taken_on_the_record(ada: Person) -> None:
    root = make_admin("root_1")
    for granted in (True, False):
        with unit_of_work():
            actions.grant_admin(viewer=root.viewer, account_id=ada.id, granted=granted)
            actions.grant_moderates_all(viewer=root.viewer, account_id=ada.id, granted=granted)
        assert (account(ada).is_admin, account(ada).moderates_all) == (granted, granted)
    rows = db.session.execute(select(AuditRow.action, AuditRow.actor_id, AuditRow.detail).order_by(AuditRow.id)).all()
    assert rows == [
        ("account.admin", root.id, {"granted": True}),
        ("account.moderates_all", root.id, {"granted": True}),
        ("account.admin", root.id, {"granted": False}),
        ("account.moderates_all", root.id, {"granted": False}),
    ]
    assert first_broken() is None


def test_new_right_counts_at_once_in_this_process(ada: Person) -> None:
    session_id = viewer_of(ada).session_id or ""
    with unit_of_work():
        actions.grant_moderates_all(viewer=SYSTEM, account_id=ada.id)
    found = queries.viewer_of_session(session_id)
    assert found
    assert found.moderates_all


def test_ban_is_on_the_record_with_its_reason(ada: Person, facts: list[object]) -> None:
    with unit_of_work():
        actions.ban(viewer=SYSTEM, account_id=ada.id, reason="spam")
    row = db.session.scalars(select(AuditRow)).one()
    assert (row.action, row.target_kind, row.target_id, row.detail) == (
        "account.ban",
        "account",
        ada.id,
        {"reason": "spam"},
    )
    assert facts == [AccountChanged(ada.id), SessionsEnded(ada.id, "banned")]


def test_rename_says_so_and_raises_the_version(ada: Person, facts: list[object]) -> None:
    viewer = viewer_of(ada)
    with unit_of_work():
        actions.rename(account=access.me_to_edit(viewer), display_name="Ada L.")
    assert facts == [AccountChanged(ada.id)]
    assert (account(ada).display_name, account(ada).version) == ("Ada L.", 2)


def test_agent_is_kept_short_and_printable(ada: Person) -> None:
    with unit_of_work():
        actions.open_session(account_id=ada.id, user_agent="Fire\x1b[31mfox" + "x" * 1000)
    agent = queries.sessions(ada.viewer)[0].user_agent
    assert agent.startswith("Fire[31mfox")
    assert len(agent) == 300


def test_session_ids_cannot_be_guessed(ada: Person) -> None:
    ids = {session_of(ada) for _ in range(20)}
    assert len(ids) == 20
    assert all(len(each) >= 43 for each in ids)
