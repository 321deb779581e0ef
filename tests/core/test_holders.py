"""Asking whether a holder of a file may be read."""

from collections.abc import Iterator

import pytest

from fandom.core import holders
from fandom.core.viewer import VISITOR, Viewer


@pytest.fixture(autouse=True)
def nobody_answers_afterwards() -> Iterator[None]:
    yield
    holders.forget("test")


def test_no_while_nobody_answers() -> None:
    assert not holders.may_read("test", VISITOR, "x")


def test_the_slice_that_it_belongs_to_answers() -> None:
    holders.answer("test", lambda viewer, holder_id: (viewer.account_id, holder_id) == ("ada", "x"))
    assert holders.may_read("test", Viewer(account_id="ada"), "x")
    assert not holders.is_withheld("test", "x")
    holders.answer("test", lambda _viewer, _id: False, withheld=lambda holder_id: holder_id == "x")
    assert [holders.is_withheld(kind, "x") for kind in ("test", "other")] == [True, False]
    assert not holders.may_read("test", Viewer(account_id="ada"), "y")
    assert not holders.may_read("test", VISITOR, "x")


def test_one_answer_for_a_kind() -> None:
    holders.answer("test", lambda _viewer, _id: False)
    holders.answer("test", lambda _viewer, _id: True)
    assert holders.may_read("test", VISITOR, "x")
