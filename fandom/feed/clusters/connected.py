"""What could be in a cluster with a moment: looked for from it outwards, so that no more of an episode is read than
what matters. Pure but for the asking.
"""

from collections.abc import Callable, Iterable, Sequence

from fandom.feed.clusters.joining import JOINS, Neighbours, Spanned, beginnings

# Those that begin from the one time to the other, the nearest to the first of them first.
Read = Callable[[int, int], Sequence[Spanned]]


def connected(read: Read, seeds: Iterable[Spanned], most: int) -> dict[str, Spanned]:
    """By id all that `seeds` could be in a cluster with, through however many others; no further where it is `most`."""
    found: dict[str, Spanned] = {}
    for each in seeds:
        if each.id not in found:
            found |= _grown(read, each, most - len(found))
    return found


def _grown(read: Read, seed: Spanned, most: int) -> dict[str, Spanned]:
    found, front, known = {seed.id: seed}, [seed], Known(read, seed.start_ms)
    while front and len(found) < most:
        known.widen(front)
        front = _joining(front, [each for each in known.moments if each.id not in found], most - len(found))
        found |= {each.id: each for each in front}
    return found


def _joining(front: Iterable[Spanned], others: Iterable[Spanned], most: int) -> list[Spanned]:
    left, found = Neighbours(others), list[Spanned]()
    for one in front:
        if len(found) >= most:
            break
        near = left.near(one, JOINS)
        for each in near:
            left.take(each)
        found += near
    return found


class Known:
    """What has been read: all that begins from `first` to before `after`, or of a crowd what is nearest."""

    def __init__(self, read: Read, start_ms: int) -> None:
        self.read = read
        self.first = self.after = start_ms
        self.moments: list[Spanned] = []

    def widen(self, moments: Iterable[Spanned]) -> None:
        """To whatever could overlap with these."""
        reach = [beginnings(each, JOINS) for each in moments]
        first, last = min(low for low, _ in reach), max(high for _, high in reach)
        if last >= self.after:
            self.moments += self.read(self.after, last)
            self.after = last + 1
        if first < self.first:
            self.moments += self.read(self.first - 1, first)
            self.first = first
