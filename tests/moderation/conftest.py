"""A show with its people, something said there, and what happens to it in moderation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core.viewer import Viewer
from fandom.infra.db import db, unit_of_work
from fandom.moderation import access, screening
from fandom.moderation.actions import claims, decisions, reports
from fandom.moderation.models import Case
from fandom.moderation.values import Complaint, Lease, Ruling
from fandom.posts.access import moment_to_answer
from fandom.posts.actions import publish_moment
from fandom.posts.comments.actions import post_comment
from fandom.posts.values import CommentDraft, MomentDraft
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show, season
from tests.support.people import Person, make_admin, make_fan


@pytest.fixture(autouse=True)
def fresh_words() -> Iterator[None]:
    """What this process remembers of the word list belongs to a transaction that is undone."""
    screening.forget()
    yield
    screening.forget()


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show("saltmarsh", [*season(1, 3), *season(2, 6)])


@pytest.fixture
def other_show(app: Flask) -> ShowView:
    return make_show("orbit-kitchen")


@pytest.fixture
def kestrel(app: Flask) -> Person:
    return make_fan("kestrel")


@pytest.fixture
def bo(app: Flask) -> Person:
    return make_fan("bobo")


@pytest.fixture
def noor(app: Flask) -> Person:
    return make_fan("noor")


@pytest.fixture
def mira(show: ShowView) -> Person:
    """Moderates the show."""
    return make_fan("mira", moderates=[show.id])


@pytest.fixture
def otto(other_show: ShowView) -> Person:
    """Moderates another one."""
    return make_fan("otto", moderates=[other_show.id])


@pytest.fixture
def adele(app: Flask) -> Person:
    return make_admin("adele")


@dataclass(frozen=True)
class Desk:
    """Moderation at work, each step in a unit of work of its own."""

    show: ShowView
    run_jobs: Callable[[], int]

    def moment(self, author: Person, caption: str = "He winds it back four minutes a day", **draft: Any) -> str:
        with unit_of_work():
            return publish_moment(author=author.viewer, show_id=self.show.id, draft=MomentDraft(caption, **draft)).id

    def comment(self, author: Person, moment_id: str, body: str = "mate", **draft: Any) -> str:
        with unit_of_work():
            moment = moment_to_answer(author.viewer, moment_id)
            return post_comment(author=author.viewer, moment=moment, draft=CommentDraft(body, **draft)).id

    def report(self, reporter: Person, kind: str, target_id: str, reason: str = "spoiler", note: str = "") -> None:
        self.complain(reporter, kind, target_id, Complaint(reason, note))

    def complain(self, reporter: Person, kind: str, target_id: str, complaint: Complaint) -> None:
        with unit_of_work():
            target = access.target_to_report(reporter.viewer, kind, target_id)
            reports.file_report(reporter=reporter.viewer, target=target, complaint=complaint)

    def case(self, reporter: Person, kind: str, target_id: str, reason: str = "spoiler") -> Case:
        """Reported, and gathered into a case."""
        self.report(reporter, kind, target_id, reason)
        self.run_jobs()
        return self.open_case()

    def open_case(self) -> Case:
        found = db.session.scalars(select(Case).where(Case.state == "open")).one()
        db.session.refresh(found)
        return found

    def claim(self, moderator: Viewer, case_id: str) -> Lease:
        with unit_of_work():
            return claims.claim_case(moderator=moderator, case=access.case_to_work(moderator, case_id))

    def decide(
        self, moderator: Viewer, case_id: str, *kinds: str | dict[str, Any], reason: str = "spoiler", **changed: Any
    ) -> str:
        """Claim and decide; a remedy is its kind or all of it; `changed` replaces version, token, note."""
        token = self.claim(moderator, case_id).token
        with unit_of_work():
            case = access.case_to_work(moderator, case_id)
            sent = {"version": case.version, "token": token} | changed
            remedies = tuple({"kind": kind} if isinstance(kind, str) else kind for kind in kinds)
            ruling = Ruling(remedies, reason, **sent)
            return decisions.decide(moderator=moderator, case=case, ruling=ruling).id

    def undo(self, moderator: Viewer, decision_id: str) -> None:
        with unit_of_work():
            decision, case = access.decision_to_undo(moderator, decision_id)
            decisions.undo(moderator=moderator, decision=decision, case=case)


@pytest.fixture
def desk(show: ShowView, run_jobs: Callable[[], int]) -> Desk:
    return Desk(show, run_jobs)
