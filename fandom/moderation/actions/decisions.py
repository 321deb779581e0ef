"""Deciding a case and taking a decision back: effect, decision, case, reports and audit in the caller's transaction."""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select, update

from fandom.core import clock
from fandom.core.errors import Conflict, Invalid
from fandom.core.horizon import Position
from fandom.core.ids import new_id
from fandom.core.text import prose
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db, record
from fandom.moderation.actions.claims import free, held_by
from fandom.moderation.corrections import actions as corrections
from fandom.moderation.corrections.verdicts import Judged
from fandom.moderation.events import CaseChanged, CaseOpened, DecisionTaken, DecisionUndone
from fandom.moderation.models import Case, Decision, Report
from fandom.moderation.queries.history import UNDO_FOR
from fandom.moderation.queries.targets import target
from fandom.moderation.remedies import AFTERWARDS, refusal, statement
from fandom.moderation.values import DECISION_NOTE_MAX, Ruling, Target
from fandom.posts.actions import hide_moment, remove_moment, restore_moment
from fandom.posts.comments.actions import hide_comment, remove_comment, restore_comment

Effect = Callable[[str], bool]

# What brings a target into a state; there is no way for us to hold something again, so that becomes hidden.
_EFFECTS: Mapping[tuple[str, str], Effect] = {
    ("moment", "published"): lambda each: restore_moment(moment_id=each),
    ("moment", "hidden"): lambda each: hide_moment(moment_id=each),
    ("moment", "held"): lambda each: hide_moment(moment_id=each),
    ("moment", "removed"): lambda each: remove_moment(moment_id=each),
    ("comment", "published"): lambda each: restore_comment(comment_id=each),
    ("comment", "hidden"): lambda each: hide_comment(comment_id=each),
    ("comment", "held"): lambda each: hide_comment(comment_id=each),
    ("comment", "removed"): lambda each: remove_comment(comment_id=each),
}


def decide(*, moderator: Viewer, case: Case, ruling: Ruling, closes: bool = True) -> Decision:
    """`case` comes locked from its door. Unless this `closes` it, it waits on for what else was said."""
    note = prose(ruling.note, DECISION_NOTE_MAX, "note") if ruling.note.strip() else ""
    _still_ours(moderator, case, ruling)
    about = _judged(case)
    if problem := refusal(ruling.kinds, about.subject, ruling.reason):
        raise Invalid({"remedies": [problem]})
    reveals = _reveals(ruling, about)
    decision = Decision(
        id=new_id(),
        case_id=case.id,
        moderator_id=moderator.account_id,
        author_id=case.author_id,
        remedies=[_kept(kind, about, reveals) for kind in ruling.kinds],
        reason=ruling.reason,
        note=note,
        statement=statement(ruling.kinds, about.subject_opening(reveals), ruling.reason),
        at=clock.now(),
    )
    db.session.add(decision)
    _carry_out(ruling, about, reveals)
    judged = Judged(ruling.kinds, ruling.reason, about.state, reveals or about.reveals_at, reveals or about.floor)
    corrections.answer_reports(decision=decision, case=case, judged=judged)
    _turn(case, decision.at, closes)
    record(DecisionTaken(decision.id, case.id, case.show_id))
    audit(
        moderator.account_id,
        "case.decided",
        (case.target_kind, case.target_id),
        case=case.id,
        decision=decision.id,
        remedies=list(ruling.kinds),
        reason=ruling.reason,
    )
    return decision


def undo(*, moderator: Viewer, decision: Decision, case: Case) -> None:
    """Both come locked from their door. The target goes back to what it was, the case into the queue."""
    if decision.undone_at is not None:
        return
    if clock.now() > decision.at + UNDO_FOR:
        raise Conflict("A decision can be taken back for 30 days only.", code="undo-over")
    decision.undone_at = clock.now()
    db.session.flush()
    _take_back(decision, case)
    corrections.forget_answers(decision=decision, case=case, by=moderator)
    reopened = _reopen(case)
    db.session.flush()
    record(DecisionUndone(decision.id, case.id, case.show_id))
    record(CaseOpened(case.id, case.show_id) if reopened else CaseChanged(case.id, case.show_id))
    audit(
        moderator.account_id,
        "decision.undone",
        (case.target_kind, case.target_id),
        case=case.id,
        decision=decision.id,
    )


def _still_ours(moderator: Viewer, case: Case, ruling: Ruling) -> None:
    if case.state != "open":
        raise Conflict("This case is decided already.", code="case-decided")
    token_is_ours = hmac.compare_digest((case.claim_token or "").encode(), ruling.token.encode())
    if not held_by(case, moderator) or not token_is_ours:
        raise Conflict("Your claim on this case is over. Claim it again.", code="claim-over")
    if case.version != ruling.version:
        raise Conflict("Something was added to this case since you read it.", code="case-changed")


def _judged(case: Case) -> Target:
    about = target(case.target_kind, case.target_id, lock=True)
    if about is None:
        raise Conflict("What this case is about is gone.")
    return about


def _reveals(ruling: Ruling, about: Target) -> Position | None:
    if any("reveals_at" in remedy for remedy in ruling.remedies if remedy["kind"] != corrections.KIND):
        raise Invalid({"remedies": ["Only “spoiler” takes a place where it opens."]})
    return corrections.position_for(about, ruling.reveals_at) if corrections.KIND in ruling.kinds else None


def _kept(kind: str, about: Target, reveals: Position | None) -> dict[str, Any]:
    """With what is needed to take it back."""
    if kind == corrections.KIND and reveals:
        return corrections.remedy(about, reveals)
    return {"kind": kind, "was": about.state}


def _carry_out(ruling: Ruling, about: Target, reveals: Position | None) -> None:
    db.session.flush()
    if reveals:
        corrections.seal_until(about=about, reveals=reveals)
    for kind in ruling.kinds:
        wanted = AFTERWARDS.get(kind)
        leaves_gone = kind == "leave" and about.state in {"removed", "deleted"}
        if wanted and not leaves_gone:
            _bring(about.kind, about.id, wanted)


def _turn(case: Case, at: datetime, closes: bool) -> None:
    """Reports carry the time of the decision that closed them: so those who sent them can be told of it."""
    case.version += 1
    free(case)
    record(CaseChanged(case.id, case.show_id))
    if not closes:
        return
    case.state, case.decided_at = "decided", at
    db.session.flush()
    db.session.execute(update(Report).where(Report.case_id == case.id, Report.closed_at.is_(None)).values(closed_at=at))


def _take_back(decision: Decision, case: Case) -> None:
    """Only where the target still is what this decision made of it: later changes stand."""
    for remedy in decision.remedies:
        made, was = AFTERWARDS.get(remedy["kind"]), remedy["was"]
        about = target(case.target_kind, case.target_id, lock=True)
        if about and made and about.state == made and was != made:
            _bring(about.kind, about.id, was)
    if any(remedy["kind"] == corrections.KIND for remedy in decision.remedies):
        corrections.take_back(case=case)


def _reopen(case: Case) -> bool:
    """Not when there is an open case about the same target already."""
    case.version += 1
    same = (Case.target_kind == case.target_kind, Case.target_id == case.target_id, Case.state == "open")
    if db.session.scalar(select(exists().where(*same))):
        return False
    case.state, case.decided_at = "open", None
    return True


def _bring(kind: str, target_id: str, state: str) -> None:
    effect = _EFFECTS.get((kind, state))
    if effect:
        effect(target_id)
