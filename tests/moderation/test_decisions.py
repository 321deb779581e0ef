"""Deciding: what is refused, what each remedy does, and taking it back. All of it in one transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fandom.core import clock
from fandom.core.errors import Conflict, Invalid
from fandom.infra import audit
from fandom.infra.audit import AuditRow
from fandom.infra.db import db, unit_of_work
from fandom.moderation.actions import decisions
from fandom.moderation.actions.words import add_word
from fandom.moderation.models import Case, Decision, Report
from fandom.posts.access import moment_to_delete
from fandom.posts.actions import delete_moment
from fandom.posts.models import Comment, Moment
from tests.moderation.conftest import Desk
from tests.support.people import Person

Freeze = Callable[[datetime], None]


def state_of(model: Any, target_id: str) -> str:
    return str(db.session.scalar(select(model.state).where(model.id == target_id)))


@pytest.fixture
def moment(desk: Desk, kestrel: Person) -> str:
    return desk.moment(kestrel)


@pytest.fixture
def case(desk: Desk, moment: str, bo: Person) -> Case:
    return desk.case(bo, "moment", moment)


@pytest.mark.parametrize("changed", [{"version": 99}, {"token": "stale"}, {"token": "é"}])
def test_stale_versions_and_tokens(desk: Desk, case: Case, moment: str, mira: Person, changed: dict[str, Any]) -> None:
    with pytest.raises(Conflict):
        desk.decide(mira.viewer, case.id, "remove", **changed)
    assert state_of(Moment, moment) == "published"
    assert desk.open_case().state == "open"


def test_a_claim_that_is_over(desk: Desk, case: Case, mira: Person, frozen_clock: Freeze) -> None:
    token = desk.claim(mira.viewer, case.id).token
    frozen_clock(clock.now() + timedelta(minutes=10))
    ruling = decisions.Ruling(({"kind": "remove"},), "spoiler", case.version, token)
    with pytest.raises(Conflict), unit_of_work():
        decisions.decide(moderator=mira.viewer, case=case, ruling=ruling)


def test_a_report_that_came_meanwhile(desk: Desk, case: Case, moment: str, mira: Person, noor: Person) -> None:
    """Whoever decides has read all that was said."""
    read = case.version
    desk.claim(mira.viewer, case.id)
    desk.case(noor, "moment", moment)
    with pytest.raises(Conflict):
        desk.decide(mira.viewer, case.id, "leave", version=read)


@pytest.mark.parametrize(
    ("kinds", "reason"),
    [
        ((), "spoiler"),
        (("leave", "warn"), "spoiler"),
        (("hide", "remove"), "spoiler"),
        (("warn", "warn"), "spoiler"),
        (("ban",), "spoiler"),
        (("spoiler",), "spoiler"),
        (("warn",), "none"),
    ],
)
def test_remedies_that_cannot_be(desk: Desk, case: Case, mira: Person, kinds: tuple[str, ...], reason: str) -> None:
    with pytest.raises(Invalid):
        desk.decide(mira.viewer, case.id, *kinds, reason=reason)
    assert desk.open_case().version == case.version


def test_deciding_twice(desk: Desk, case: Case, mira: Person) -> None:
    desk.decide(mira.viewer, case.id, "leave")
    with pytest.raises(Conflict):
        desk.decide(mira.viewer, case.id, "remove")


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        (("leave",), "published"),
        (("warn",), "published"),
        (("hide",), "hidden"),
        (("remove",), "removed"),
        (("remove", "warn"), "removed"),
    ],
)
@pytest.mark.parametrize("kind", ["moment", "comment"])
def test_what_each_does(
    desk: Desk, moment: str, kestrel: Person, bo: Person, mira: Person, kinds: tuple[str, ...], state: str, kind: str
) -> None:
    target_id = moment if kind == "moment" else desk.comment(kestrel, moment)
    case = desk.case(bo, kind, target_id)
    before = case.version
    decision_id = desk.decide(mira.viewer, case.id, *kinds, note="third time")
    assert state_of(Moment if kind == "moment" else Comment, target_id) == state
    db.session.refresh(case)
    assert (case.state, case.version, case.claim_token) == ("decided", before + 1, None)
    decision = db.session.get_one(Decision, decision_id)
    assert (decision.moderator_id, decision.author_id, decision.note) == (mira.id, kestrel.id, "third time")
    assert decision.statement.startswith("Hi kestrel, ")
    assert db.session.scalars(select(Report.closed_at)).one() == decision.at
    row = db.session.scalars(select(AuditRow).where(AuditRow.action == "case.decided")).one()
    assert (row.actor_id, row.target_id, row.detail["remedies"]) == (mira.id, target_id, list(kinds))
    assert audit.first_broken() is None


def test_leaving_what_was_held_publishes_it(desk: Desk, kestrel: Person, mira: Person, adele: Person) -> None:
    with unit_of_work():
        add_word(moderator=adele.viewer, show=None, phrase="hull", outcome="hold")
    held = desk.moment(kestrel, "the hull")
    assert state_of(Moment, held) == "held"
    desk.run_jobs()
    case = desk.open_case()
    assert {"points": 10, "text": "held until somebody looks"} in case.why
    decision_id = desk.decide(mira.viewer, case.id, "leave", reason="none")
    assert state_of(Moment, held) == "published"
    assert "is up now" in db.session.get_one(Decision, decision_id).statement


def test_an_account_is_warned(desk: Desk, kestrel: Person, bo: Person, adele: Person) -> None:
    case = desk.case(bo, "account", "kestrel", "harassment")
    with pytest.raises(Invalid):
        desk.decide(adele.viewer, case.id, "remove")
    decision_id = desk.decide(adele.viewer, case.id, "warn", reason="harassment")
    assert "your account" in db.session.get_one(Decision, decision_id).statement


@pytest.mark.parametrize(("kind", "state"), [("hide", "hidden"), ("remove", "removed")])
def test_taking_it_back(desk: Desk, case: Case, moment: str, mira: Person, kind: str, state: str) -> None:
    decision_id = desk.decide(mira.viewer, case.id, kind)
    assert state_of(Moment, moment) == state
    desk.undo(mira.viewer, decision_id)
    desk.undo(mira.viewer, decision_id)
    assert state_of(Moment, moment) == "published"
    assert desk.open_case().id == case.id
    undone = db.session.scalars(select(AuditRow.action).where(AuditRow.action == "decision.undone")).all()
    assert undone == ["decision.undone"]


def test_taking_back_a_publication_hides_it_again(desk: Desk, kestrel: Person, mira: Person, adele: Person) -> None:
    with unit_of_work():
        add_word(moderator=adele.viewer, show=None, phrase="hull", outcome="hold")
    held = desk.moment(kestrel, "the hull")
    desk.run_jobs()
    decision_id = desk.decide(mira.viewer, desk.open_case().id, "leave", reason="none")
    desk.undo(adele.viewer, decision_id)
    assert state_of(Moment, held) == "hidden"
    desk.decide(mira.viewer, desk.open_case().id, "leave", reason="none")
    assert state_of(Moment, held) == "published"


def test_after_thirty_days_it_stands(desk: Desk, case: Case, moment: str, mira: Person, frozen_clock: Freeze) -> None:
    decision_id = desk.decide(mira.viewer, case.id, "remove")
    frozen_clock(clock.now() + timedelta(days=30, seconds=1))
    with pytest.raises(Conflict):
        desk.undo(mira.viewer, decision_id)
    assert state_of(Moment, moment) == "removed"


def test_later_changes_stand(desk: Desk, case: Case, moment: str, mira: Person, adele: Person, bo: Person) -> None:
    """Hidden, put back, reported again, removed: taking back the first decision changes nothing of that."""
    hiding = desk.decide(mira.viewer, case.id, "hide")
    desk.undo(mira.viewer, hiding)
    first = desk.decide(mira.viewer, case.id, "leave", reason="none")
    second = desk.case(bo, "moment", moment)
    desk.decide(adele.viewer, second.id, "remove")
    desk.undo(mira.viewer, first)
    assert state_of(Moment, moment) == "removed"


def test_only_one_open_case_after_taking_back(desk: Desk, case: Case, moment: str, mira: Person, bo: Person) -> None:
    decision_id = desk.decide(mira.viewer, case.id, "warn")
    second = desk.case(bo, "moment", moment)
    desk.undo(mira.viewer, decision_id)
    assert desk.open_case().id == second.id


def test_a_held_comment_whose_moment_is_deleted_can_be_closed(
    desk: Desk, moment: str, kestrel: Person, bo: Person, mira: Person, adele: Person
) -> None:
    with unit_of_work():
        add_word(moderator=adele.viewer, show=None, phrase="hull", outcome="hold")
    held = desk.comment(bo, moment, "the hull")
    desk.run_jobs()
    with unit_of_work():
        delete_moment(moment=moment_to_delete(kestrel.viewer, moment))
    case = desk.open_case()
    with pytest.raises(Invalid):
        desk.decide(mira.viewer, case.id, "remove")
    desk.decide(mira.viewer, case.id, "leave", reason="none")
    assert state_of(Comment, held) == "held"
