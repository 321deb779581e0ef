"""Whose fandoms: nobody's while nobody answers, else all that were named."""

import pytest

from fandom.core import roles


@pytest.fixture(autouse=True)
def _only_mine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "_answers", [])


def one(account_id: str) -> frozenset[str]:
    return frozenset({"x"}) if account_id == "ada" else frozenset()


def other(account_id: str) -> frozenset[str]:
    return frozenset({"y"})


def test_nobody_answers() -> None:
    assert roles.fandoms_moderated("ada") == frozenset()


def test_all_answers_count() -> None:
    roles.answer_with(one)
    roles.answer_with(one)
    roles.answer_with(other)
    assert roles.fandoms_moderated("ada") == {"x", "y"}
    assert roles.fandoms_moderated("bo") == {"y"}


def test_one_may_stop_answering() -> None:
    roles.answer_with(one)
    roles.forget(one)
    assert roles.fandoms_moderated("ada") == frozenset()
