"""References: short, of one moment, telling nobody who shared it, and not to be made by anybody else."""

import random
import string

import pytest
from flask import Flask

from fandom.core.ids import new_id
from fandom.core.viewer import VISITOR, Viewer
from fandom.sharing.references import SIZE, of_ref, ref_of, reference, reference_of

URL_SAFE = frozenset(string.ascii_letters + string.digits + "-_")


@pytest.fixture
def moment_id(app: Flask) -> str:
    return new_id()


def test_it_says_who_shared_what(moment_id: str) -> None:
    for sharer in (new_id(), new_id(), None):
        text = reference_of(Viewer(account_id=sharer), moment_id)
        assert len(text) == SIZE
        assert set(text) <= URL_SAFE
        found = reference(moment_id, text)
        assert found is not None
        assert (found.moment_id, found.sharer) == (moment_id, sharer)


def test_it_is_always_the_same(moment_id: str) -> None:
    fan = Viewer(account_id=new_id())
    assert reference_of(fan, moment_id) == reference_of(fan, moment_id)


def test_nobody_reads_who_it_was(moment_id: str) -> None:
    """Neither the id, nor that two links are by the same fan."""
    fan = Viewer(account_id=new_id())
    one, other = reference_of(fan, moment_id), reference_of(fan, new_id())
    assert str(fan.account_id) not in one
    assert sum(a == b for a, b in zip(one[2:], other[2:], strict=True)) < 8


def test_it_is_for_one_moment(moment_id: str) -> None:
    text = reference_of(VISITOR, moment_id)
    assert reference(new_id(), text) is None
    assert reference("", text) is None
    assert reference("not an id", text) is None


def test_any_change_makes_it_nothing(moment_id: str) -> None:
    text = reference_of(Viewer(account_id=new_id()), moment_id)
    for at, letter in enumerate(text):
        for other in (URL_SAFE - {letter}) if at > 19 else {"A", "z"} - {letter}:
            assert reference(moment_id, text[:at] + other + text[at + 1 :]) is None
    for broken in (
        None,
        "",
        text[:-1],
        text + "A",
        text + "=",
        text.upper(),
        "é" * SIZE,
        "\n" + text[1:],
        " " + text[1:],
    ):
        assert reference(moment_id, broken) is None


def test_nobody_guesses_one(moment_id: str) -> None:
    chance = random.Random(5)
    letters = sorted(URL_SAFE)
    assert not any(reference(moment_id, "".join(chance.choices(letters, k=SIZE))) for _ in range(5_000))
    assert not any(reference(moment_id, "AQ" + "".join(chance.choices(letters, k=SIZE - 2))) for _ in range(5_000))


def test_another_house_writes_others(app: Flask, moment_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = reference_of(VISITOR, moment_id)
    monkeypatch.setitem(app.config, "SECRET_KEY", "another")
    assert reference(moment_id, theirs) is None
    assert reference_of(VISITOR, moment_id) != theirs


def test_a_sign_up_carries_the_moment_with_it(moment_id: str) -> None:
    text = reference_of(VISITOR, moment_id)
    found = of_ref(ref_of(moment_id, text))
    assert found is not None
    assert found.moment_id == moment_id
    for wrong in (None, "", ".", text, f"{moment_id}.", f"{new_id()}.{text}", f"{moment_id}.{text}."):
        assert of_ref(wrong) is None
