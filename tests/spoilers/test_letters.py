"""Letters are surfaces: none has a word that its reader has not reached when it is sent."""

from email import message_from_bytes, policy
from typing import Any

import pytest

from tests.spoilers.asking import Stage
from tests.spoilers.canaries import told
from tests.spoilers.cast import SEATS
from tests.support.post import Read, read


def opened(letter: Any) -> Read:
    return read(message_from_bytes(letter.message().as_bytes(), policy=policy.default))


def sent_to(stage: Stage, seat: str) -> list[Read]:
    """What `returned` got while they had seen all of it is none of ours."""
    since = stage.world.letters_before if seat == "returned" else 0
    letters = [opened(each) for each in stage.letters[since:]]
    return [each for each in letters if each.to == f"{seat}@example.org"]


@pytest.mark.parametrize("seat", [each for each in SEATS if each != "visitor"])
def test_letters(stage: Stage, seat: str) -> None:
    hidden = stage.world.canaries.hidden_from(seat)
    letters = sent_to(stage, seat)
    leaks = [(each.subject, told(repr(each).encode(), hidden)) for each in letters]
    assert [each for each in leaks if each[1]] == []


@pytest.mark.parametrize("seat", ["behind", "returned", "newcomer", "author"])
def test_there_are_letters(stage: Stage, seat: str) -> None:
    """Of mentions, of answers, of what is sealed, and of the week."""
    said = [f"{each.subject} {each.text}" for each in sent_to(stage, seat)]
    assert any("Your week on Fandom" in each for each in said) or seat == "author"
    assert any("It opens when you reach" in each for each in said)


def test_who_has_reached_it_reads_it(stage: Stage) -> None:
    text = "".join(repr(each) for each in sent_to(stage, "exactly")).encode()
    assert {"caption of late"} <= {each.what for each in told(text, stage.world.canaries.all)}
