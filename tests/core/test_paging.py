"""Cursors: what is refused, what has grown old, and that an honest one comes back whole."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core import clock
from fandom.core.errors import Expired, Invalid
from fandom.core.paging import Cursors, Page, fingerprint, page_of

MINE = Cursors(secret="s" * 32, viewer_id="ada", query=fingerprint("/moments", {"tag": "ines"}))


@pytest.fixture(autouse=True)
def _running() -> Iterator[None]:
    yield
    clock.thaw()


@pytest.mark.parametrize("cursor", ["", "=", "x", "AAAA", "A" * 400, "ü", "\x00", "../..", "A" * 23 + "!"])
def test_what_is_no_cursor(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        MINE.read(cursor)
    assert "cursor" in refused.value.errors


@pytest.mark.parametrize(
    "other",
    [
        replace(MINE, viewer_id="bo"),
        replace(MINE, viewer_id=None),
        replace(MINE, secret="t" * 32),
        replace(MINE, query=fingerprint("/moments", {"tag": "knock"})),
        replace(MINE, query=fingerprint("/comments", {"tag": "ines"})),
    ],
)
def test_somebody_elses_cursor_is_refused(other: Cursors) -> None:
    with pytest.raises(Invalid):
        other.read(MINE.issue("key"))


@given(st.data())
def test_no_changed_character_gets_through(data: st.DataObject) -> None:
    cursor = MINE.issue("some-key")
    at = data.draw(st.integers(0, len(cursor) - 2))
    forged = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
    with pytest.raises(Invalid):
        MINE.read(forged)


def test_a_day_old_cursor_has_expired() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    clock.freeze(start)
    cursor = MINE.issue("key")
    clock.freeze(start + timedelta(hours=24))
    assert MINE.read(cursor) == "key"
    clock.freeze(start + timedelta(hours=24, seconds=1))
    with pytest.raises(Expired):
        MINE.read(cursor)


@given(st.text(max_size=200))
def test_an_honest_cursor_comes_back_whole_and_fits_an_address(key: str) -> None:
    cursor = MINE.issue(key)
    assert MINE.read(cursor) == key
    assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_list_is_the_same_list_on_every_page() -> None:
    first = fingerprint("/moments", {"tag": "ines", "sort": "new", "limit": 25})
    second = fingerprint("/moments", {"sort": "new", "tag": "ines", "limit": 50, "cursor": "abc"})
    assert first == second


@dataclass(frozen=True)
class Row:
    id: str


def test_a_full_page_says_where_to_go_on_only_when_there_is_more() -> None:
    rows = [Row("c"), Row("b"), Row("a")]
    assert page_of(rows, 2, "id") == Page((Row("c"), Row("b")), "b")
    assert page_of(rows, 3, "id") == Page(tuple(rows), None)
    assert page_of([], 3, "id") == Page((), None)
