"""Reporters with a record, made as it is made: by decisions about what others wrote."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from fandom.core import clock
from fandom.core.horizon import Position
from fandom.core.ids import new_id
from fandom.infra.db import db
from fandom.moderation.corrections.models import Verdict
from fandom.moderation.models import Case
from fandom.moderation.values import Complaint
from fandom.posts.models import Comment, Moment
from fandom.posts.revisions import floor_of
from fandom.posts.sight import reveal_of
from fandom.posts.values import Place
from tests.moderation.conftest import Desk
from tests.support.catalogue import HOUR_MS
from tests.support.people import Person, make_fan

LATE = Place((2, 6))
END = Position(2, 6, HOUR_MS)


@dataclass(frozen=True)
class Crowd:
    desk: Desk
    mira: Person

    def says(self, reporter: Person, target_id: str, place: Place | None = LATE, kind: str = "moment") -> None:
        self.desk.complain(reporter, kind, target_id, Complaint("spoiler", reveals_at=place))
        self.desk.run_jobs()

    def right(self, *reporters: Person, times: int, author: Person | None = None) -> None:
        """Each time about somebody else, unless they are all about `author`."""
        for _ in range(times):
            moment = self.desk.moment(author or make_fan(), episode=(1, 1))
            for reporter in reporters:
                self.desk.complain(reporter, "moment", moment, Complaint("spoiler", reveals_at=LATE))
            self.desk.run_jobs()
            self.desk.decide(self.mira.viewer, self.case_of(moment).id, {"kind": "spoiler", "reveals_at": LATE})

    def wrong(self, reporter: Person, times: int) -> None:
        for _ in range(times):
            moment = self.desk.moment(make_fan(), episode=(1, 1))
            self.says(reporter, moment)
            self.desk.decide(self.mira.viewer, self.case_of(moment).id, "leave", reason="none")

    def proven(self, times: int = 4) -> Person:
        """As decisions would have written it, without the decisions."""
        reporter, show_id = make_fan(), self.desk.show.id
        # The reports and decisions that the record names are not there.
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
        for _ in range(times):
            ids = {"report_id": new_id(), "decision_id": new_id(), "reporter_id": reporter.id, "author_id": new_id()}
            db.session.add(Verdict(**ids, show_id=show_id, upheld=True, at=clock.now()))
        db.session.flush()
        db.session.execute(text("SET LOCAL session_replication_role = origin"))
        return reporter

    def pair(self) -> list[Person]:
        return [self.proven(), self.proven()]

    def case_of(self, target_id: str) -> Case:
        return db.session.query(Case).filter_by(target_id=target_id, state="open").one()


@pytest.fixture
def crowd(desk: Desk, mira: Person) -> Crowd:
    return Crowd(desk, mira)


@pytest.fixture
def early(desk: Desk, kestrel: Person) -> str:
    """A moment that opens at the end of the first episode."""
    return desk.moment(kestrel, episode=(1, 1))


@pytest.fixture
def seal() -> Callable[..., tuple[Position | None, Position | None]]:
    """From where on something opens, and its floor."""

    def sealed(target_id: str, model: type[Moment | Comment] = Moment) -> tuple[Position | None, Position | None]:
        row = db.session.get_one(model, target_id, populate_existing=True)
        return reveal_of(row), floor_of(row)

    return sealed
