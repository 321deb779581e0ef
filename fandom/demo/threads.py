"""Brings a moment in with all that was said about it, as its people would have: one transaction, in the past."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from fandom.demo import past
from fandom.demo.people import Cast
from fandom.demo.story import Correction, Grievance, Remark, Story
from fandom.infra.db import db
from fandom.moderation.access import target_to_correct, target_to_report
from fandom.moderation.actions.at_once import correct
from fandom.moderation.actions.reports import file_report
from fandom.moderation.values import Complaint
from fandom.posts.access import moment_to_answer
from fandom.posts.actions import publish_moment
from fandom.posts.comments.actions import delete_comment, post_comment
from fandom.posts.comments.queries import comments
from fandom.posts.models import Comment, Moment
from fandom.posts.reactions.actions import react_together
from fandom.posts.values import CommentDraft, MomentDraft, Open, OpenComment
from fandom.shows.queries import horizons_in

Key = tuple[str | None, datetime]
MOMENT = timedelta(seconds=20)


def ids(cast: Cast) -> dict[Key, str]:
    """Of the moments that are there already, by author and time; a deleted one still is."""
    authors = [viewer.account_id for viewer in cast.viewers.values()]
    found = db.session.execute(
        select(Moment.author_id, Moment.created_at, Moment.id).where(Moment.author_id.in_(authors))
    )
    return {(author, created_at): moment_id for author, created_at, moment_id in found}


def key(story: Story, cast: Cast) -> Key:
    return cast.viewers[story.by].account_id, cast.when(story.ago)


def bring_in(story: Story, cast: Cast, show_id: str) -> None:
    with past.work(story.ago):
        author = cast.viewers[story.by]
        with past.at(cast.when(story.ago)):
            moment = publish_moment(author=author, show_id=show_id, draft=_draft(story))
        if moment.state == "published":
            seen = moment_to_answer(author, moment.id)
            _talk(story, cast, seen)
            _react(story, cast, seen)
            _nod(story, cast, seen)
        _report(story.reports, "moment", moment.id, story.ago, cast)
        _correct(story.corrected, moment.id, show_id, cast)


def _draft(story: Story) -> MomentDraft:
    return MomentDraft(
        story.caption, story.episode, story.start_ms, story.end_ms, tags=story.tags, reveals_at=story.reveals_at
    )


def _talk(story: Story, cast: Cast, moment: Open) -> None:
    """In the order in which it was said: an answer never comes before its question."""
    ids: dict[int, Comment] = {}
    for remark, parent in sorted(_said(story.comments, None), key=lambda pair: pair[0].ago, reverse=True):
        author = cast.viewers[remark.by]
        with past.at(cast.when(remark.ago)):
            answered = ids[id(parent)].id if parent else None
            draft = CommentDraft(remark.body, answered, remark.at_ms, remark.reveals_at)
            ids[id(remark)] = post_comment(author=author, moment=moment, draft=draft)
        _report(remark.reports, "comment", ids[id(remark)].id, remark.ago, cast)
    for remark, _parent in _said(story.comments, None):
        if remark.taken_back:
            with past.at(cast.when(remark.ago / 2)):
                delete_comment(comment=ids[id(remark)])


def _said(remarks: tuple[Remark, ...], parent: Remark | None) -> Iterator[tuple[Remark, Remark | None]]:
    for remark in remarks:
        yield remark, parent
        yield from _said(remark.replies, remark)


def _react(story: Story, cast: Cast, moment: Open) -> None:
    """By those who have got that far, a different few for each emoji."""
    fans = _reached(moment, moment.show.id, cast)
    chosen = {emoji: _few(fans, f"{story.caption}{emoji}", count) for emoji, count in story.reactions.items()}
    with past.at(cast.when(story.ago * 0.8)):
        react_together(on=moment, chosen=chosen)


def _nod(story: Story, cast: Cast, moment: Open) -> None:
    """Every third comment finds a few who feel the same, with what was felt most about its moment."""
    if not story.reactions:
        return
    felt = max(story.reactions, key=lambda emoji: story.reactions[emoji])
    for comment in comments(cast.viewers[story.by], moment.id, 100, None).items:
        if not isinstance(comment, OpenComment):
            continue
        count = zlib.crc32(comment.body.encode()) % 9 - 4
        if count > 0:
            fans = _reached(comment, moment.show.id, cast)
            with past.at(cast.when(story.ago * 0.6)):
                react_together(on=comment, chosen={felt: _few(fans, comment.body, count)})


def _few(fans: list[str], of: str, count: int) -> list[str]:
    return sorted(fans, key=lambda fan: zlib.crc32(f"{of}{fan}".encode()))[:count]


def _reached(what: Open | OpenComment, show_id: str, cast: Cast) -> list[str]:
    others = [str(fan.account_id) for fan in cast.viewers.values() if fan.account_id != what.author.id]
    horizons = horizons_in(show_id, others)
    return [fan for fan in others if horizons[fan].reaches(what.reveals_at)]


def _correct(found: Correction | None, moment_id: str, show_id: str, cast: Cast) -> None:
    if found is None:
        return
    moderator = replace(cast.viewers[found.by], moderates=frozenset({show_id}))
    with past.at(cast.when(found.ago)):
        target = target_to_correct(moderator, "moment", moment_id)
        correct(moderator=moderator, target=target, place=found.reveals_at, note=found.note)


def _report(grievances: tuple[Grievance, ...], kind: str, target_id: str, ago: timedelta, cast: Cast) -> None:
    for number, grievance in enumerate(grievances, 1):
        reporter = cast.viewers[grievance.by]
        with past.at(min(cast.when(ago * 0.6) + number * MOMENT, cast.epoch)):
            target = target_to_report(reporter, kind, target_id)
            file_report(reporter=reporter, target=target, complaint=Complaint(grievance.reason, grievance.note))
