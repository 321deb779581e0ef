"""What moderation does when something happens, and what it answers to those below."""

from fandom.core import screening
from fandom.core.bus import bus
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


def listen() -> None:
    screening.answer_with(answer)
    bus.listen(ReportFiled, gather_report, queue="screening")
    bus.listen(SuspicionRaised, gather_findings, queue="screening")
    bus.listen(WordsChanged, forget)
