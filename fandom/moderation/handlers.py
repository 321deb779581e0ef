"""What moderation does when something happens, and what it answers to those below."""

from fandom.core import holders, screening
from fandom.core.bus import bus
from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.media.values import EVIDENCE
from fandom.moderation.access import case_to_read
from fandom.moderation.actions import cases
from fandom.moderation.events import ReportFiled, WordsChanged
from fandom.moderation.screening import answer, forget
from fandom.posts.events import SuspicionRaised


def gather_report(fact: ReportFiled) -> None:
    cases.gather_report(report_id=fact.report_id)


def gather_findings(fact: SuspicionRaised) -> None:
    """A fact that has been through the outbox brings its findings as lists."""
    findings = [(source, detail, points) for source, detail, points in fact.findings]
    cases.gather_findings(kind=fact.target_kind, target_id=fact.target_id, findings=findings)


def may_read_evidence(viewer: Viewer, case_id: str) -> bool:
    """Who may work on the case; a token needs the scope for it."""
    try:
        return viewer.has_scope("moderate") and bool(case_to_read(viewer, case_id))
    except (NotFound, Unauthenticated):
        return False


def listen() -> None:
    holders.answer(EVIDENCE, may_read_evidence)
    screening.answer_with(answer)
    bus.listen(ReportFiled, gather_report, queue="screening")
    bus.listen(SuspicionRaised, gather_findings, queue="screening")
    bus.listen(WordsChanged, forget)
