"""Where it opens when corrections are taken back, in any order."""

import pytest

from fandom.core.horizon import Position
from fandom.moderation.corrections.chain import Link, back_to
from fandom.posts.rules import Seal

AT_FIRST, ONCE, TWICE, OWN = (Position(1, number, 0) for number in (1, 2, 3, 4))
BOTH = [(AT_FIRST, ONCE), (ONCE, TWICE)]


def links(*stand: bool) -> list[Link]:
    return [Link(*each, stands=stands) for each, stands in zip(BOTH, stand, strict=False)]


@pytest.mark.parametrize(
    ("stand", "present", "then"),
    [
        ((False,), Seal(ONCE, ONCE), Seal(AT_FIRST)),
        ((False,), Seal(OWN, ONCE), Seal(OWN)),
        ((True, False), Seal(TWICE, TWICE), Seal(ONCE, ONCE)),
        ((False, True), Seal(TWICE, TWICE), Seal(TWICE, TWICE)),
        ((False, False), Seal(TWICE, TWICE), Seal(AT_FIRST)),
        ((True, False), Seal(OWN, TWICE), Seal(OWN, ONCE)),
        ((False,), Seal(AT_FIRST), Seal(AT_FIRST)),
    ],
)
def test_what_stands_afterwards(stand: tuple[bool, ...], present: Seal, then: Seal) -> None:
    assert back_to(links(*stand), present) == then


def test_what_spoilt_nothing_spoils_nothing_again() -> None:
    assert back_to([Link(None, ONCE, stands=False)], Seal(ONCE, ONCE)) == Seal(None)
