"""Which moments join: the rules, an oracle that looks at everything, and what does not depend on the order."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.feed.clusters.joining import MARGIN, Spanned, alike, beginnings, clusters


def spanned(name: str, start: int, end: int, score: float = 0.0) -> Spanned:
    return Spanned(name, start, end, score)


def iou(one: Spanned, other: Spanned) -> tuple[int, int]:
    """Intersection and union, counted second by second."""
    mine, theirs = set(range(one.start_ms, one.end_ms)), set(range(other.start_ms, other.end_ms))
    return len(mine & theirs), len(mine | theirs)


def oracle(moments: Collection[Spanned], leading: Collection[str]) -> dict[str, str]:
    """Asks every pair again and again until nothing joins any more."""
    left = sorted(moments, key=lambda each: (-(each.score + MARGIN * (each.id in set(leading))), each.id))
    found: dict[str, str] = {}
    while left:
        leader, *left = left
        members = [leader]
        while joining := [each for each in left if _joins(each, leader, members)]:
            members += joining
            left = [each for each in left if each not in joining]
        found |= {each.id: leader.id for each in members if len(members) > 1}
    return found


def _joins(one: Spanned, leader: Spanned, members: Collection[Spanned]) -> bool:
    common, whole = iou(one, leader)
    return 10 * common >= 4 * whole and any(10 * a >= 6 * b for a, b in (iou(one, each) for each in members))


@st.composite
def worlds(draw: st.DrawFn) -> list[Spanned]:
    spans = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.integers(0, 12)), max_size=14))
    return [spanned(f"m{number:02}", at, at + length, tenths / 10) for number, (at, length, tenths) in enumerate(spans)]


@given(worlds(), st.sets(st.integers(0, 13)))
def test_as_who_looks_at_everything(moments: list[Spanned], numbers: set[int]) -> None:
    leading = {f"m{number:02}" for number in numbers}
    found = clusters(moments, leading)
    for _ in range(8):
        looked = oracle(moments, leading)
        if set(looked.values()) <= leading:
            break
        leading = set(looked.values())
    assert found == looked


@given(worlds(), st.randoms())
def test_the_order_says_nothing(moments: list[Spanned], dice: object) -> None:
    mixed = list(moments)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert clusters(mixed) == clusters(moments)


@given(worlds())
def test_again_is_the_same(moments: list[Spanned]) -> None:
    found = clusters(moments)
    assert clusters(moments, set(found.values())) == found


@given(worlds())
def test_the_rules(moments: list[Spanned]) -> None:
    by_id = {each.id: each for each in moments}
    found = clusters(moments)
    for one, led in found.items():
        leader, members = by_id[led], [by_id[each] for each, of in found.items() if of == led]
        assert found[led] == led
        assert len(members) > 1
        assert alike(by_id[one], leader, 4)
        assert any(alike(by_id[one], each, 6) for each in members if each.id != one)
        assert by_id[one].score <= leader.score + MARGIN


@given(worlds(), st.sampled_from([4, 6]))
def test_what_begins_elsewhere_cannot_overlap_so_much(moments: list[Spanned], tenths: int) -> None:
    for one in moments:
        first, last = beginnings(one, tenths)
        assert all(first <= each.start_ms <= last for each in moments if alike(each, one, tenths))


@pytest.mark.parametrize(
    ("other", "joins"),
    [
        *(((0, 10), True), ((2, 10), True), ((0, 6), True), ((0, 5), False), ((4, 10), True), ((5, 10), False)),
        *(((10, 20), False), ((30, 40), False), ((0, 16), True), ((0, 17), False)),
    ],
)
def test_six_tenths_in_common(other: tuple[int, int], joins: bool) -> None:
    found = clusters([spanned("a", 0, 10, 1), spanned("b", *other)])
    assert found == ({"a": "a", "b": "a"} if joins else {})


def test_through_another_while_near_to_the_leader() -> None:
    """c overlaps with b by 0.6 and more, with the leader by 0.4: it is in; d is near to c only."""
    a, b, c, d = spanned("a", 0, 10, 9), spanned("b", 2, 12), spanned("c", 4, 14), spanned("d", 6, 16)
    assert not alike(c, a, 6)
    assert clusters([a, b, c, d]) == {"a": "a", "b": "a", "c": "a"}


def test_who_leads_stays_until_clearly_beaten() -> None:
    old, new = spanned("a", 0, 10, 1.0), spanned("b", 0, 10, 1.0 + MARGIN - 0.01)
    assert set(clusters([old, new], {"a"}).values()) == {"a"}
    assert set(clusters([old, new]).values()) == {"b"}
    assert set(clusters([old, new._replace(score=1.1 + MARGIN)], {"a"}).values()) == {"b"}
