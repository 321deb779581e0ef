"""Comments: their facts, their history, and the count beside the moment."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from fandom.core.bus import Fact
from fandom.core.screening import Verdict
from fandom.infra import db as database
from fandom.infra.db import db, unit_of_work
from fandom.posts import queries as moments
from fandom.posts.comments import access, actions, queries
from fandom.posts.events import CommentChanged, CommentPosted, CommentRemoved, Mentioned
from fandom.posts.models import Comment, CommentEdit, Moment
from fandom.posts.values import CommentChange
from fandom.shows.values import ShowView
from tests.posts.conftest import Post
from tests.support.people import Person

Say = Callable[..., str]
TakeBack = Callable[[Person, str], None]


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """What was told after commits."""
    told: list[Fact] = []
    monkeypatch.setattr(database, "_tell", told.extend)
    return told


def counted(moment_id: str) -> int:
    stored = db.session.execute(select(Moment.comment_count).where(Moment.id == moment_id)).scalar_one()
    assert stored == moments.recount(moment_id)[1]
    return stored


def test_saying_changing_and_taking_back_are_told(
    facts: list[Fact], ada: Person, bo: Person, show: ShowView, post: Post, say: Say, take_back: TakeBack
) -> None:
    moment_id = post(ada)
    top = say(ada, moment_id)
    facts.clear()
    comment_id = say(bo, moment_id, "hello @ada", parent=top)
    with unit_of_work():
        row = access.comment_to_edit(bo.viewer, comment_id)
        actions.edit_comment(comment=row, change=CommentChange(body="hello again @ada"))
    take_back(bo, comment_id)
    ids = (comment_id, moment_id, show.id, bo.id)
    assert facts == [
        CommentPosted(*ids, top),
        Mentioned("comment", comment_id, show.id, bo.id, (ada.id,)),
        CommentChanged(*ids),
        CommentRemoved(*ids),
    ]


def test_what_it_was_is_kept(ada: Person, post: Post, say: Say, take_back: TakeBack) -> None:
    comment_id = say(ada, post(ada), "first")
    with unit_of_work():
        row = access.comment_to_edit(ada.viewer, comment_id)
        actions.edit_comment(comment=row, change=CommentChange(body="second"))
    take_back(ada, comment_id)
    edits = db.session.scalars(select(CommentEdit).order_by(CommentEdit.version)).all()
    assert [each.was["body"] for each in edits] == ["first", "second"]
    assert db.session.get_one(Comment, comment_id).body == ""


def test_the_count_follows_every_state(
    ada: Person, bo: Person, post: Post, say: Say, take_back: TakeBack, verdicts: dict[str, Verdict]
) -> None:
    verdicts["slur"] = Verdict("hold")
    moment_id = post(ada)
    held, open_one = say(bo, moment_id, "a slur"), say(bo, moment_id)
    assert counted(moment_id) == 1
    steps = [
        (actions.restore_comment, held, 2),
        (actions.hide_comment, held, 1),
        (actions.hide_comment, held, 1),
        (actions.remove_comment, held, 1),
        (actions.restore_comment, held, 2),
        (actions.remove_comment, open_one, 1),
    ]
    for does, comment_id, left in steps:
        with unit_of_work():
            assert does(comment_id=comment_id)
        assert counted(moment_id) == left
    take_back(bo, held)
    assert counted(moment_id) == 0
    with unit_of_work():
        assert not actions.restore_comment(comment_id=held)
    assert counted(moment_id) == 0


def test_a_removed_comment_cannot_be_taken_back_or_read(ada: Person, post: Post, say: Say) -> None:
    from fandom.core.errors import NotFound

    comment_id = say(ada, post(ada))
    with unit_of_work():
        actions.remove_comment(comment_id=comment_id)
    for door in (access.comment_to_read, access.comment_to_edit, access.comment_to_delete):
        with pytest.raises(NotFound):
            door(ada.viewer, comment_id)


def test_threads_put_each_below_what_it_answers(ada: Person, bo: Person, post: Post, say: Say) -> None:
    moment_id = post(ada)
    top = say(ada, moment_id)
    other = say(ada, moment_id)
    reply = say(bo, moment_id, parent=top)
    deeper = say(ada, moment_id, parent=reply)
    page = queries.comments(ada.viewer, moment_id, 25, None)
    (first, second) = queries.threads(page.items)
    assert (first.comment.id, second.comment.id) == (top, other)
    assert [each.comment.id for each in first.replies] == [reply]
    assert [each.comment.id for each in first.replies[0].replies] == [deeper]
    rest = queries.comments(ada.viewer, moment_id, 25, other)
    assert [each.comment.id for each in queries.threads(rest.items)] == [reply]
