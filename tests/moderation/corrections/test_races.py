"""A correction against its author and against other voices, with real commits in connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from fandom.core import clock
from fandom.core.errors import Invalid, Stale
from fandom.core.ids import new_id
from fandom.infra import delivery
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.moderation import access
from fandom.moderation.actions import at_once, reports
from fandom.moderation.corrections.models import Verdict
from fandom.moderation.models import Case, Decision, Evidence, Report
from fandom.moderation.values import Complaint
from fandom.posts import access as doors
from fandom.posts.actions import edit_moment, publish_moment
from fandom.posts.models import Moment
from fandom.posts.values import MomentChange, MomentDraft, Place
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show, season
from tests.support.people import Person, make_admin, make_fan

pytestmark = pytest.mark.live

LATE = Place((2, 3))


@pytest.fixture
def house(committed: Flask) -> Flask:
    return committed


@pytest.fixture
def show(house: Flask) -> ShowView:
    return make_show("saltmarsh", [*season(1, 3), *season(2, 3)])


@pytest.fixture
def kestrel(house: Flask) -> Person:
    return make_fan("kestrel")


@pytest.fixture
def moment(show: ShowView, kestrel: Person) -> str:
    with unit_of_work():
        draft = MomentDraft("He winds it back", episode=(1, 1))
        return publish_moment(author=kestrel.viewer, show_id=show.id, draft=draft).id


def race(house: Flask, *acts: Callable[[], object]) -> list[object]:
    """What each answers or raises, all begun at once."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        with house.app_context():
            ready.wait()
            try:
                return act()
            except (Invalid, Stale) as refusal:
                return refusal
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [*pool.map(run, acts)]


def row_of(moment_id: str) -> Moment:
    db.session.rollback()
    return db.session.get_one(Moment, moment_id, populate_existing=True)


def test_the_floor_holds_while_its_author_edits(house: Flask, moment: str, kestrel: Person) -> None:
    """Whoever comes first: it ends at the correction, and what the author says of less is refused or overtaken."""
    mira = make_admin("mira").viewer

    def correct() -> str:
        with unit_of_work():
            target = access.target_to_correct(mira, "moment", moment)
            return at_once.correct(moderator=mira, target=target, place=LATE).id

    def bring_back() -> None:
        with unit_of_work():
            row = doors.moment_to_edit(kestrel.viewer, moment)
            edit_moment(moment=row, change=MomentChange(reveals_at=None))

    answers = race(house, correct, *[bring_back] * 3)
    assert isinstance(answers[0], str)
    row = row_of(moment)
    assert (row.reveal_season, row.reveal_number, row.floor_key) == (2, 3, row.reveal_key)


def test_an_edit_of_what_was_read_before_it_is_stale(house: Flask, moment: str, kestrel: Person) -> None:
    mira, read = make_admin("mira").viewer, row_of(moment).version

    def correct() -> str:
        with unit_of_work():
            target = access.target_to_correct(mira, "moment", moment)
            return at_once.correct(moderator=mira, target=target, place=LATE).id

    def edit() -> str:
        with unit_of_work():
            row = doors.moment_to_edit(kestrel.viewer, moment)
            if row.version != read:
                raise Stale
            edit_moment(moment=row, change=MomentChange(caption="Other words"))
        return "edited"

    _, edited = race(house, correct, edit)
    row = row_of(moment)
    assert (row.reveal_number, row.version) == (3, read + (2 if edited == "edited" else 1))
    assert isinstance(edited, Stale) or row.caption == "Other words"


def test_two_voices_at_once_make_one_correction(house: Flask, moment: str, show: ShowView) -> None:
    pair = [_proven(show) for _ in range(2)]

    def say(who: Person) -> None:
        with unit_of_work():
            target = access.target_to_report(who.viewer, "moment", moment)
            complaint = Complaint("spoiler", reveals_at=LATE)
            reports.file_report(reporter=who.viewer, target=target, complaint=complaint)
        for row_id in db.session.scalars(select(Outbox.id)).all():
            delivery.deliver(row_id)

    race(house, *[lambda who=who: say(who) for who in pair])
    for row_id in db.session.scalars(select(Outbox.id)).all():
        delivery.deliver(row_id)
    assert row_of(moment).reveal_number == 3
    assert db.session.scalar(select(func.count()).select_from(Decision).where(Decision.automatic)) == 1


def _proven(show: ShowView) -> Person:
    """With a record of four who were not this author."""
    reporter, now = make_fan(), clock.now()
    for _ in range(4):
        author = make_fan()
        with unit_of_work():
            about = {"target_kind": "moment", "target_id": new_id()}
            evidence = Evidence(id=new_id(), target_version=1, snapshot={}, at=now, **about)
            case = Case(id=new_id(), author_id=author.id, state="decided", opened_at=now, due_at=now, **about)
            db.session.add_all([evidence, case])
            db.session.flush()
            said = {"reason": "spoiler", "evidence_id": evidence.id, "created_at": now, "closed_at": now}
            report = Report(id=new_id(), case_id=case.id, reporter_id=reporter.id, **about, **said)
            taken = {"remedies": [], "reason": "spoiler", "statement": "", "at": now}
            decision = Decision(id=new_id(), case_id=case.id, author_id=author.id, **taken)
            db.session.add_all([report, decision])
            db.session.flush()
            ids = {"report_id": report.id, "decision_id": decision.id, "reporter_id": reporter.id}
            db.session.add(Verdict(**ids, author_id=author.id, show_id=show.id, upheld=True, at=now))
    return reporter
