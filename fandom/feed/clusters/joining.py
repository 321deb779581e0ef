"""Which moments of an episode form clusters: an answer that depends on them alone, not on who came first. Pure.

The best that belongs to nobody leads the next cluster. To it come, as long as any does, those that overlap with it by
`NEAR` at least and with some member by `JOINS`; how much two overlap is their intersection over their union. Whoever
leads already is better by `MARGIN`, so that who is ahead by little changes nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

# In tenths, so that nothing is rounded.
JOINS, NEAR = 6, 4
# Twice the engagement, or nearly four hours younger (posts/ranking.py).
MARGIN = 0.3
# Who leads now decides who is better: so often it is asked anew. It has settled long before.
ROUNDS = 8


class Spanned(NamedTuple):
    id: str
    start_ms: int
    end_ms: int
    score: float


def alike(one: Spanned, other: Spanned, tenths: int) -> bool:
    """Whether the intersection is so many tenths of the union."""
    common = min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)
    if common <= 0:
        return False
    return 10 * common >= tenths * (one.end_ms - one.start_ms + other.end_ms - other.start_ms - common)


def clusters(moments: Iterable[Spanned], leading: Collection[str] = ()) -> dict[str, str]:
    """The leader's id by the id of each that is in a cluster. `leading` are those that lead now."""
    there = Neighbours(moments)
    found: dict[str, str] = {}
    for _ in range(ROUNDS):
        found = _clusters(there, leading)
        led = set(found.values())
        if led <= set(leading):
            break
        leading = led
    return found


def beginnings(moment: Spanned, tenths: int) -> tuple[int, int]:
    """The first and the last time at which one may begin that overlaps with it by so many tenths."""
    length = moment.end_ms - moment.start_ms
    return moment.start_ms - (10 - tenths) * length // tenths, moment.start_ms + (10 - tenths) * length // 10


class Neighbours:
    """Moments by their place, of which one after the other is taken away."""

    def __init__(self, moments: Iterable[Spanned]) -> None:
        self.moments = sorted(moments, key=lambda each: (each.start_ms, each.id))
        self.starts = [each.start_ms for each in self.moments]
        self.by_id: Mapping[str, Spanned] = {each.id: each for each in self.moments}
        self.left = set(self.by_id)

    def again(self) -> None:
        self.left = set(self.by_id)

    def take(self, moment: Spanned) -> None:
        self.left.discard(moment.id)

    def near(self, moment: Spanned, tenths: int) -> list[Spanned]:
        """Those left that overlap with it by so much."""
        first, last = beginnings(moment, tenths)
        some = self.moments[bisect_left(self.starts, first) : bisect_right(self.starts, last)]
        return [each for each in some if each.id in self.left and alike(each, moment, tenths)]


def _clusters(there: Neighbours, leading: Collection[str]) -> dict[str, str]:
    there.again()
    led = frozenset(leading)
    best = sorted(there.moments, key=lambda each: (-each.score - MARGIN * (each.id in led), each.id))
    found: dict[str, str] = {}
    for leader in best:
        if leader.id in there.left:
            there.take(leader)
            members = _members(leader, there.near(leader, NEAR))
            for each in members:
                there.take(each)
            found |= {each.id: leader.id for each in (leader, *members) if members}
    return found


def _members(leader: Spanned, near: Sequence[Spanned]) -> list[Spanned]:
    members, asking = [], [leader]
    while asking and near:
        one = asking.pop()
        joining = {each.id for each in near if alike(each, one, JOINS)}
        come = [each for each in near if each.id in joining]
        near = [each for each in near if each.id not in joining]
        members += come
        asking += come
    return members
