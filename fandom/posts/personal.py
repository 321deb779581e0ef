"""This slice's part of an account: moments, comments, and reactions to both."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Executable, Select, delete, func, literal, select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.infra.db import db, record
from fandom.posts.actions import delete_moment
from fandom.posts.comments.actions import delete_comment
from fandom.posts.events import CommentReactionsChanged, ReactionsChanged
from fandom.posts.models import Comment, CommentEdit, CommentReaction, Moment, MomentEdit, Reaction
from fandom.posts.reactions.tally import COMMENTS, MOMENTS, Tally
from fandom.shows.models import Show

AT_ONCE = 50
T = TypeVar("T", Moment, Comment)
_MOMENT = (
    *(Moment.id, Show.slug.label("show"), Moment.season, Moment.number, Moment.start_ms, Moment.end_ms),
    *(Moment.caption, Moment.tags, Moment.media_ids, Moment.state, Moment.reactions, Moment.comment_count),
    *(Moment.created_at, Moment.edited_at),
)
_COMMENT = (
    *(Comment.id, Show.slug.label("show"), Comment.moment_id, Comment.parent_id, Comment.body, Comment.at_ms),
    *(Comment.state, Comment.reactions, Comment.created_at, Comment.edited_at),
)


def export(account_id: str) -> Iterable[Piece]:
    moments = select(*_MOMENT, _before(MomentEdit, MomentEdit.moment_id == Moment.id))
    moments = moments.join(Show, Show.id == Moment.show_id).where(Moment.author_id == account_id)
    comments = select(*_COMMENT, _before(CommentEdit, CommentEdit.comment_id == Comment.id))
    comments = comments.join(Show, Show.id == Comment.show_id).where(Comment.author_id == account_id)
    return (
        extracts.rows("moments.json", moments.order_by(Moment.id)),
        extracts.rows("comments.json", comments.order_by(Comment.id)),
        extracts.rows("reactions.json", _given(account_id)),
    )


def erase(account_id: str) -> bool:
    """Words and what they were before; what others answered keeps its place."""
    return _erase_reactions(account_id) or _erase_comments(account_id) or _erase_moments(account_id)


def _before(edits: type[MomentEdit | CommentEdit], of: ColumnElement[bool]) -> ColumnElement[object]:
    """What it was, the oldest first."""
    was = func.coalesce(func.jsonb_agg(edits.was), literal([], type_=edits.was.type))
    return select(was).where(of).scalar_subquery().label("before")


def _given(account_id: str) -> Executable:
    moments = select(literal("moment").label("on"), Reaction.moment_id.label("id"), Reaction.emoji, Reaction.at)
    comments = select(literal("comment"), CommentReaction.comment_id, CommentReaction.emoji, CommentReaction.at)
    both = moments.where(Reaction.account_id == account_id).union_all(
        comments.where(CommentReaction.account_id == account_id)
    )
    found = both.subquery()
    return select(found).order_by(found.c.at)


def _erase_moments(account_id: str) -> bool:
    rows = _words_left(select(Moment).where(Moment.author_id == account_id, Moment.state != "deleted"), Moment)
    for moment in rows:
        delete_moment(moment=moment)
    gone = select(Moment.id).where(Moment.author_id == account_id, Moment.state == "deleted")
    db.session.execute(delete(MomentEdit).where(MomentEdit.moment_id.in_(gone)))
    return len(rows) == AT_ONCE


def _erase_comments(account_id: str) -> bool:
    rows = _words_left(select(Comment).where(Comment.author_id == account_id, Comment.state != "deleted"), Comment)
    for comment in rows:
        delete_comment(comment=comment)
    gone = select(Comment.id).where(Comment.author_id == account_id, Comment.state == "deleted")
    db.session.execute(delete(CommentEdit).where(CommentEdit.comment_id.in_(gone)))
    return len(rows) == AT_ONCE


def _words_left(query: Select[T], model: type[T]) -> Sequence[T]:
    return db.session.scalars(query.order_by(model.id).limit(AT_ONCE).with_for_update()).all()


def _erase_reactions(account_id: str) -> bool:
    left = 0
    for tally, rows in ((MOMENTS, _on_moments(account_id)), (COMMENTS, _on_comments(account_id))):
        for on, emoji, fact in rows:
            _take_back(tally, account_id, on, emoji)
            record(fact)
        left = max(left, len(rows))
    return left == AT_ONCE


def _take_back(tally: Tally, account_id: str, on: str, emoji: str) -> None:
    """The row and its count together. What has been deleted is not counted any more."""
    if db.session.execute(tally.take, {"on": on, "account": account_id, "which": emoji}).all():
        db.session.execute(tally.count, {"on": on, "emoji": emoji, "by": -1})


Taken = tuple[str, str, ReactionsChanged | CommentReactionsChanged]


def _on_moments(account_id: str) -> list[Taken]:
    query = select(Reaction.moment_id, Reaction.emoji, Moment.show_id).join(Moment, Moment.id == Reaction.moment_id)
    mine = query.where(Reaction.account_id == account_id).order_by(Reaction.moment_id, Reaction.emoji).limit(AT_ONCE)
    return [(on, emoji, ReactionsChanged(on, show, account_id)) for on, emoji, show in db.session.execute(mine)]


def _on_comments(account_id: str) -> list[Taken]:
    of = CommentReaction
    query = select(of.comment_id, of.emoji, Comment.moment_id, Comment.show_id)
    mine = query.join(Comment, Comment.id == of.comment_id).where(of.account_id == account_id)
    rows = db.session.execute(mine.order_by(of.comment_id, of.emoji).limit(AT_ONCE))
    return [(on, emoji, CommentReactionsChanged(on, moment, show, account_id)) for on, emoji, moment, show in rows]


def listen() -> None:
    personal.answer("posts", export=export, erase=erase)
