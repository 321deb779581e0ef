"""Long chains of what was taken back: shown where something is said below them, and never slow."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, text

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, unit_of_work
from fandom.posts.comments import queries
from fandom.posts.models import Comment
from fandom.posts.queries import moment_row
from tests.posts.conftest import Post
from tests.support.people import Person

LENGTH = 4000


@pytest.fixture
def chain(ada: Person, post: Post) -> tuple[str, list[str]]:
    """A moment, and comments of its author that answer one another, each taken back."""
    moment_id = post(ada)
    row = moment_row(moment_id)
    assert row is not None
    ids = sorted(new_id() for _ in range(LENGTH))
    gone = {"moment_id": moment_id, "show_id": row.show_id, "author_id": ada.id, "created_at": clock.now()}
    gone |= {"body": "", "body_html": "", "state": "deleted", "version": 2}
    with unit_of_work():
        parents = [None, *ids]
        db.session.execute(
            insert(Comment), [gone | {"id": one, "parent_id": parents[at]} for at, one in enumerate(ids)]
        )
        db.session.execute(text("ANALYZE comments"))
    return moment_id, ids


def listed(viewer: Person, moment_id: str) -> list[str]:
    db.session.execute(text("SET LOCAL statement_timeout = 2500"))
    return [each.id for each in queries.comments(viewer.viewer, moment_id, 100, None).items]


def test_nothing_is_said_below(bo: Person, chain: tuple[str, list[str]]) -> None:
    assert listed(bo, chain[0]) == []


def test_something_is_said_below(bo: Person, chain: tuple[str, list[str]], say: Callable[..., str]) -> None:
    moment_id, ids = chain
    leaf = say(bo, moment_id)
    with unit_of_work():
        found = queries.comment_row(leaf)
        assert found is not None
        found.parent_id = ids[-1]
    assert listed(bo, moment_id) == ids[:100]
