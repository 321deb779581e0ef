"""One case with everything a moderator needs to judge it; what lies past their own horizon is marked to be covered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import SYSTEM, Viewer
from fandom.infra.db import db
from fandom.media.queries import by_id, held_by
from fandom.media.values import EVIDENCE, Media
from fandom.moderation.corrections import queries as corrections
from fandom.moderation.models import Case, Evidence, Finding, Report
from fandom.moderation.queries import evidence, history
from fandom.moderation.queries.cases import case_ref
from fandom.moderation.queries.targets import target
from fandom.moderation.remedies import moves
from fandom.moderation.values import CaseView, Covered, EvidenceView, FindingView, ReportView, Target
from fandom.posts import queries as posts
from fandom.posts.comments import queries as comments
from fandom.posts.queries import faces
from fandom.posts.sight import hue_of, utc
from fandom.posts.values import Face, Open, OpenComment
from fandom.shows.queries import horizons

AROUND = 3
Kept = Mapping[str, Media]


def case_page(viewer: Viewer, case: Case) -> CaseView:
    found = target(case.target_kind, case.target_id)
    horizon, kept = _horizon(viewer, case.show_id), by_id(held_by(EVIDENCE, case.id))
    reports = _reports(case.id)
    suggested = suggested_reason(report.reason for report in reports)
    reveals = _suggested(found, reports) if found else None
    return CaseView(
        ref=case_ref(viewer, case),
        now=_now(found, horizon, kept) if found else None,
        target=found,
        evidence=tuple(_evidence(row, horizon, kept) for row in evidence.of_case(case.id)),
        context=tuple(_context(found, horizon)) if found else (),
        reports=reports,
        findings=_findings(case.id),
        history=history.history(viewer, case.author_id),
        suggested_reason=suggested,
        suggested_reveals_at=reveals,
        moves=moves(found.subject_opening(reveals), suggested) if found and case.state == "open" else (),
        decisions=history.of_case(viewer, case.id),
    )


def suggested_reason(reasons: Iterable[str]) -> str:
    """What most reporters said."""
    said = Counter(reasons).most_common(1)
    return said[0][0] if said else "other"


def _suggested(found: Target, reports: Iterable[ReportView]) -> Position | None:
    said = [each.reveals_at for each in reports if each.reason == "spoiler" and each.reveals_at]
    return corrections.suggested(said, found.reveals_at)


def _horizon(viewer: Viewer, show_id: str | None) -> Horizon:
    return horizons(viewer, [show_id])[show_id] if show_id else Horizon.all()


def _now(found: Target, horizon: Horizon, kept: Kept) -> Covered:
    return Covered(
        kind=found.kind,
        id=found.id,
        author=found.author,
        text=found.text,
        html=found.html,
        reveals_at=found.reveals_at,
        covered=_covered(horizon, found.reveals_at, found.shown_from),
        created_at=found.created_at,
        state=found.state,
        media=_pictures(found.details or {}, kept),
    )


def _evidence(row: Evidence, horizon: Horizon, kept: Kept) -> EvidenceView:
    was: dict[str, Any] = row.snapshot
    reveals = evidence.position_of(was["reveals_at"])
    words = Covered(
        kind=row.target_kind,
        id=row.target_id,
        author=Face(**was["author"], hue=hue_of(was["author"]["id"])),
        text=was["text"],
        html=was["html"],
        reveals_at=reveals,
        covered=_covered(horizon, reveals, evidence.position_of(was.get("shown_from"))),
        created_at=utc(row.at),
        state=was["state"],
        media=_pictures(was, kept),
    )
    return EvidenceView(row.id, row.target_version, utc(row.at), words)


def _pictures(was: Mapping[str, Any], kept: Kept) -> tuple[Media, ...]:
    """Only through the case may a moderator read them, wherever they stand themselves; said as it was said then."""
    found = (kept[each] for each in was.get("media_ids", ()) if each in kept)
    alts: Mapping[str, str] = was.get("media_alts", {})
    return tuple(replace(each, alt=alts.get(each.id, each.alt)) for each in found)


def _reports(case_id: str) -> tuple[ReportView, ...]:
    query = (
        select(Report, Evidence.target_version)
        .join(Evidence, Evidence.id == Report.evidence_id)
        .where(Report.case_id == case_id)
        .order_by(Report.id)
    )
    rows = db.session.execute(query).all()
    people = faces(report.reporter_id for report, _ in rows)
    return tuple(_report(report, people[report.reporter_id], version) for report, version in rows)


def _report(row: Report, reporter: Face, version: int) -> ReportView:
    reveals = evidence.position_of(row.reveals_at)
    return ReportView(row.id, row.reason, row.note, reveals, reporter, version, utc(row.created_at))


def _findings(case_id: str) -> tuple[FindingView, ...]:
    rows: Sequence[Finding] = db.session.scalars(
        select(Finding).where(Finding.case_id == case_id).order_by(Finding.points.desc(), Finding.id)
    ).all()
    return tuple(FindingView(row.source, row.detail, row.points, utc(row.at)) for row in rows)


def _context(found: Target, horizon: Horizon) -> Iterable[Covered]:
    """For a moment the first words below it; for a comment its moment, what it answers, and what came after it."""
    above = posts.moment(SYSTEM, found.moment_id or found.id) if found.kind != "account" else None
    if not isinstance(above, Open):
        return
    reveals = above.reveals_at
    if found.kind == "comment":
        covered = _covered(horizon, reveals)
        yield _words("moment", above, (above.caption, above.caption_html), (reveals, covered))
    for each in _said(above.id, found):
        covered = _covered(horizon, reveals, each.reveals_at)
        yield _words("comment", each, (each.body, each.body_html), (each.reveals_at or reveals, covered))


def _said(moment_id: str, found: Target) -> Iterable[OpenComment]:
    answered = comments.comment(SYSTEM, found.parent_id) if found.parent_id else None
    after = found.id if found.kind == "comment" else None
    later = comments.comments(SYSTEM, moment_id, AROUND, after).items
    return (each for each in (answered, *later) if isinstance(each, OpenComment))


def _words(kind: str, each: Open | OpenComment, text: tuple[str, str], seal: tuple[Position | None, bool]) -> Covered:
    reveals, covered = seal
    return Covered(kind, each.id, each.author, *text, reveals, covered, each.created_at, each.state)


def _covered(horizon: Horizon, *reveals: Position | None) -> bool:
    """A comment opens no earlier than its moment."""
    return not all(horizon.reaches(each) for each in reveals)
