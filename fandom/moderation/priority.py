"""How soon a case wants a person: points with their reasons, and when it is due."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

REASONS = ("spoiler", "harassment", "hate", "sexual", "violence", "spam", "illegal", "other")

_POINTS = {
    "illegal": 50, "hate": 35, "sexual": 35, "harassment": 30, "violence": 30, "spoiler": 25, "spam": 15, "other": 10,
}  # fmt: skip
_HOURS = {"illegal": 1, "hate": 4, "sexual": 4, "harassment": 4, "violence": 4, "spoiler": 6}
_SAID = {
    "spoiler": "may spoil",
    "harassment": "aimed at a person",
    "hate": "may be hate",
    "sexual": "may be sexual",
    "violence": "may be violent",
    "spam": "may be spam",
    "illegal": "may be illegal",
    "other": "somebody minds it",
}
HELD_POINTS = 10
HELD_HOURS = 4
LATEST_HOURS = 24
EACH_REPORT = 6
REPORTS_MOST = 30
EACH_EARLIER = 8
EARLIER_MOST = 24
CORRECTED_POINTS = -20


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What screening found, as it counts."""

    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Weight:
    """`why` adds up to `priority`; `due` is how long after its opening the case wants an answer."""

    priority: int
    why: tuple[Suspicion, ...]
    due: timedelta


def weigh(
    reasons: Sequence[str], findings: Iterable[Suspicion], *, held: bool, earlier: int, later: bool = False
) -> Weight:
    """`reasons` has one for each report; `earlier` counts what was decided against the author before; `later`: voices
    have let it open later already.
    """
    points = [*_of_reports(reasons), *findings, *_of_state(held), *_of_author(earlier), *_of_voices(later)]
    why = tuple(sorted(points, key=lambda each: -each.points))
    return Weight(sum(each.points for each in why), why, timedelta(hours=_hours(reasons, held)))


def _of_reports(reasons: Sequence[str]) -> list[Suspicion]:
    said = [Suspicion(_POINTS[reason], _SAID[reason]) for reason in Counter(reasons)]
    more = min(EACH_REPORT * len(reasons), REPORTS_MOST)
    count = "1 report" if len(reasons) == 1 else f"{len(reasons)} reports"
    return [*said, Suspicion(more, count)] if reasons else []


def _of_state(held: bool) -> list[Suspicion]:
    return [Suspicion(HELD_POINTS, "held until somebody looks")] if held else []


def _of_voices(later: bool) -> list[Suspicion]:
    return [Suspicion(CORRECTED_POINTS, "opens later already")] if later else []


def _of_author(earlier: int) -> list[Suspicion]:
    if not earlier:
        return []
    times = "once before" if earlier == 1 else f"{earlier} times before"
    return [Suspicion(min(EACH_EARLIER * earlier, EARLIER_MOST), f"decided against {times}")]


def _hours(reasons: Sequence[str], held: bool) -> int:
    each = [_HOURS.get(reason, LATEST_HOURS) for reason in reasons]
    return min([*each, HELD_HOURS if held else LATEST_HOURS])
