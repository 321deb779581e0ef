"""Joining, leaving and roles: what is recorded, audited and counted."""

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core.errors import Unauthenticated
from fandom.core.roles import fandoms_moderated
from fandom.core.viewer import SYSTEM, VISITOR
from fandom.infra.audit import AuditRow
from fandom.infra.db import db, unit_of_work
from fandom.shows import access, actions, queries
from fandom.shows.events import MemberJoined, MemberLeft, ProgressMoved, RoleChanged
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.people import Person, make_admin, make_fan


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show("lantern")


@pytest.fixture
def fan(app: Flask) -> Person:
    return make_fan()


def facts(act) -> list[object]:  # type: ignore[no-untyped-def]
    """What one unit of work recorded."""
    with unit_of_work():
        act()
        return list(db.session.info.get("facts", []))


def members() -> int:
    found = queries.by_slug("lantern")
    assert found is not None
    return found.member_count


def audited() -> list[tuple[str | None, str, str]]:
    asked = select(AuditRow.actor_id, AuditRow.target_id, AuditRow.detail).where(AuditRow.action == "show.role")
    return [
        (actor, target, detail["role"]) for actor, target, detail in db.session.execute(asked.order_by(AuditRow.id))
    ]


@pytest.mark.parametrize("act", [actions.join, actions.leave])
def test_a_visitor_can_neither_join_nor_leave(show: ShowView, act) -> None:
    with pytest.raises(Unauthenticated):
        act(viewer=VISITOR, show_id=show.id)


def test_a_visitor_has_no_progress(show: ShowView) -> None:
    for act in (actions.set_progress, actions.advance_progress):
        with pytest.raises(Unauthenticated):
            act(viewer=VISITOR, show_id=show.id, word=access.word_seen(show, "all"))


def test_leaving_where_one_is_not_changes_nothing(show: ShowView, fan: Person) -> None:
    assert facts(lambda: actions.leave(viewer=fan.viewer, show_id=show.id)) == []
    assert members() == 0


def test_revoking_what_was_never_granted_changes_nothing(show: ShowView, fan: Person) -> None:
    assert facts(lambda: actions.revoke_moderator(viewer=SYSTEM, show_id=show.id, account_id=fan.id)) == []
    assert audited() == []


def test_joining_twice_is_joining_once(show: ShowView, fan: Person) -> None:
    def join() -> None:
        actions.join(viewer=fan.viewer, show_id=show.id)

    assert facts(join) == [MemberJoined(show.id, fan.id)]
    assert facts(join) == []
    assert members() == 1


def test_leaving_is_counted_and_told_once(show: ShowView, fan: Person) -> None:
    def leave() -> None:
        actions.leave(viewer=fan.viewer, show_id=show.id)

    facts(lambda: actions.join(viewer=fan.viewer, show_id=show.id))
    assert facts(leave) == [MemberLeft(show.id, fan.id)]
    assert facts(leave) == []
    assert members() == 0


def test_leaving_keeps_progress(show: ShowView, fan: Person) -> None:
    facts(lambda: actions.join(viewer=fan.viewer, show_id=show.id))
    facts(lambda: actions.set_progress(viewer=fan.viewer, show_id=show.id, word=access.word_about(show, (1, 1), 5)))
    before = queries.horizon(fan.viewer, show.id)
    facts(lambda: actions.leave(viewer=fan.viewer, show_id=show.id))
    assert queries.horizon(fan.viewer, show.id) == before


def test_a_moderator_is_made_once_with_an_audit_row(show: ShowView, fan: Person) -> None:
    admin = make_admin()

    def grant() -> None:
        actions.grant_moderator(viewer=admin.viewer, show_id=show.id, account_id=fan.id)

    assert facts(grant) == [MemberJoined(show.id, fan.id), RoleChanged(show.id, fan.id)]
    assert facts(grant) == []
    assert fandoms_moderated(fan.id) == {show.id}
    assert (members(), audited()) == (1, [(admin.id, fan.id, "moderator")])


def test_who_is_revoked_stays_a_fan(show: ShowView, fan: Person) -> None:
    facts(lambda: actions.grant_moderator(viewer=SYSTEM, show_id=show.id, account_id=fan.id))
    revoke = facts(lambda: actions.revoke_moderator(viewer=SYSTEM, show_id=show.id, account_id=fan.id))
    assert revoke == [RoleChanged(show.id, fan.id)]
    assert queries.role_of(fan.id, show.id) == "fan"
    assert fandoms_moderated(fan.id) == frozenset()
    assert audited() == [(None, fan.id, "moderator"), (None, fan.id, "fan")]


def test_a_moderator_who_leaves_is_none_any_more(show: ShowView, fan: Person) -> None:
    facts(lambda: actions.grant_moderator(viewer=SYSTEM, show_id=show.id, account_id=fan.id))
    left = facts(lambda: actions.leave(viewer=fan.viewer, show_id=show.id))
    assert left == [MemberLeft(show.id, fan.id), RoleChanged(show.id, fan.id)]
    facts(lambda: actions.join(viewer=fan.viewer, show_id=show.id))
    assert fandoms_moderated(fan.id) == frozenset()


def test_progress_that_moves_nothing_is_not_told(show: ShowView, fan: Person) -> None:
    def advance() -> None:
        word = access.word_about(show, (1, 2), 5)
        actions.advance_progress(viewer=fan.viewer, show_id=show.id, word=word)

    assert facts(advance) == [ProgressMoved(show.id, fan.id)]
    version = queries.progress_version(fan.id, show.id)
    assert facts(advance) == []
    assert queries.progress_version(fan.id, show.id) == version > 0
