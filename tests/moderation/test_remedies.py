"""What may be done when, and the words that go with it."""

import pytest

from fandom.moderation import remedies
from fandom.moderation.priority import REASONS
from fandom.moderation.remedies import KINDS, LATER, NO_REASON, Subject, moves, refusal, statement, thanks, told

STATES = ("published", "held", "hidden", "removed", "deleted")
LEGAL = {
    "published": ("leave", "hide", "remove", "warn", "spoiler"),
    "held": ("leave", "hide", "remove", "warn", "spoiler"),
    "hidden": ("leave", "remove", "warn", "spoiler"),
    "removed": ("leave", "warn"),
    "deleted": ("leave", "warn"),
}


def subject(state: str = "published", kind: str = "moment") -> Subject:
    return Subject(kind, state, "kestrel", None if kind == "account" else "The Saltmarsh Line")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", ["moment", "comment"])
def test_moves_by_state(state: str, kind: str) -> None:
    offered = moves(subject(state, kind), "spoiler")
    assert tuple(move.kind for move in offered) == LEGAL[state]
    for remedy in KINDS:
        assert (refusal([remedy], subject(state, kind), "spam") is None) == (remedy in LEGAL[state])


@pytest.mark.parametrize("state", ["active", "banned", "deleted"])
def test_accounts_are_left_or_warned(state: str) -> None:
    assert [move.kind for move in moves(subject(state, "account"), "spam")] == ["leave", "warn"]


@pytest.mark.parametrize("remedy", LATER)
def test_what_comes_later_is_refused(remedy: str) -> None:
    assert "not available yet" in (refusal([remedy], subject(), "spam") or "")


@pytest.mark.parametrize(
    "together",
    [
        [],
        ["leave", "spoiler"],
        ["remove", "spoiler"],
        ["leave", "hide"],
        ["leave", "warn"],
        ["hide", "remove"],
        ["warn", "warn"],
        ["burn"],
    ],
)
def test_what_does_not_go_together(together: list[str]) -> None:
    assert refusal(together, subject(), "spam")


def test_a_reason_is_needed_to_do_something() -> None:
    assert refusal(["leave"], subject(), NO_REASON) is None
    assert refusal(["warn"], subject(), NO_REASON)
    assert refusal(["hide", "warn"], subject(), "spam") is None


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("remedy", ["hide", "remove", "warn"])
def test_the_author_reads_why(remedy: str, reason: str) -> None:
    words = statement([remedy], subject(), reason)
    assert words.startswith("Hi kestrel, ")
    assert remedies.BECAUSE[reason] in words
    assert "The Saltmarsh Line" in words
    assert "!" not in words


def test_the_message_shown_is_the_message_sent() -> None:
    for state in STATES:
        for move in moves(subject(state), "hate"):
            sent = statement([move.kind], subject(state), "hate") if told([move.kind], state) else None
            assert move.message == sent
            assert move.thanks == thanks([move.kind])


def test_a_warning_beside_something_else_is_said_once() -> None:
    words = statement(["remove", "warn"], subject(), "hate")
    assert words.count(remedies.BECAUSE["hate"]) == 1
    assert "warning" in words


def test_who_is_told() -> None:
    assert not told(["leave"], "published")
    assert not told(["leave"], "deleted")
    assert told(["leave"], "held")
    assert told(["leave"], "hidden")
    assert told(["warn"], "published")


def test_reporters_do_not_read_what_became_of_the_author() -> None:
    assert thanks(["remove"]) == thanks(["warn"]) != thanks(["leave"])
