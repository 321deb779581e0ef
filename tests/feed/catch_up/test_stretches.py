"""What waits, as stretches, is what waits moment by moment."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core.horizon import Horizon, Position
from fandom.feed.catch_up import stretches
from fandom.feed.catch_up.stretches import END, Range, Spot, Stretch, Stretches

KEYS = range(24)
IDS = [f"{number:02}" for number in range(1, 9)]
ALL = {(key, each) for key in KEYS for each in IDS}

keys = st.integers(0, KEYS[-1])
ids = st.sampled_from(IDS)
edges = st.lists(keys, min_size=2, max_size=6, unique=True).map(sorted)
ranges = edges.map(lambda found: [*map(Range, found[::2], found[1::2])])
moves = st.tuples(st.just("move"), ranges, ids)
readings = st.tuples(st.just("read"), ranges, st.none() | st.builds(Spot, keys, ids))


def within(key: int, among: list[Range]) -> bool:
    return any(low <= key <= high for low, high in among)


def waits(known: Stretches) -> set[tuple[int, str]]:
    return {
        (key, each)
        for key, each in ALL
        for stretch in known
        if stretch.low <= key <= stretch.high and stretch.read_to < each <= stretch.newest
    }


@given(st.lists(moves | readings, max_size=12))
def test_stretches_say_what_single_moments_would(history: list[tuple[str, list[Range], object]]) -> None:
    known: Stretches = ()
    opened: set[tuple[int, str]] = set()
    read: set[tuple[int, str]] = set()
    for act, among, until in history:
        if act == "move":
            known = stretches.waiting(known, among, str(until))
            opened |= {(key, each) for key, each in ALL if within(key, among) and each <= str(until)}
        else:
            spot = until if isinstance(until, Spot) else None
            known = stretches.read(known, among, spot)
            read |= {each for each in opened if within(each[0], among) and (spot is None or each <= spot)}
        assert waits(known) == opened - read
        assert all(one.high < other.low for one, other in itertools.pairwise(known))


places = st.builds(Position, st.integers(1, 2), st.integers(1, 2), st.integers(0, 3))
specials = st.dictionaries(st.integers(1, 2), st.integers(-1, 3))
horizons = st.just(Horizon.all()) | st.builds(Horizon, st.just(False), st.none() | places, specials)
anywhere = st.builds(Position, st.integers(0, 2), st.integers(1, 3), st.integers(0, 4))


@given(horizons, horizons, anywhere)
def test_opened_is_what_one_reaches_and_the_other_did_not(before: Horizon, after: Horizon, place: Position) -> None:
    found = stretches.opened(before, after)
    assert within(place.key, list(found)) == (after.reaches(place) and not before.reaches(place))


def test_everything_has_no_end() -> None:
    assert stretches.opened(Horizon.nothing(), Horizon.all()) == (Range(0, END),)
    assert stretches.opened(Horizon.all(), Horizon.nothing()) == ()


def test_neighbours_of_whom_the_same_is_known_are_one() -> None:
    known = stretches.waiting((), [Range(1, 5)], "07")
    assert stretches.waiting(known, [Range(6, 9)], "07") == (Stretch(1, 9, "", "07"),)
    assert len(stretches.waiting(known, [Range(6, 9)], "08")) == 2
    assert len(stretches.waiting(known, [Range(7, 9)], "07")) == 2


def test_below_is_the_unread_neighbour() -> None:
    known = (Stretch(1, 5, "", "07"), Stretch(6, 9, "03", "07"))
    assert stretches.below(known, 6) == known[0]
    assert stretches.below(known, 10) is None
    assert stretches.below(known, 5) is None


def test_however_somebody_moves_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A millisecond forwards, all read, something is posted, again; and what lies apart stays apart."""
    monkeypatch.setattr(stretches, "MOST", 8)
    known: Stretches = (Stretch(-9, -5, "", "m0"),)
    for at in range(100):
        known = stretches.few(stretches.waiting(known, [Range(at, at)], f"m{at:03}"))
        assert (known[0], known[1].low, known[-1].high) == (Stretch(-9, -5, "", "m0"), 0, at)
        assert all(one.high < other.low for one, other in itertools.pairwise(known))
        known = stretches.few(stretches.read(known, [Range(0, at)], None))
        assert len(known) <= 8
    assert not any(each.waits for each in known[1:])
