"""One case per target, whatever comes in and however often its listener runs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fandom.core import clock
from fandom.core.bus import Fact
from fandom.infra import db as database
from fandom.infra.db import db, unit_of_work
from fandom.moderation import handlers
from fandom.moderation.actions import cases
from fandom.moderation.events import CaseChanged, CaseOpened, ReportFiled
from fandom.moderation.models import Case, Evidence, Finding, Report
from fandom.posts.access import moment_to_delete
from fandom.posts.actions import delete_moment
from fandom.posts.events import SuspicionRaised
from tests.moderation.conftest import Desk
from tests.support.people import Person

WORD = ("word", "has “hull” in it", 15)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """Facts told after commits, from here on."""
    found: list[Fact] = []
    monkeypatch.setattr(database, "_tell", found.extend)
    return found


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def gather(kind: str, target_id: str, *findings: tuple[str, str, int]) -> None:
    with unit_of_work():
        cases.gather_findings(kind=kind, target_id=target_id, findings=findings)


def test_reports_and_findings_of_one_target_are_one_case(
    desk: Desk, kestrel: Person, bo: Person, noor: Person, told: list[Fact]
) -> None:
    moment = desk.moment(kestrel)
    desk.case(bo, "moment", moment)
    gather("moment", moment, WORD)
    case = desk.case(noor, "moment", moment, "harassment")
    assert (case.target_kind, case.target_id, case.show_id) == ("moment", moment, desk.show.id)
    assert (case.author_id, case.version, count(Finding)) == (kestrel.id, 3, 1)
    assert {report.case_id for report in db.session.scalars(select(Report))} == {case.id}
    about = [fact for fact in told if isinstance(fact, CaseOpened | CaseChanged)]
    assert about == [CaseOpened(case.id, case.show_id), *[CaseChanged(case.id, case.show_id)] * 2]


def test_another_target_is_another_case(desk: Desk, kestrel: Person, bo: Person) -> None:
    moment = desk.moment(kestrel)
    for kind, target_id in (("moment", moment), ("comment", desk.comment(kestrel, moment)), ("account", "kestrel")):
        desk.report(bo, kind, target_id)
    desk.run_jobs()
    assert count(Case) == 3
    of_account = db.session.scalars(select(Case).where(Case.target_kind == "account")).one()
    assert (of_account.show_id, of_account.target_id) == (None, kestrel.id)


def test_a_listener_that_runs_twice_has_its_effect_once(desk: Desk, kestrel: Person, bo: Person) -> None:
    moment = desk.moment(kestrel)
    case = desk.case(bo, "moment", moment)
    report = db.session.scalars(select(Report)).one()
    suspicion = SuspicionRaised("moment", moment, desk.show.id, kestrel.id, held=False, findings=(WORD,))
    for _ in range(2):
        with unit_of_work():
            handlers.gather_report(ReportFiled(report.id))
        with unit_of_work():
            handlers.gather_findings(suspicion)
    db.session.refresh(case)
    assert (count(Case), count(Finding), count(Evidence)) == (1, 1, 1)
    assert sum(each["points"] for each in case.why) == case.priority


def test_findings_that_are_known_open_no_case_again(desk: Desk, kestrel: Person, mira: Person) -> None:
    moment = desk.moment(kestrel)
    gather("moment", moment, WORD)
    desk.decide(mira.viewer, desk.open_case().id, "leave", reason="none")
    gather("moment", moment, WORD)
    assert [case.state for case in db.session.scalars(select(Case))] == ["decided"]


def test_what_is_not_there_makes_no_case(desk: Desk) -> None:
    gather("moment", "0000000000000", WORD)
    with unit_of_work():
        cases.gather_report(report_id="0000000000000")
    assert count(Case) == 0


def test_after_a_decision_a_new_report_opens_a_new_case(desk: Desk, kestrel: Person, bo: Person, mira: Person) -> None:
    moment = desk.moment(kestrel)
    first = desk.case(bo, "moment", moment)
    desk.decide(mira.viewer, first.id, "leave", reason="none")
    second = desk.case(bo, "moment", moment)
    assert second.id != first.id
    assert count(Report) == 2


def test_a_report_that_comes_after_a_removal_goes_to_that_case(
    desk: Desk, kestrel: Person, bo: Person, noor: Person, mira: Person
) -> None:
    moment = desk.moment(kestrel)
    case = desk.case(bo, "moment", moment)
    desk.report(noor, "moment", moment)
    desk.decide(mira.viewer, case.id, "remove")
    desk.run_jobs()
    assert count(Case) == 1
    assert [report.case_id for report in db.session.scalars(select(Report))] == [case.id] * 2
    assert all(report.closed_at for report in db.session.scalars(select(Report)))


def test_deleting_it_does_not_make_the_case_go_away(desk: Desk, kestrel: Person, bo: Person) -> None:
    moment = desk.moment(kestrel, "Halloran did it")
    desk.report(bo, "moment", moment)
    with unit_of_work():
        delete_moment(moment=moment_to_delete(kestrel.viewer, moment))
    desk.run_jobs()
    assert desk.open_case().target_id == moment
    assert db.session.scalars(select(Evidence)).one().snapshot["text"] == "Halloran did it"


def test_a_case_is_due_when_its_worst_report_is(
    desk: Desk, kestrel: Person, bo: Person, noor: Person, frozen_clock: Callable[..., None]
) -> None:
    moment = desk.moment(kestrel)
    case = desk.case(bo, "moment", moment, "other")
    assert case.due_at - case.opened_at == timedelta(hours=24)
    assert case.opened_at == clock.now()
    case = desk.case(noor, "moment", moment, "illegal")
    assert case.due_at - case.opened_at == timedelta(hours=1)


def test_earlier_decisions_weigh(desk: Desk, kestrel: Person, bo: Person, mira: Person) -> None:
    first = desk.case(bo, "moment", desk.moment(kestrel))
    before = first.priority
    desk.decide(mira.viewer, first.id, "warn")
    second = desk.case(bo, "moment", desk.moment(kestrel))
    assert second.priority > before
    assert {"points": 8, "text": "decided against once before"} in second.why
