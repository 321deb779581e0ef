"""Writes to comments; the moment's count of published ones changes in the same transaction."""

from sqlalchemy import update

from fandom.core import clock
from fandom.core.errors import Invalid, NotFound
from fandom.core.horizon import Position
from fandom.core.ids import is_id, new_id
from fandom.core.screening import Verdict
from fandom.core.viewer import Viewer
from fandom.infra.db import db, record
from fandom.posts import announcing
from fandom.posts import queries as moments
from fandom.posts.comments import queries
from fandom.posts.events import CommentResealed
from fandom.posts.models import Comment, Moment
from fandom.posts.revisions import floor_of, keep, reseal, restate, reveal, screen
from fandom.posts.rules import Length, Seal, above, check_time, revealed_at
from fandom.posts.values import (
    BODY_MAX,
    CommentChange,
    CommentDraft,
    Open,
    OpenComment,
    Place,
    Unset,
)
from fandom.posts.writing import Written, mentions_in, written


def post_comment(*, author: Viewer, moment: Open, draft: CommentDraft) -> Comment:
    """Published, or held when screening says so: then only its author sees it."""
    body = written(draft.body, BODY_MAX, "body", author.account_id)
    comment = Comment(
        id=new_id(),
        moment_id=moment.id,
        show_id=moment.show.id,
        parent_id=_parent(author, moment, draft.parent),
        author_id=str(author.account_id),
        at_ms=draft.at_ms,
        created_at=clock.now(),
    )
    if draft.at_ms is not None:
        check_time(draft.at_ms, _length_of(moment.id), "at_ms")
    reveal(comment, _revealed(comment.show_id, draft.reveals_at))
    _write(comment, body)
    verdict = screen(comment, comment.body)
    comment.state = "held" if verdict.held else "published"
    db.session.add(comment)
    db.session.flush()
    _turned(comment, was=None)
    announcing.suspected(comment, verdict)
    announcing.mentioned(comment, body.mentions)
    return comment


def edit_comment(*, comment: Comment, change: CommentChange) -> Comment:
    """`comment` comes locked from its door. What it was is kept; new words are screened again."""
    was, before = comment.state, comment.body
    named_before = mentions_in(before)
    keep(comment)
    asked = before if isinstance(change.body, Unset) else change.body
    body = written(asked, BODY_MAX, "body", comment.author_id)
    _write(comment, body)
    if not isinstance(change.at_ms, Unset):
        check_time(change.at_ms, _length_of(comment.moment_id), "at_ms")
        comment.at_ms = change.at_ms
    if not isinstance(change.reveals_at, Unset):
        reveal(comment, above(floor_of(comment), _revealed(comment.show_id, change.reveals_at), asked=True))
    comment.edited_at = clock.now()
    verdict = screen(comment, comment.body) if comment.body != before else Verdict()
    comment.state = "held" if verdict.held else was
    db.session.flush()
    _turned(comment, was=was)
    announcing.suspected(comment, verdict)
    announcing.mentioned(comment, body.mentions - named_before)
    return comment


def delete_comment(*, comment: Comment) -> None:
    """By its author. With replies it stays as a tombstone; its words stay only in the history."""
    was = comment.state
    keep(comment)
    comment.state, comment.body, comment.body_html = "deleted", "", ""
    db.session.flush()
    _turned(comment, was=was)


def hide_comment(*, comment_id: str) -> bool:
    """By a moderator. False when there is nothing to hide any more."""
    return _restate(comment_id, "hidden")


def remove_comment(*, comment_id: str) -> bool:
    """By a moderator. False when there is nothing to remove any more."""
    return _restate(comment_id, "removed")


def restore_comment(*, comment_id: str) -> bool:
    """By a moderator: a held one is published now, a hidden or removed one comes back."""
    return _restate(comment_id, "published")


def reseal_comment(*, comment_id: str, seal: Seal) -> bool:
    """What it gives away lies elsewhere than its author said. False when there is nothing left to seal."""
    comment = queries.comment_row(comment_id, lock=True)
    if comment is None or comment.state == "deleted":
        return False
    reseal(comment, seal)
    _turned(comment, was=comment.state)
    record(CommentResealed(comment.id, comment.moment_id))
    return True


def _restate(comment_id: str, state: str) -> bool:
    return restate(queries.comment_row(comment_id, lock=True), state, _turned)


def _turned(comment: Comment, was: str | None) -> None:
    """Keep the moment's count; raises NotFound when the moment has been deleted meanwhile."""
    by = (comment.state == "published") - (was == "published")
    if by:
        counted = update(Moment).where(Moment.id == comment.moment_id).values(comment_count=Moment.comment_count + by)
        there = counted if by < 0 else counted.where(Moment.state != "deleted")
        if not db.session.execute(there.returning(Moment.id)).all():
            raise NotFound
    announcing.comment_turned(comment, was)


def _parent(author: Viewer, moment: Open, parent_id: str | None) -> str | None:
    if parent_id is None:
        return None
    parent = queries.comment(author, parent_id) if is_id(parent_id) else None
    if not isinstance(parent, OpenComment) or parent.moment_id != moment.id or parent.state != "published":
        raise Invalid(errors={"parent": ["There is no such comment to answer here."]})
    return parent.id


def _length_of(moment_id: str) -> Length | None:
    moment = moments.moment_row(moment_id)
    if moment is None or moment.season is None or moment.number is None:
        return None
    return moments.episode(moment.show_id, (moment.season, moment.number))


def _revealed(show_id: str, asked: Place | None) -> Position | None:
    named = moments.episode(show_id, asked.episode) if asked else None
    return revealed_at(asked, named, None)


def _write(comment: Comment, body: Written) -> None:
    comment.body, comment.body_html = body.text, body.html
