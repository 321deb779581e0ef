"""The keys of positions: the same order, and the same answer, as positions and horizons themselves."""

from hypothesis import given
from hypothesis import strategies as st

from fandom.core.horizon import UNKNOWN_LENGTH_MS, Horizon, Position

positions = st.builds(
    Position,
    season=st.integers(0, 999),
    number=st.integers(0, 9999),
    ms=st.integers(0, UNKNOWN_LENGTH_MS),
)
near = st.builds(Position, season=st.integers(0, 2), number=st.integers(0, 3), ms=st.integers(0, 3))
horizons = st.builds(
    Horizon,
    everything=st.booleans(),
    upto=st.none() | near.filter(lambda each: not each.special),
    specials=st.dictionaries(st.integers(0, 3), st.integers(-1, 3)),
)


@given(positions, positions)
def test_keys_have_the_order_of_positions(one: Position, other: Position) -> None:
    assert (one.key < other.key) == (one < other)
    assert (one.key == other.key) == (one == other)
    assert 0 <= one.key < 2**63


@given(horizons, near)
def test_a_key_is_in_the_ranges_when_its_position_is_reached(horizon: Horizon, position: Position) -> None:
    inside = any(low <= position.key and (high is None or position.key <= high) for low, high in horizon.keys)
    assert inside == horizon.reaches(position)
