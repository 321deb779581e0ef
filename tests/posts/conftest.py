"""A show, its people, and their clients."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from fandom.core import screening
from fandom.core.screening import Draft, Verdict
from fandom.infra.db import unit_of_work
from fandom.posts import actions
from fandom.posts.access import moment_to_answer
from fandom.posts.comments import access as comment_doors
from fandom.posts.comments import actions as commenting
from fandom.posts.values import CommentDraft, MomentDraft
from tests.support.catalogue import Fandom, make_show
from tests.support.people import Person, make_fan


@pytest.fixture
def show(app: Flask) -> Fandom:
    return make_show("saltmarsh")


@pytest.fixture
def ada(app: Flask) -> Person:
    return make_fan("ada")


@pytest.fixture
def bo(app: Flask) -> Person:
    return make_fan("bo")


@pytest.fixture
def mod(show: Fandom) -> Person:
    return make_fan("mod", moderates=frozenset({show.id}))


@pytest.fixture
def admin(app: Flask) -> Person:
    return make_fan("admin", is_admin=True)


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

    show: Fandom

    def __call__(self, author: Person, caption: str = "The way she looks at the door", **draft: Any) -> str:
        with unit_of_work():
            return actions.publish_moment(
                author=author.viewer, show_id=self.show.id, draft=MomentDraft(caption, **draft)
            ).id


@pytest.fixture
def post(show: Fandom) -> Post:
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
