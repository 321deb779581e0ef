"""What voices come to, whichever order they come in and whoever they are."""

from hypothesis import given
from hypothesis import strategies as st

from fandom.core.horizon import Position
from fandom.moderation.corrections.weighing import ENOUGH, PROVEN_BY, Record, Voice, carrying, furthest, lower_bound

EPISODES = st.builds(Position, st.integers(0, 3), st.integers(1, 4), st.sampled_from([0, 1_000, 3_600_000]))
VOICES = st.lists(st.builds(Voice, st.text("abc", max_size=3), EPISODES, st.sampled_from([0.0, 0.2, 0.44, 0.51, 0.9])))
PLACES = st.none() | EPISODES
RECORDS = st.builds(Record, *[st.integers(0, 40)] * 4)


def at(season: int, number: int, weight: float = 0.51) -> Voice:
    return Voice("", Position(season, number, 0), weight)


def test_the_bound_is_wilsons() -> None:
    assert lower_bound(0, 0) == 0
    assert [round(lower_bound(*each), 4) for each in ((3, 3), (4, 4), (8, 10), (80, 100))] == [
        0.4385,
        0.5101,
        0.4902,
        0.7112,
    ]


def test_the_unproven_weigh_nothing() -> None:
    assert Record().weight == 0
    assert Record(upheld=PROVEN_BY - 1).weight == 0
    assert Record(upheld=PROVEN_BY).weight > 0
    assert Record(upheld=PROVEN_BY, dismissed=6).weight == 0, "right no more often than by chance"
    assert Record(upheld=9, dismissed=2, upheld_here=1, dismissed_here=2).weight == 0, "wrong in this very show"


def test_two_or_three_proven_voices_are_enough_and_one_never_is() -> None:
    assert 2 * Record(upheld=4).weight >= ENOUGH
    assert 3 * Record(upheld=3).weight >= ENOUGH
    assert 2 * Record(upheld=3).weight < ENOUGH
    assert Record(upheld=10_000).weight < ENOUGH


def test_the_furthest_that_enough_of_them_name_or_pass() -> None:
    assert furthest([at(2, 6), at(3, 2)], None) == Position(2, 6, 0)
    assert furthest([at(2, 6), at(2, 6), at(3, 2)], None) == Position(2, 6, 0)
    assert furthest([at(2, 6), at(3, 2), at(3, 2)], None) == Position(3, 2, 0)
    assert furthest([at(3, 2), at(2, 6, 0.0)], None) is None


def test_only_forwards() -> None:
    voices = [at(2, 6), at(2, 6)]
    assert furthest(voices, Position(2, 6, 0)) is None
    assert furthest(voices, Position(3, 1, 0)) is None
    assert furthest(voices, Position(2, 5, 0)) == Position(2, 6, 0)


def test_a_special_agrees_only_with_itself() -> None:
    assert furthest([at(0, 1), at(0, 2)], None) is None
    assert furthest([at(0, 1), at(0, 1)], None) == Position(0, 1, 0)
    assert furthest([at(0, 1), at(0, 1)], Position(1, 1, 0)) is None
    assert furthest([at(0, 1), at(0, 1), at(1, 1), at(1, 1)], None) == Position(1, 1, 0)


@given(RECORDS, st.integers(0, 5))
def test_being_right_more_often_never_weighs_less(record: Record, more: int) -> None:
    right = Record(record.upheld + more, record.dismissed, record.upheld_here + more, record.dismissed_here)
    wrong = Record(record.upheld, record.dismissed + more, record.upheld_here, record.dismissed_here + more)
    assert 0 <= wrong.weight <= record.weight <= right.weight < 1


@given(VOICES, PLACES, st.randoms())
def test_no_order_changes_it(voices: list[Voice], present: Position | None, dice: st.DataObject) -> None:
    shuffled = list(voices)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert furthest(shuffled, present) == furthest(voices, present)


@given(VOICES, PLACES)
def test_it_is_carried_by_enough_of_those_who_weigh(voices: list[Voice], present: Position | None) -> None:
    found = furthest(voices, present)
    if found is not None:
        assert sum(sorted(each.weight for each in carrying(voices, found))) >= ENOUGH
        assert len([each for each in carrying(voices, found) if each.weight]) > 1
        assert present is None or (found.covers(present) and found != present)


@given(VOICES, PLACES, st.builds(Voice, st.just("x"), EPISODES.filter(lambda each: not each.special), st.just(0.51)))
def test_one_voice_more_never_brings_it_back(voices: list[Voice], present: Position | None, more: Voice) -> None:
    before, after = furthest(voices, present), furthest([*voices, more], present)
    if before is not None and not before.special:
        assert after is not None
        assert after.covers(before)


@given(VOICES, PLACES, st.lists(EPISODES, max_size=30))
def test_however_many_weigh_nothing_they_change_nothing(
    voices: list[Voice], present: Position | None, fresh: list[Position]
) -> None:
    crowd = [Voice(str(number), each, 0.0) for number, each in enumerate(fresh)]
    assert furthest([*voices, *crowd], present) == furthest(voices, present)
