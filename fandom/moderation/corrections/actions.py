"""Letting something open later, by voices or by a moderator's word, taking that back, and the record that follows."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.errors import Invalid
from fandom.core.horizon import Position
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db, record
from fandom.moderation.corrections import queries
from fandom.moderation.corrections.chain import back_to
from fandom.moderation.corrections.models import Verdict
from fandom.moderation.corrections.verdicts import Judged, upheld
from fandom.moderation.corrections.weighing import Voice, carrying, furthest
from fandom.moderation.events import DecisionTaken
from fandom.moderation.models import Case, Decision
from fandom.moderation.queries.evidence import position_kept
from fandom.moderation.queries.targets import target
from fandom.moderation.remedies import statement
from fandom.moderation.values import Target
from fandom.posts.actions import reseal_moment
from fandom.posts.comments.actions import reseal_comment
from fandom.posts.queries import episode
from fandom.posts.rules import Seal, revealed_at
from fandom.posts.values import Place

KIND = "spoiler"
_RESEAL: Mapping[str, Callable[[str, Seal], bool]] = {
    "moment": lambda each, seal: reseal_moment(moment_id=each, seal=seal),
    "comment": lambda each, seal: reseal_comment(comment_id=each, seal=seal),
}


def weigh_voices(*, case: Case) -> Decision | None:
    """`case` comes locked, so that two voices at once are weighed one after the other.

    Only what is up is corrected without a moderator, and only as long as none has judged it. The case stays open: one
    is to look at it, if less urgently.
    """
    voices = queries.voices(case)
    if not any(each.weight for each in voices) or queries.judged(case):
        return None
    about = target(case.target_kind, case.target_id, lock=True)
    if about is None or about.state != "published":
        return None
    found = furthest(voices, about.reveals_at)
    return _correct(case, about, found, carrying(voices, found)) if found else None


def position_for(about: Target, asked: Place | None) -> Position:
    """Where a moderator says that it opens. Only forwards: what goes back is taking a decision back."""
    if asked is None or about.show is None:
        raise _refusal("Say up to where it gives things away.")
    found = revealed_at(asked, episode(about.show.id, asked.episode), None)
    if found is None or (about.reveals_at is not None and about.reveals_at.covers(found)):
        raise _refusal("It opens no earlier than that already.")
    return found


def remedy(about: Target, since: Position) -> dict[str, Any]:
    """As a decision keeps it: as in the contract, with what is needed to take it back."""
    return {
        "kind": KIND,
        "reveals_at": {"episode": since.episode, "position_ms": since.ms},
        "was": about.state,
        "before": position_kept(about.own_reveals_at),
        "since": position_kept(since),
    }


def seal_until(*, about: Target, reveals: Position) -> None:
    """And its author can say no less from now on."""
    _RESEAL[about.kind](about.id, Seal(reveals, floor=reveals))


def take_back(*, case: Case) -> None:
    """After one of its corrections has been marked as undone: it opens where it did, as far as others do not stand."""
    about = target(case.target_kind, case.target_id, lock=True)
    if about is None or about.kind not in _RESEAL:
        return
    present = Seal(about.own_reveals_at, about.floor)
    was = back_to(queries.links(case), present)
    if was != present:
        _RESEAL[about.kind](about.id, was)


def answer_reports(*, decision: Decision, case: Case, judged: Judged) -> None:
    """Into the record of who reported it, in the decision's own transaction: so each counts once, and is not lost.

    What somebody decides about their own report says nothing of them.
    """
    found = [each for each in queries.filed(case.id) if each.reporter_id != decision.moderator_id]
    _keep(decision, case, [(each, upheld(judged, each.says, each.then)) for each in found])


def forget_answers(*, decision: Decision, case: Case, by: Viewer) -> None:
    """A decision that is taken back says nothing any more; but one that voices took was wrong, and so were they."""
    db.session.execute(delete(Verdict).where(Verdict.decision_id == decision.id))
    if decision.automatic:
        since = queries.link(decision.remedies, stands=False).since
        said = [each for each in queries.filed(case.id) if each.says and each.reporter_id != by.account_id]
        _keep(decision, case, [(each, False) for each in said if each.says and each.says.covers(since)])


def _correct(case: Case, about: Target, reveals: Position, by: Iterable[Voice]) -> Decision:
    decision = Decision(
        id=new_id(),
        case_id=case.id,
        author_id=case.author_id,
        remedies=[remedy(about, reveals)],
        reason=KIND,
        statement=statement([KIND], about.subject_opening(reveals), KIND),
        automatic=True,
        at=clock.now(),
    )
    db.session.add(decision)
    seal_until(about=about, reveals=reveals)
    db.session.flush()
    record(DecisionTaken(decision.id, case.id, case.show_id))
    place, carried = decision.remedies[0]["reveals_at"], sorted(each.reporter_id for each in by)
    on = (case.target_kind, case.target_id)
    audit(None, "case.corrected", on, case=case.id, decision=decision.id, reveals_at=place, by=carried)
    return decision


def _keep(decision: Decision, case: Case, answered: Iterable[tuple[queries.Filed, bool | None]]) -> None:
    """The last word on a report is the one that counts."""
    rows = [
        {
            "report_id": each.report_id,
            "decision_id": decision.id,
            "reporter_id": each.reporter_id,
            "author_id": case.author_id,
            "show_id": case.show_id,
            "upheld": right,
            "at": clock.now(),
        }
        for each, right in answered
        if right is not None
    ]
    if rows:
        new = insert(Verdict).values(rows)
        again = {name: new.excluded[name] for name in ("decision_id", "upheld", "at")}
        db.session.execute(new.on_conflict_do_update(index_elements=[Verdict.report_id], set_=again))


def _refusal(sentence: str) -> Invalid:
    return Invalid({"remedies": [sentence]})
