"""What is looked for from a moment outwards: all that could matter to it, and of the rest nothing is read."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fandom.feed.clusters.connected import connected
from fandom.feed.clusters.joining import Spanned, clusters
from tests.feed.clusters.test_joining import iou, spanned, worlds

SEEDS = st.sets(st.integers(0, 13), min_size=1, max_size=3)


class Episode:
    """Moments as they are read of a database, and what was asked for."""

    def __init__(self, moments: Collection[Spanned], limit: int = 100) -> None:
        self.moments, self.limit = moments, limit
        self.asked: list[tuple[int, int]] = []

    def read(self, from_ms: int, to_ms: int) -> Sequence[Spanned]:
        first, last = sorted((from_ms, to_ms))
        self.asked.append((first, last))
        there = [each for each in self.moments if first <= each.start_ms <= last]
        return sorted(there, key=lambda each: abs(each.start_ms - from_ms))[: self.limit]

    def seeds(self, numbers: Collection[int]) -> list[Spanned]:
        return [each for each in self.moments if int(each.id[1:]) in numbers]


def through_all(moments: Collection[Spanned], seeds: Collection[Spanned]) -> set[str]:
    """Asks every pair again and again until nobody comes any more."""
    found = set(seeds)
    while more := {each for each in moments if each not in found and any(_joins(each, one) for one in found)}:
        found |= more
    return {each.id for each in found}


def _joins(one: Spanned, other: Spanned) -> bool:
    common, whole = iou(one, other)
    return 10 * common >= 6 * whole


@given(worlds(), SEEDS)
def test_as_who_asks_every_pair(moments: list[Spanned], numbers: set[int]) -> None:
    episode = Episode(moments)
    seeds = episode.seeds(numbers)
    found = connected(episode.read, seeds, 100)
    assert found.keys() == through_all(moments, seeds)
    assert all(found[one].id == one for one in found)


@given(worlds(), SEEDS, st.sets(st.integers(0, 13)))
def test_grouped_by_themselves_they_are_as_among_all(moments: list[Spanned], numbers: set[int], led: set[int]) -> None:
    """Who leads by being kept is in it, as who leads now always is."""
    leading = {each.id for each in Episode(moments).seeds(led)}
    leading = set(clusters(moments, leading).values())
    episode = Episode(moments)
    near = connected(episode.read, episode.seeds(numbers), 100)
    whole = clusters(moments, leading)
    assert clusters(near.values(), leading) == {one: by for one, by in whole.items() if one in near}
    assert all((one in near) == (by in near) for one, by in whole.items())


@given(worlds(), st.integers(0, 13))
def test_nothing_is_read_twice(moments: list[Spanned], number: int) -> None:
    episode = Episode(moments)
    connected(episode.read, episode.seeds({number}), 100)
    windows = sorted(episode.asked)
    assert all(one[1] < other[0] for one, other in pairwise(windows))


def test_what_lies_elsewhere_is_not_read() -> None:
    episode = Episode([spanned(f"m{n:02}", 100 * n, 100 * n + 10) for n in range(14)])
    assert connected(episode.read, episode.seeds({5}), 100).keys() == {"m05"}
    assert min(first for first, _ in episode.asked) >= 490
    assert max(last for _, last in episode.asked) <= 510


def test_a_chain_is_followed_to_both_ends() -> None:
    episode = Episode([spanned(f"m{n:02}", 2 * n, 2 * n + 10) for n in range(14)])
    assert len(connected(episode.read, episode.seeds({7}), 100)) == 14


def test_of_a_crowd_what_is_near() -> None:
    """No more is read at once than is asked for, and nothing further once there are so many."""
    episode = Episode([spanned(f"m{n:02}", n // 2, n // 2 + 10) for n in range(40)], limit=4)
    found = connected(episode.read, episode.seeds({20}), 4)
    assert len(episode.asked) == 2
    assert 4 <= len(found) <= 9
    assert all(abs(int(each[1:]) - 20) <= 8 for each in found)


def test_seeds_are_always_among_them() -> None:
    episode = Episode([spanned(f"m{n:02}", 0, 10) for n in range(14)])
    assert {"m03", "m04"} <= connected(episode.read, episode.seeds({3, 4}), 0).keys()
