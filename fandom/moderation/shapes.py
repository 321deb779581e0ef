"""Cases, decisions and words as the contract writes them. Pure."""

from typing import Any

from fandom.media.shapes import media_json
from fandom.moderation.values import (
    CaseRef,
    CaseView,
    Claimed,
    Covered,
    DecisionView,
    EvidenceView,
    FindingView,
    History,
    Lease,
    ReportView,
    TargetRef,
    WordView,
)
from fandom.posts.shapes import face_json, position_json, show_json, time_json

Json = dict[str, Any]


def queued_json(case: CaseRef, origin: str) -> Json:
    return {
        "id": case.id,
        "target": target_json(case.target, origin),
        "state": case.state,
        "priority": case.priority,
        "why": [dict(each) for each in case.why],
        "report_count": case.report_count,
        "finding_count": case.finding_count,
        "show": show_json(case.show) if case.show else None,
        "opened_at": time_json(case.opened_at),
        "due_at": time_json(case.due_at),
        "decided_at": case.decided_at and time_json(case.decided_at),
        "version": case.version,
        "claim": claim_json(case.claim, origin) if case.claim else None,
    }


def case_json(case: CaseView, origin: str) -> Json:
    now = words_json(case.now, origin) if case.now else None
    return queued_json(case.ref, origin) | {
        "target": target_json(case.ref.target, origin) | {"now": now},
        "reports": [report_json(each, origin) for each in case.reports],
        "findings": [finding_json(each) for each in case.findings],
        "evidence": [evidence_json(each, origin) for each in case.evidence],
        "context": [words_json(each, origin) for each in case.context],
        "history": history_json(case.history, origin),
        "suggested_reason": case.suggested_reason,
        "suggested_reveals_at": position_json(case.suggested_reveals_at),
        "moves": [
            {
                "kind": move.kind,
                "title": move.title,
                "does": move.does,
                "message": move.message,
                "thanks": move.thanks,
            }
            for move in case.moves
        ],
        "decisions": [decision_json(each, origin) for each in case.decisions],
    }


def target_json(target: TargetRef, origin: str) -> Json:
    url = f"{origin}{target.path}" if target.path else None
    return {"kind": target.kind, "id": target.id, "url": url, "author": face_json(target.author, origin)}


def claim_json(claim: Claimed, origin: str) -> Json:
    return {
        "by": face_json(claim.by, origin),
        "mine": claim.mine,
        "token": claim.token,
        "expires_at": time_json(claim.expires_at),
    }


def words_json(words: Covered, origin: str) -> Json:
    return {
        "kind": words.kind,
        "id": words.id,
        "author": face_json(words.author, origin),
        "state": words.state,
        "text": words.text,
        "html": words.html,
        "reveals_at": position_json(words.reveals_at),
        "covered": words.covered,
        "words": words.words,
        "media": [media_json(each, origin) for each in words.media],
        "created_at": time_json(words.created_at),
    }


def report_json(report: ReportView, origin: str) -> Json:
    return {
        "id": report.id,
        "reason": report.reason,
        "note": report.note,
        "reveals_at": position_json(report.reveals_at),
        "reporter": face_json(report.reporter, origin),
        "target_version": report.target_version,
        "created_at": time_json(report.created_at),
    }


def finding_json(finding: FindingView) -> Json:
    return {
        "source": finding.source,
        "detail": finding.detail,
        "points": finding.points,
        "at": time_json(finding.at),
    }


def evidence_json(evidence: EvidenceView, origin: str) -> Json:
    return {
        "id": evidence.id,
        "target_version": evidence.target_version,
        "at": time_json(evidence.at),
        "words": words_json(evidence.words, origin),
    }


def history_json(history: History, origin: str) -> Json:
    return {
        "since": time_json(history.since),
        "moments": history.moments,
        "comments": history.comments,
        "decided_against": history.decided_against,
        "decisions": [decision_json(each, origin) for each in history.decisions],
    }


def decision_json(decision: DecisionView, origin: str) -> Json:
    return {
        "id": decision.id,
        "case": decision.case_id,
        "target": target_json(decision.target, origin),
        "remedies": [dict(each) for each in decision.remedies],
        "reason": decision.reason,
        "note": decision.note,
        "moderator": face_json(decision.moderator, origin) if decision.moderator else None,
        "automatic": decision.automatic,
        "statement": decision.statement,
        "at": time_json(decision.at),
        "undone_at": decision.undone_at and time_json(decision.undone_at),
        "undo_until": time_json(decision.undo_until),
        "can_undo": decision.can_undo,
        "appeal_until": None,
    }


def lease_json(lease: Lease) -> Json:
    return {"token": lease.token, "expires_at": time_json(lease.expires_at)}


def word_json(word: WordView) -> Json:
    return {
        "id": word.id,
        "phrase": word.phrase,
        "outcome": word.outcome,
        "show": show_json(word.show) if word.show else None,
        "created_at": time_json(word.created_at),
    }
