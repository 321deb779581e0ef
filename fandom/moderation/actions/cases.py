"""Gathers what is said about a target into its one open case. Run twice, each of these has its effect once."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import exists, select, text
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, record
from fandom.moderation.actions import exhibits
from fandom.moderation.actions.reports import keep_evidence
from fandom.moderation.corrections.actions import weigh_voices
from fandom.moderation.corrections.queries import is_corrected
from fandom.moderation.events import CaseChanged, CaseOpened
from fandom.moderation.models import Case, Evidence, Finding, Report
from fandom.moderation.priority import LATEST_HOURS, Suspicion, weigh
from fandom.moderation.queries.history import decided_against
from fandom.moderation.queries.targets import target
from fandom.moderation.values import Target

Seen = tuple[str, str, int]  # source, detail, points


def gather_report(*, report_id: str) -> None:
    report = db.session.get(Report, report_id, with_for_update=True)
    if report is None or report.case_id is not None:
        return
    about = target(report.target_kind, report.target_id)
    if about is not None and not _answered(about, report):
        case, opened = open_case(about)
        report.case_id = case.id
        db.session.flush()
        exhibits.keep_for_case(case.id, report.evidence_id)
        weigh_voices(case=case)
        _weigh(case, about, opened)
    exhibits.gathered(report.evidence_id)


def gather_findings(*, kind: str, target_id: str, findings: Iterable[Seen]) -> None:
    about = target(kind, target_id)
    if about is None:
        return
    evidence_id = keep_evidence(target=about)
    case, opened = open_case(about)
    added = [add_finding(case, evidence_id, seen) for seen in findings if not _known(about, seen)]
    if not added and opened:
        db.session.delete(case)
        return
    exhibits.keep_for_case(case.id, evidence_id)
    _weigh(case, about, opened)


def _answered(about: Target, report: Report) -> bool:
    """What a moderator has removed since needs no new case: the report goes to the decision that did it."""
    if about.state != "removed":
        return False
    same = (Case.target_kind == about.kind, Case.target_id == about.id, Case.state == "decided")
    last = db.session.scalars(select(Case.id).where(*same).order_by(Case.decided_at.desc()).limit(1)).one_or_none()
    if last is None:
        return False
    report.case_id, report.closed_at = last, clock.now()
    return True


def open_case(about: Target) -> tuple[Case, bool]:
    """The open case of this target, locked, and whether it is new. The partial unique index lets there be only one."""
    now, case_id = clock.now(), new_id()
    mine = insert(Case).values(
        id=case_id,
        target_kind=about.kind,
        target_id=about.id,
        show_id=about.show.id if about.show else None,
        author_id=about.author.id,
        state="open",
        priority=0,
        why=[],
        version=1,
        opened_at=now,
        due_at=now + timedelta(hours=LATEST_HOURS),
    )
    upsert = mine.on_conflict_do_update(
        index_elements=[Case.target_kind, Case.target_id],
        index_where=text("state = 'open'"),
        set_={"version": Case.version + 1},
    )
    found = db.session.execute(upsert.returning(Case.id)).scalar_one()
    return db.session.get_one(Case, found, populate_existing=True), found == case_id


def _known(about: Target, seen: Seen) -> bool:
    """The same thing seen in the same version of the same target."""
    source, detail, _points = seen
    same = (
        Finding.source == source,
        Finding.detail == detail,
        Evidence.id == Finding.evidence_id,
        Evidence.target_kind == about.kind,
        Evidence.target_id == about.id,
        Evidence.target_version == about.version,
    )
    return bool(db.session.scalar(select(exists().where(*same))))


def add_finding(case: Case, evidence_id: str, seen: Seen) -> Finding:
    source, detail, points = seen
    finding = Finding(
        id=new_id(),
        case_id=case.id,
        source=source,
        detail=detail,
        points=points,
        evidence_id=evidence_id,
        at=clock.now(),
    )
    db.session.add(finding)
    db.session.flush()
    return finding


def _weigh(case: Case, about: Target, opened: bool) -> None:
    reasons: Sequence[str] = db.session.scalars(select(Report.reason).where(Report.case_id == case.id)).all()
    found = db.session.execute(select(Finding.points, Finding.detail).where(Finding.case_id == case.id))
    findings = [Suspicion(points, detail) for points, detail in found]
    earlier = decided_against(case.author_id)
    weight = weigh(reasons, findings, held=about.state == "held", earlier=earlier, later=is_corrected(case))
    case.priority = weight.priority
    case.why = [{"points": each.points, "text": each.text} for each in weight.why]
    case.due_at = min(case.due_at, case.opened_at + weight.due)
    db.session.flush()
    record(CaseOpened(case.id, case.show_id) if opened else CaseChanged(case.id, case.show_id))
