"""Who answers for which part of an account."""

import pytest

from fandom.core import personal
from fandom.core.personal import Piece


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two slices: the lower has a file and two steps, the upper only one step. What was erased, in its order."""
    monkeypatch.setattr(personal, "_parts", {})
    erased: list[str] = []

    def lower(account_id: str) -> bool:
        erased.append(f"lower {account_id}")
        return len(erased) < 3

    def upper(account_id: str) -> bool:
        erased.append(f"upper {account_id}")
        return False

    personal.answer("lower", export=lambda account_id: [Piece("a.json", lambda: [account_id.encode()])], erase=lower)
    personal.answer("upper", erase=upper)
    return erased


def test_the_upper_is_erased_first(parts: list[str]) -> None:
    assert personal.erasing() == ("upper", "lower")


def test_a_step_says_whether_there_is_more(parts: list[str]) -> None:
    assert [personal.erase(name, "ada") for name in ("upper", "lower", "lower")] == [False, True, False]
    assert parts == ["upper ada", "lower ada", "lower ada"]


def test_what_is_exported(parts: list[str]) -> None:
    [piece] = personal.pieces("ada")
    assert (piece.path, list(piece.read())) == ("a.json", [b"ada"])


def test_who_is_gone_has_nothing_left(parts: list[str]) -> None:
    personal.forget("upper")
    personal.forget("nobody")
    assert personal.erase("upper", "ada") is False
    assert personal.erasing() == ("lower",)
