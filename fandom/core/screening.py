"""Asking, before something is published, whether it may be; whoever moderates answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["publish", "publish_and_case", "hold"]
_STRICTNESS: dict[Outcome, int] = {"publish": 0, "publish_and_case": 1, "hold": 2}


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is about to say. `kind` is a target's kind: moment, comment, account (a name)."""

    kind: str
    author_id: str
    show_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for suspicion: `points` weigh in the queue, `detail` is what a moderator reads."""

    source: str
    detail: str
    points: int


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Outcome = "publish"
    findings: tuple[Finding, ...] = ()

    @property
    def held(self) -> bool:
        return self.outcome == "hold"

    @property
    def suspicious(self) -> bool:
        return self.outcome != "publish"


Answer = Callable[[Draft], Verdict]
_answers: list[Answer] = []


def answer_with(answer: Answer) -> None:
    """Registering the same function twice is the same as once, so that several apps may be created."""
    if answer not in _answers:
        _answers.append(answer)


def forget(answer: Answer) -> None:
    _answers.remove(answer)


def ask(draft: Draft) -> Verdict:
    """The strictest of all verdicts, with the findings of all; when nobody answers, it is published."""
    verdicts = [answer(draft) for answer in _answers]
    strictest = max(verdicts, key=lambda verdict: _STRICTNESS[verdict.outcome], default=Verdict())
    return Verdict(strictest.outcome, tuple(finding for verdict in verdicts for finding in verdict.findings))
