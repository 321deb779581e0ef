"""A show, its people, and their clients."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from fandom.core import clock, screening
from fandom.core.screening import Draft, Verdict
from fandom.infra.db import db, unit_of_work
from fandom.posts import actions
from fandom.posts.access import moment_to_answer
from fandom.posts.comments import access as comment_doors
from fandom.posts.comments import actions as commenting
from fandom.posts.values import CommentDraft, MomentDraft
from fandom.shows.models import Progress
from fandom.shows.values import ShowView
from tests.support.catalogue import HOUR_MS, make_show, season
from tests.support.people import Person, make_fan


def seen_up_to(fan: Person, show: ShowView, season: int, number: int, ms: int = HOUR_MS) -> None:
    """Set somebody's progress, forwards or back."""
    row = {"season": season, "number": number, "position_ms": ms, "mode": "at", "updated_at": clock.now()}
    with unit_of_work():
        db.session.merge(Progress(show_id=show.id, account_id=fan.id, **row))


@pytest.fixture
def show(app: Flask) -> ShowView:
    """Aired long ago, so everything is open to who has said nothing."""
    template = "https://example.com/watch/{id}?t={seconds}"
    return make_show("saltmarsh", [*season(0, 2), *season(1, 3), *season(2, 3)], watch_template=template)


@pytest.fixture
def ada(app: Flask) -> Person:
    return make_fan("ada")


@pytest.fixture
def bo(app: Flask) -> Person:
    return make_fan("bob")


@pytest.fixture
def mod(show: ShowView) -> Person:
    return make_fan("mira", moderates=frozenset({show.id}))


@pytest.fixture
def admin(app: Flask) -> Person:
    return make_fan("adele", is_admin=True)


@pytest.fixture
def verdicts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Verdict]:
    """Screening answers by word: `verdicts["slur"] = Verdict("hold", …)`; asked about every text."""
    said: dict[str, Verdict] = {}

    def answer(draft: Draft) -> Verdict:
        return next((verdict for word, verdict in said.items() if word in draft.text), Verdict())

    monkeypatch.setattr(screening, "_answers", [answer])
    return said


@dataclass(frozen=True)
class Post:
    """Publishes as somebody and gives the id."""

    show: ShowView

    def __call__(self, author: Person, caption: str = "The way she looks at the door", **draft: Any) -> str:
        with unit_of_work():
            return actions.publish_moment(
                author=author.viewer, show_id=self.show.id, draft=MomentDraft(caption, **draft)
            ).id


@pytest.fixture
def post(show: ShowView) -> Post:
    return Post(show)


@pytest.fixture
def say(app: Flask) -> Callable[..., str]:
    """Comments as somebody and gives the id."""

    def comment(author: Person, moment_id: str, body: str = "Before the knock", **draft: Any) -> str:
        with unit_of_work():
            moment = moment_to_answer(author.viewer, moment_id)
            found = commenting.post_comment(author=author.viewer, moment=moment, draft=CommentDraft(body, **draft))
            return found.id

    return comment


@pytest.fixture
def take_back(app: Flask) -> Callable[[Person, str], None]:
    """Deletes somebody's own comment."""

    def delete(author: Person, comment_id: str) -> None:
        with unit_of_work():
            commenting.delete_comment(comment=comment_doors.comment_to_delete(author.viewer, comment_id))

    return delete
