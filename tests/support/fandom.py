"""A fandom that live tests play in: a show of two episodes and three people who are not equally far."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, record
from fandom.posts import access, actions
from fandom.posts.comments import actions as comments
from fandom.posts.values import CommentDraft, MomentDraft, Place
from fandom.shows.events import ProgressMoved
from fandom.shows.models import Episode, Progress, Season, Show
from tests.support.people import Person
from tests.support.sockets import House

LATE = MomentDraft(caption="The dragon is the one she raised", episode=(1, 2), start_ms=1000, end_ms=5000)


@dataclass
class Fandom:
    """`ahead` has seen all of it, `behind` only the first episode; `author` has said nothing."""

    house: House
    show_id: str
    author: Person
    ahead: Person
    behind: Person

    def post(self, draft: MomentDraft = LATE) -> str:
        with self.house.commits():
            return actions.publish_moment(author=self.author.viewer, show_id=self.show_id, draft=draft).id

    def comment(self, moment_id: str, body: str, reveals_at: Place | None = None) -> str:
        with self.house.commits():
            moment = access.moment_to_answer(self.ahead.viewer, moment_id)
            draft = CommentDraft(body, reveals_at=reveals_at)
            return comments.post_comment(author=self.ahead.viewer, moment=moment, draft=draft).id

    def reach(self, person: Person, number: int) -> None:
        with self.house.commits():
            far = Progress(show_id=self.show_id, account_id=person.id, mode="at", updated_at=clock.now())
            far.season, far.number, far.position_ms = 1, number, 600_000
            db.session.merge(far)
            record(ProgressMoved(self.show_id, person.id))


def build(house: House) -> Fandom:
    people = [house.person(handle) for handle in ("author", "ahead", "behind")]
    show_id, aired = new_id(), clock.now().date() - timedelta(days=2)
    with house.commits():
        db.session.add(
            Show(id=show_id, slug="sintel", kind="series", title="Sintel", palette=["🔥"], created_at=clock.now())
        )
        db.session.flush()
        db.session.add(Season(show_id=show_id, number=1))
        for number in (1, 2):
            db.session.add(Episode(show_id=show_id, season=1, number=number, duration_ms=600_000, air_date=aired))
    made = Fandom(house, show_id, *people)
    made.reach(made.ahead, 2)
    made.reach(made.behind, 1)
    return made


@pytest.fixture
def fandom(house: House) -> Fandom:
    return build(house)
