"""Ids have one shape, never repeat, and sort as they were made."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core import clock, ids


@pytest.fixture(autouse=True)
def _running() -> Iterator[None]:
    yield
    clock.thaw()


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        "",
        "0" * 12,
        "0" * 14,
        "0" * 12 + "i",
        "0" * 12 + "l",
        "0" * 12 + "o",
        "0" * 12 + "u",
        "0" * 12 + "A",
        "0" * 13 + "\n",
        "0" * 12 + "٣",
        " " + "0" * 12,
    ],
)
def test_what_is_no_id(text: object) -> None:
    assert not ids.is_id(text)


def test_an_id_is_one() -> None:
    assert ids.is_id(ids.new_id())


def test_each_character_of_the_alphabet_is_allowed() -> None:
    assert all(ids.is_id(character * ids.LENGTH) for character in ids.ALPHABET)


def test_later_milliseconds_sort_later() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = []
    for ms in range(50):
        clock.freeze(start + timedelta(milliseconds=ms))
        made.append(ids.new_id())
    assert made == sorted(made)


def test_within_one_millisecond_they_rise_too() -> None:
    clock.freeze(datetime(2026, 1, 1, tzinfo=UTC))
    made = [ids.new_id() for _ in range(5000)]
    assert made == sorted(set(made))


def test_they_last_until_the_year_2100() -> None:
    clock.freeze(datetime(2100, 1, 1, tzinfo=UTC))
    late = ids.new_id()
    clock.freeze(datetime(2026, 1, 1, tzinfo=UTC))
    assert ids.is_id(late)
    assert ids.new_id() < late


def test_threads_never_get_the_same() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: ids.new_id(), range(4000)))
    assert len(set(made)) == 4000


@given(st.integers(0, 2**65 - 1), st.integers(0, 2**65 - 1))
def test_text_order_is_number_order(one: int, other: int) -> None:
    assert (ids.encode(one) < ids.encode(other)) == (one < other)


@given(st.timedeltas(timedelta(0), timedelta(days=40_000)))
def test_an_id_tells_when_it_was_made(since: timedelta) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + since
    clock.freeze(at)
    assert timedelta(0) <= at - ids.made_at(ids.new_id()) < timedelta(milliseconds=1)


def test_nothing_was_made_before_all_ids() -> None:
    assert ids.first_id(datetime(1900, 1, 1, tzinfo=UTC)) == "0" * ids.LENGTH
