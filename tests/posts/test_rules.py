"""Times and reveals: what is refused, one over each limit, and the default of the contract."""

import pytest

from fandom.core.errors import Invalid
from fandom.core.horizon import UNKNOWN_LENGTH_MS, Position
from fandom.posts.rules import Length, Span, check_span, check_time, revealed_at, revealed_by_default
from fandom.posts.values import UNSET, Place

HOUR = Length(1, 2, 3_600_000)
UNTOLD = Length(1, 3, None)


def refused_field(span: Span, episode: Length | None) -> str:
    with pytest.raises(Invalid) as refused:
        check_span(span, episode)
    return next(iter(refused.value.errors))


@pytest.mark.parametrize(
    ("span", "episode", "field"),
    [
        (Span(0, None), HOUR, "end_ms"),
        (Span(None, 1000), HOUR, "start_ms"),
        (Span(0, 1000), None, "episode"),
        (Span(0, 999), HOUR, "end_ms"),
        (Span(0, 90_001), HOUR, "end_ms"),
        (Span(5000, 4000), HOUR, "end_ms"),
        (Span(-1, 1000), HOUR, "start_ms"),
        (Span(3_599_001, 3_600_001), HOUR, "end_ms"),
        (Span(UNKNOWN_LENGTH_MS - 999, UNKNOWN_LENGTH_MS + 1), UNTOLD, "end_ms"),
    ],
)
def test_a_span_that_cannot_be(span: Span, episode: Length | None, field: str) -> None:
    assert refused_field(span, episode) == field


@pytest.mark.parametrize(
    ("span", "episode"),
    [
        (Span(None, None), None),
        (Span(None, None), HOUR),
        (Span(0, 1000), HOUR),
        (Span(0, 90_000), HOUR),
        (Span(3_599_000, 3_600_000), HOUR),
        (Span(50_000_000, 50_001_000), UNTOLD),
    ],
)
def test_a_span_that_can(span: Span, episode: Length | None) -> None:
    check_span(span, episode)


@pytest.mark.parametrize(("ms", "episode"), [(-1, HOUR), (3_600_001, HOUR), (0, None)])
def test_a_time_outside(ms: int, episode: Length | None) -> None:
    with pytest.raises(Invalid):
        check_time(ms, episode, "at_ms")


@pytest.mark.parametrize(("ms", "episode"), [(None, None), (None, HOUR), (0, HOUR), (3_600_000, HOUR)])
def test_a_time_inside(ms: int | None, episode: Length | None) -> None:
    check_time(ms, episode, "at_ms")


@pytest.mark.parametrize(
    ("span", "episode", "reveals"),
    [
        (Span(None, None), None, None),
        (Span(None, None), HOUR, Position(1, 2, 3_600_000)),
        (Span(None, None), UNTOLD, Position(1, 3, UNKNOWN_LENGTH_MS)),
        (Span(1000, 6000), HOUR, Position(1, 2, 6000)),
    ],
)
def test_the_default(span: Span, episode: Length | None, reveals: Position | None) -> None:
    assert revealed_by_default(span, episode) == reveals


def test_what_was_asked_for_goes_before_the_default() -> None:
    default = Position(1, 1, 5)
    assert revealed_at(UNSET, None, default) == default
    assert revealed_at(None, None, default) is None
    assert revealed_at(Place((1, 2), 7), HOUR, default) == Position(1, 2, 7)
    assert revealed_at(Place((1, 2)), HOUR, default) == HOUR.end


@pytest.mark.parametrize(
    ("place", "named"), [(Place((9, 9)), None), (Place((1, 2), 3_600_001), HOUR), (Place((1, 2), -1), HOUR)]
)
def test_a_reveal_that_cannot_be(place: Place, named: Length | None) -> None:
    with pytest.raises(Invalid) as refused:
        revealed_at(place, named, None)
    assert list(refused.value.errors) == ["reveals_at"]
