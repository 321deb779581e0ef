"""What has happened in moderation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportFiled:
    report_id: str


@dataclass(frozen=True, slots=True)
class CaseOpened:
    case_id: str
    show_id: str | None


@dataclass(frozen=True, slots=True)
class CaseChanged:
    case_id: str
    show_id: str | None


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    decision_id: str
    case_id: str
    show_id: str | None


@dataclass(frozen=True, slots=True)
class DecisionUndone:
    decision_id: str
    case_id: str
    show_id: str | None


@dataclass(frozen=True, slots=True)
class WordsChanged:
    word_id: str
    show_id: str | None
