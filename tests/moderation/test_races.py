"""Several people at once, with real commits: one case, one decision, one report, one claim."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from fandom.core.errors import Conflict
from fandom.core.viewer import Viewer
from fandom.infra import delivery
from fandom.infra.audit import AuditRow, first_broken
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.moderation import access
from fandom.moderation.actions import claims, decisions, reports
from fandom.moderation.models import Case, Decision, Evidence, Finding, Report
from fandom.moderation.values import Complaint, Ruling
from fandom.posts.actions import publish_moment
from fandom.posts.models import Moment
from fandom.posts.values import MomentDraft
from tests.support.catalogue import make_show
from tests.support.people import Person, make_admin, make_fan

pytestmark = pytest.mark.live

AT_ONCE = 6
Act = Callable[[], object]


@pytest.fixture
def house(committed: Flask) -> Flask:
    return committed


@pytest.fixture
def moment(house: Flask) -> str:
    show, kestrel = make_show("saltmarsh"), make_fan("kestrel")
    with unit_of_work():
        return publish_moment(author=kestrel.viewer, show_id=show.id, draft=MomentDraft("He winds it back")).id


def race(house: Flask, *acts: Act) -> list[object]:
    """What each gives, or refuses with, when all start at once."""
    start = threading.Barrier(len(acts))

    def one(act: Act) -> object:
        with house.app_context():
            start.wait(timeout=30)
            try:
                return act()
            except Conflict as refusal:
                return refusal
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [each.result(timeout=60) for each in [threads.submit(one, act) for act in acts]]


def report(reporter: Person, moment_id: str) -> None:
    with unit_of_work():
        target = access.target_to_report(reporter.viewer, "moment", moment_id)
        reports.file_report(reporter=reporter.viewer, target=target, complaint=Complaint("spoiler"))


def deliver_all() -> None:
    for row_id in db.session.scalars(select(Outbox.id)).all():
        delivery.deliver(row_id)


def waiting() -> list[str]:
    """Rows of reports that wait for a worker; moments that were posted have rows of their own."""
    return list(db.session.scalars(select(Outbox.id).where(Outbox.fact == "ReportFiled")))


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def only_case() -> Case:
    return db.session.scalars(select(Case).execution_options(populate_existing=True)).one()


def test_one_person_who_clicks_often(house: Flask, moment: str) -> None:
    bo = make_fan("bobo")
    race(house, *[lambda: report(bo, moment)] * AT_ONCE)
    assert (count(Report), count(Evidence), len(waiting())) == (1, 1, 1)


def test_many_people_are_one_case(house: Flask, moment: str) -> None:
    fans = [make_fan(f"fan_{number}") for number in range(AT_ONCE)]
    race(house, *[lambda fan=fan: report(fan, moment) for fan in fans])
    rows = waiting()
    db.session.rollback()
    race(house, *[lambda row=row: delivery.deliver(row) for row in [*rows, *rows]])
    case = only_case()
    assert (count(Report), case.version, waiting()) == (AT_ONCE, AT_ONCE, [])
    assert {"points": 30, "text": f"{AT_ONCE} reports"} in case.why


def test_the_same_delivery_in_many_workers(house: Flask, moment: str) -> None:
    report(make_fan("bobo"), moment)
    (row_id,) = waiting()
    db.session.rollback()
    race(house, *[lambda: delivery.deliver(row_id)] * AT_ONCE)
    assert (count(Case), only_case().version, count(Finding)) == (1, 1, 0)


def test_two_moderators_and_one_claim(house: Flask, moment: str) -> None:
    report(make_fan("bobo"), moment)
    deliver_all()
    case_id, admins = only_case().id, [make_admin(f"adm_{number}") for number in range(AT_ONCE)]
    db.session.rollback()

    def claim(who: Viewer) -> str:
        with unit_of_work():
            return claims.claim_case(moderator=who, case=access.case_to_work(who, case_id)).token

    answers = race(house, *[lambda who=who.viewer: claim(who) for who in admins])
    assert len([answer for answer in answers if isinstance(answer, str)]) == 1
    assert len([answer for answer in answers if isinstance(answer, Conflict)]) == AT_ONCE - 1


def test_one_decision_wins(house: Flask, moment: str) -> None:
    """The same moderator in many tabs: one token, one version, one decision."""
    report(make_fan("bobo"), moment)
    deliver_all()
    mira, case = make_admin("mira").viewer, only_case()
    with unit_of_work():
        token = claims.claim_case(moderator=mira, case=access.case_to_work(mira, case.id)).token
    case_id, version = case.id, only_case().version
    db.session.rollback()

    def decide(kind: str) -> str:
        with unit_of_work():
            ruling = Ruling(({"kind": kind},), "spoiler", version, token)
            return decisions.decide(moderator=mira, case=access.case_to_work(mira, case_id), ruling=ruling).id

    answers = race(house, *[lambda kind=kind: decide(kind) for kind in ("remove", "leave", "hide", "warn", "remove")])
    assert len([answer for answer in answers if isinstance(answer, str)]) == 1
    assert (count(Decision), count(AuditRow), only_case().version) == (1, 1, version + 1)
    taken = db.session.scalars(select(Decision)).one()
    state = {"remove": "removed", "hide": "hidden"}.get(taken.remedies[0]["kind"], "published")
    assert db.session.scalar(select(Moment.state)) == state
    assert first_broken() is None


def test_a_report_against_a_decision(house: Flask, moment: str) -> None:
    """Either the decision saw it, or it is refused as stale, or the report has a case of its own: never lost."""
    report(make_fan("bobo"), moment)
    deliver_all()
    mira, noor, case_id = make_admin("mira").viewer, make_fan("noor"), only_case().id
    with unit_of_work():
        token = claims.claim_case(moderator=mira, case=access.case_to_work(mira, case_id)).token
    version = only_case().version
    db.session.rollback()

    def decide() -> str:
        with unit_of_work():
            ruling = Ruling(({"kind": "warn"},), "spoiler", version, token)
            return decisions.decide(moderator=mira, case=access.case_to_work(mira, case_id), ruling=ruling).id

    def tell() -> None:
        report(noor, moment)
        deliver_all()

    race(house, decide, tell)
    deliver_all()
    theirs = db.session.scalars(select(Report).where(Report.reporter_id == noor.id)).one()
    assert theirs.case_id is not None
    assert (theirs.closed_at is None) == (db.session.get_one(Case, theirs.case_id).state == "open")
