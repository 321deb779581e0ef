"""When a report was right."""

import pytest

from fandom.core.horizon import Position
from fandom.moderation.corrections.verdicts import Judged, upheld

EARLY, LATE, LATER = Position(1, 1, 5_000), Position(2, 6, 9_000), Position(3, 2, 0)
END_OF_LATE = Position(2, 6, 3_600_000)


@pytest.mark.parametrize(
    ("kinds", "reason", "was", "stands", "said", "right"),
    [
        (("spoiler",), "spoiler", "published", LATE, LATE, True),
        (("spoiler",), "spoiler", "published", LATE, END_OF_LATE, True),
        (("spoiler",), "spoiler", "published", LATER, LATE, True),
        (("spoiler",), "spoiler", "published", LATE, LATER, False),
        (("spoiler",), "spoiler", "published", LATE, None, True),
        (("spoiler", "warn"), "spoiler", "published", LATE, LATER, False),
        (("leave",), "none", "published", EARLY, LATE, False),
        (("leave",), "none", "published", EARLY, None, False),
        (("leave",), "none", "published", None, None, False),
        (("leave",), "none", "published", LATE, LATE, True),
        (("leave",), "none", "published", LATE, EARLY, True),
        (("leave",), "none", "deleted", EARLY, LATE, None),
        (("remove",), "spoiler", "published", EARLY, LATE, True),
        (("hide", "warn"), "spoiler", "published", EARLY, None, True),
        (("remove",), "hate", "published", EARLY, LATE, None),
    ],
)
def test_a_report_against_a_decision(
    kinds: tuple[str, ...], reason: str, was: str, stands: Position | None, said: Position | None, right: bool | None
) -> None:
    """It opened at EARLY when it was reported; what it opens at since was somebody's correction."""
    floor = None if stands == EARLY else stands
    assert upheld(Judged(kinds, reason, was, stands, floor), said, EARLY) is right


@pytest.mark.parametrize(("floor", "right"), [(None, None), (EARLY, None), (LATE, True), (LATER, True)])
@pytest.mark.parametrize("said", [LATE, None])
def test_nobody_is_right_because_its_author_says_so(floor: Position, said: Position | None, right: bool | None) -> None:
    assert upheld(Judged(("leave",), "none", "published", LATER, floor), said, EARLY) is right
    assert upheld(Judged(("remove",), "spoiler", "published", LATER, floor), said, EARLY) is True
