"""What was decided, and what is known of an author."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from fandom.accounts.models import Account
from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.moderation.models import Case, Decision
from fandom.moderation.queries.cases import visible
from fandom.moderation.queries.targets import refs_of
from fandom.moderation.values import DecisionView, History, TargetRef
from fandom.posts.models import Comment, Moment
from fandom.posts.queries import faces
from fandom.posts.sight import utc
from fandom.posts.values import Face

UNDO_FOR = timedelta(days=30)
SHOWN = 5
SHOWN_OF = ("kind", "reveals_at")


def history(viewer: Viewer, account_id: str) -> History:
    """Counts of what is up now; decisions from where the viewer moderates."""
    return History(
        since=utc(db.session.execute(select(Account.created_at).where(Account.id == account_id)).scalar_one()),
        moments=_posted(Moment, account_id),
        comments=_posted(Comment, account_id),
        decided_against=decided_against(account_id),
        decisions=_decisions(viewer, Decision.author_id == account_id, SHOWN),
    )


def decided_against(account_id: str) -> int:
    """Decisions that were not taken back; that something opens later is held against nobody."""
    against = or_(*(Decision.remedies.contains([{"kind": kind}]) for kind in ("hide", "remove", "warn")))
    query = select(func.count()).where(Decision.author_id == account_id, Decision.undone_at.is_(None), against)
    return db.session.execute(query).scalar_one()


def of_case(viewer: Viewer, case_id: str) -> tuple[DecisionView, ...]:
    return _decisions(viewer, Decision.case_id == case_id, SHOWN)


def statement_about(kind: str, target_id: str) -> str | None:
    """What its author was told last, of what still stands."""
    here = (Case.target_kind == kind, Case.target_id == target_id, Decision.undone_at.is_(None))
    query = select(Decision.statement).join(Case, Case.id == Decision.case_id).where(*here)
    return db.session.scalar(query.order_by(Decision.id.desc()).limit(1))


def correction_to_undo(kind: str, target_id: str) -> str | None:
    """The last word, still to be taken back, that this opens further on; whoever asks may moderate it."""
    here = (Case.target_kind == kind, Case.target_id == target_id, Decision.undone_at.is_(None))
    further = (Decision.remedies.contains([{"kind": "spoiler"}]), Decision.at >= clock.now() - UNDO_FOR)
    query = select(Decision.id).join(Case, Case.id == Decision.case_id).where(*here, *further)
    return db.session.scalar(query.order_by(Decision.id.desc()).limit(1))


def decision(viewer: Viewer, row: Decision) -> DecisionView:
    """For its author without the moderators' note and without their name."""
    case = db.session.get_one(Case, row.case_id)
    return _views(viewer, [(row, case)])[0]


def _decisions(viewer: Viewer, which: ColumnElement[bool], limit: int) -> tuple[DecisionView, ...]:
    query = select(Decision, Case).join(Case, Case.id == Decision.case_id).where(which, visible(viewer))
    rows = db.session.execute(query.order_by(Decision.id.desc()).limit(limit)).all()
    return _views(viewer, [(decision, case) for decision, case in rows])


def _views(viewer: Viewer, rows: Iterable[tuple[Decision, Case]]) -> tuple[DecisionView, ...]:
    found = list(rows)
    people = faces(each for row, _ in found for each in (row.author_id, row.moderator_id))
    about = refs_of((case for _, case in found), people)
    return tuple(_view(viewer, row, case, (about[case.id], people.get(row.moderator_id or ""))) for row, case in found)


def _view(viewer: Viewer, row: Decision, case: Case, beside: tuple[TargetRef, Face | None]) -> DecisionView:
    judges = viewer.moderates_show(case.show_id) and viewer.account_id != row.author_id
    target, moderator = beside
    return DecisionView(
        id=row.id,
        case_id=row.case_id,
        remedies=tuple(shown(row.remedies)),
        reason=row.reason,
        note=row.note if judges else None,
        moderator=moderator if judges else None,
        automatic=row.automatic,
        statement=row.statement,
        at=utc(row.at),
        undone_at=utc(row.undone_at) if row.undone_at else None,
        undo_until=utc(row.at) + UNDO_FOR,
        can_undo=judges and row.undone_at is None and clock.now() <= row.at + UNDO_FOR,
        target=target,
    )


def shown(remedies: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Remedies without what is kept beside them for taking them back."""
    return [{name: value for name, value in remedy.items() if name in SHOWN_OF} for remedy in remedies]


def _posted(posts: type[Moment | Comment], account_id: str) -> int:
    query = select(func.count()).where(posts.author_id == account_id, posts.state == "published")
    return db.session.execute(query).scalar_one()
