"""Filing a report, with the evidence kept."""

from collections.abc import Mapping

from sqlalchemy import func, select

from fandom.core import clock
from fandom.core.errors import Invalid
from fandom.core.horizon import Position
from fandom.core.ids import new_id
from fandom.core.text import prose
from fandom.core.viewer import Viewer
from fandom.infra.db import db, record
from fandom.moderation.actions import exhibits
from fandom.moderation.events import ReportFiled
from fandom.moderation.models import Evidence, Report
from fandom.moderation.queries import evidence
from fandom.moderation.values import REPORT_NOTE_MAX, Complaint, Target
from fandom.posts.queries import episode
from fandom.posts.rules import revealed_at
from fandom.posts.values import Place


def file_report(*, reporter: Viewer, target: Target, complaint: Complaint) -> None:
    """While the same person's report of the same target is open, another one changes nothing."""
    note = prose(complaint.note, REPORT_NOTE_MAX, "note") if complaint.note.strip() else ""
    reveals = _revealed(target, complaint.reveals_at)
    _one_at_a_time(target)
    if _is_open(reporter, target):
        return
    evidence_id = keep_evidence(target=target)
    exhibits.keep_until_gathered(evidence_id)
    report = Report(
        id=new_id(),
        target_kind=target.kind,
        target_id=target.id,
        show_id=target.show.id if target.show else None,
        reporter_id=str(reporter.account_id),
        evidence_id=evidence_id,
        reason=complaint.reason,
        note=note,
        reveals_at=evidence.position_kept(reveals),
        created_at=clock.now(),
    )
    db.session.add(report)
    db.session.flush()
    record(ReportFiled(report.id))


def keep_evidence(*, target: Target) -> str:
    """The id of what holds this version of the target; each version is kept once."""
    found = evidence.kept(target)
    if found is not None:
        return found
    row = Evidence(
        id=new_id(),
        target_kind=target.kind,
        target_id=target.id,
        target_version=target.version,
        snapshot=evidence.snapshot(target),
        at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _one_at_a_time(target: Target) -> None:
    """Two clicks of the same person, or two people at once, follow each other: one report, one piece of evidence."""
    number = func.hashtextextended(f"report {target.kind} {target.id}", 0)
    db.session.execute(select(func.pg_advisory_xact_lock(number)))


def _is_open(reporter: Viewer, target: Target) -> bool:
    mine: Mapping[str, object] = {
        "target_kind": target.kind,
        "target_id": target.id,
        "reporter_id": reporter.account_id,
        "closed_at": None,
    }
    return db.session.scalars(select(Report.id).filter_by(**mine)).one_or_none() is not None


def _revealed(target: Target, asked: Place | None) -> Position | None:
    if asked is None:
        return None
    if target.show is None:
        raise Invalid({"reveals_at": ["An account has no place in a show."]})
    return revealed_at(asked, episode(target.show.id, asked.episode), None)
