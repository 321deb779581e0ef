"""Facts about moments and comments, recorded where their state changes."""

from collections.abc import Iterable

from fandom.core.screening import Verdict
from fandom.infra.db import record
from fandom.posts.events import (
    CommentChanged,
    CommentPosted,
    CommentRemoved,
    Mentioned,
    MomentChanged,
    MomentPublished,
    MomentRemoved,
    MomentResealed,
    SuspicionRaised,
)
from fandom.posts.models import Comment, Moment


def moment_turned(moment: Moment, was: str | None) -> None:
    """Say what a change from the state `was` (None: there was none) means to others."""
    before, now = was == "published", moment.state == "published"
    ids = (moment.id, moment.show_id, moment.author_id)
    if now:
        record(MomentChanged(*ids) if before else MomentPublished(*ids))
    elif before:
        record(MomentRemoved(*ids))


def moment_resealed(moment: Moment) -> None:
    if moment.state == "published":
        record(MomentResealed(moment.id, moment.show_id, moment.author_id))


def comment_turned(comment: Comment, was: str | None) -> None:
    before, now = was == "published", comment.state == "published"
    ids = (comment.id, comment.moment_id, comment.show_id, comment.author_id)
    if now:
        record(CommentChanged(*ids) if before else CommentPosted(*ids, comment.parent_id))
    elif before:
        record(CommentRemoved(*ids))


def mentioned(target: Moment | Comment, account_ids: Iterable[str]) -> None:
    """Those newly named, once the text is published; nobody is told of naming themselves."""
    others = tuple(sorted(set(account_ids) - {target.author_id}))
    if others and target.state == "published":
        record(Mentioned(kind_of(target), target.id, target.show_id, target.author_id, others))


def suspected(target: Moment | Comment, verdict: Verdict) -> None:
    if verdict.suspicious:
        findings = tuple((found.source, found.detail, found.points) for found in verdict.findings)
        record(
            SuspicionRaised(
                kind_of(target), target.id, target.show_id, target.author_id, held=verdict.held, findings=findings
            )
        )


def kind_of(target: Moment | Comment) -> str:
    return "moment" if isinstance(target, Moment) else "comment"
