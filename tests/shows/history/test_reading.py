"""What files say was watched, and what hostile ones come to: a sentence, in bounded memory."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fandom.core import clock
from fandom.shows.history import elements, entries, opening, reading, tables
from fandom.shows.history.values import Read, Refused
from tests.shows.history.exports import WHEN, dumped, watched_episode, watched_film, watched_show, zipped

Reads = Callable[[bytes], Read]


@pytest.fixture
def read(tmp_path: Path) -> Reads:
    def run(data: bytes) -> Read:
        path = tmp_path / "upload"
        path.write_bytes(data)
        return reading.read(path, "mine")

    return run


def told(found: Read) -> dict[str, list[tuple[int, int]]]:
    return {each.title: sorted(each.watched) for each in found.titles}


def refused(read: Reads, data: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read(data)
    return str(refusal.value)


def test_watched_shows(read: Reads) -> None:
    found = read(dumped(watched_show("Lost", [(1, 1), (1, 2), (0, 3)], 2004, tvdb=73739, imdb="tt0411008")))
    assert told(found) == {"Lost": [(0, 3), (1, 1), (1, 2)]}
    assert (found.titles[0].ids, found.titles[0].year) == ({"tvdb": "73739", "imdb": "tt0411008"}, 2004)
    assert (found.rows, found.skipped_count) == (3, 0)


def test_a_history_with_films_and_the_ids_of_episodes(read: Reads) -> None:
    found = read(
        dumped(
            watched_episode("Lost", (1, 2), {"tvdb": 5}, tvdb=1),
            watched_episode("Lost", (1, 2), tvdb=1),
            watched_episode("Lost", (2, 1), tvdb=1),
            watched_film("Heat", 1995, imdb="tt0113277"),
        )
    )
    assert told(found) == {"Lost": [(1, 2), (2, 1)], "Heat": [(1, 1)]}
    assert found.titles[0].watched[1, 2] == {"tvdb": "5"}
    assert [each.kind for each in found.titles] == ["series", "film"]


def test_an_object_of_lists(read: Reads) -> None:
    data = {"version": [1], "shows": [watched_show("Lost", [(1, 1)])], "movies": [watched_film("Heat")], "n": {"a": 1}}
    found = read(json.dumps(data).encode())
    assert told(found) == {"Lost": [(1, 1)], "Heat": [(1, 1)]}
    assert [each.why for each in found.skipped] == [entries.NOT_AN_ENTRY]


def test_ratings_collections_and_lists_are_not_watched(read: Reads) -> None:
    collected = watched_show("Lost", [(1, 1)])
    collected["seasons"][0]["episodes"][0] = {"number": 1, "collected_at": WHEN}
    rated = {"rated_at": WHEN, "rating": 9, "type": "movie", "movie": {"title": "Heat", "year": 1995, "ids": {}}}
    never = {"plays": 0, "movie": {"title": "Heat", "ids": {}}}
    seen = watched_film("Ran")
    found = read(dumped(collected, rated, never, seen))
    assert told(found) == {"Ran": [(1, 1)]}
    assert [(each.row, each.why) for each in found.skipped] == [(n, entries.NOT_WATCHED) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (7, entries.NOT_AN_ENTRY),
        ({"show": []}, entries.NOT_AN_ENTRY),
        ({"watched_at": WHEN, "show": {"title": "A"}, "episode": 3}, entries.NOT_AN_ENTRY),
        ({"watched_at": WHEN, "movie": {"title": "  ", "ids": {"trakt": 5}}}, entries.NO_NAME),
        ({"show": {"title": "A"}, "seasons": [None]}, entries.NO_PLACE),
        (watched_episode("A", (1000, 1)), entries.NO_PLACE),
        (watched_episode("A", (1, 0)), entries.NO_PLACE),
        (watched_episode("A", (10**30, 1)), entries.NO_PLACE),
        (watched_episode("A", (True, 1)), entries.NO_PLACE),
        (watched_episode("A", (float("nan"), 1)), entries.NO_PLACE),
        (watched_episode("A", (float("inf"), 1)), entries.NO_PLACE),
        (watched_episode("A", (1.5, 1)), entries.NO_PLACE),
    ],
)
def test_entries_that_say_too_little(read: Reads, entry: Any, why: str) -> None:
    found = read(dumped(watched_film("Ran"), entry))
    assert told(found) == {"Ran": [(1, 1)]}
    assert [(each.row, each.why) for each in found.skipped] == [(2, why)]


def test_the_future_has_not_been_watched(read: Reads) -> None:
    ahead = watched_film("Heat") | {"watched_at": (clock.now() + timedelta(days=400)).isoformat()}
    assert refused(read, dumped(ahead)) == entries.IN_FUTURE


def test_of_keys_that_come_twice_the_last_counts(read: Reads) -> None:
    data = b'[{"watched_at":"x","movie":{"title":"A","title":"B","ids":{}}}]'
    assert told(read(data)) == {"B": [(1, 1)]}


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 200_000,
        b'[{"a":' * 100_000,
        b'[{"show":' + b"[" * 5000 + b"]" * 5000 + b"}]",
        b"[" + b"9" * 100_000 + b"]",
        b"[1 2]",
        b"[1,]",
        b'{"a" 1}',
        b'{"a": [1] "b": 2}',
        b"[] trailing",
        b'["\\ud800',
        b"[",
        b"{",
    ],
)
def test_json_from_hell(read: Reads, data: bytes) -> None:
    assert refused(read, data).startswith("This is not JSON that can be read")


def test_what_came_before_it_breaks_off_is_taken(read: Reads) -> None:
    found = read(dumped(watched_film("Ran"))[:-1] + b", {")
    assert told(found) == {"Ran": [(1, 1)]}
    assert found.skipped[0].why == elements.BROKEN.format(n=1)


def test_one_huge_element_is_refused_before_it_is_in_memory(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "ELEMENT_MAX", 1_000_000)
    assert refused(read, b'["' + b"x" * 3_000_000 + b'"]') == elements.TOO_LARGE.format(n=1)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n\0\0", b"hello", b"\xff\xfe", b"nope\xff\n"])
def test_garbage_is_refused_with_a_sentence(read: Reads, data: bytes) -> None:
    assert refused(read, data) in {opening.UNREADABLE, tables.NO_COLUMNS}


def test_json_that_is_not_utf8_is_refused(read: Reads) -> None:
    assert refused(read, b'[{"movie": {"title": "\xe9"}}]') == opening.NO_TEXT


def test_an_empty_list_says_so(read: Reads) -> None:
    assert refused(read, b" [] ") == reading.EMPTY


def test_a_zip_as_trakt_gives_it(read: Reads) -> None:
    files = {
        "u/watched/watched-shows.json": dumped(watched_show("Lost", [(1, 1)])),
        "u/watched/watched-movies.json": dumped(watched_film("Heat")),
        "u/lists/watchlist.json": b"not even JSON",
        "u/ratings/ratings-movies.json": dumped({"rated_at": WHEN, "movie": {"title": "Ran", "ids": {}}}),
        "__MACOSX/watched-shows.json": b"\0\0",
        "u/watched/history.txt": b"no",
    }
    assert told(read(zipped(files))) == {"Heat": [(1, 1)], "Lost": [(1, 1)]}


def test_zips_that_are_none(read: Reads) -> None:
    whole = zipped({"watched.json": dumped(*[watched_film(f"Film {n}") for n in range(500)])})
    assert refused(read, zipped({"notes.json": b"[]"})) == opening.NOTHING_IN_IT
    assert refused(read, whole[:-200]) == opening.BROKEN_ZIP
    assert refused(read, b"PK\x03\x04" + b"x" * 100) == opening.BROKEN_ZIP
    named = zipped({"watched-é.json": b"[]"}).replace("é".encode(), b"\xff\xff")
    assert refused(read, named) == opening.BROKEN_ZIP
    assert refused(read, whole.replace(whole[60:90], b"\xff" * 30, 1)) in {opening.BROKEN_ZIP, opening.NO_TEXT}


def test_bombs_are_refused_in_bounded_memory(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "UNPACKED_MAX", 6_000_000)
    bomb = zipped({f"watched-{number}.json": b"[" + b" " * 5_000_000 + b"]" for number in range(2)})
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(opening.MEMBERS_MAX + 1):
            archive.writestr(f"watched-{number}.json", b"")
    tracemalloc.start()
    assert refused(read, bomb) == opening.BOMB
    assert refused(read, many.getvalue()) == opening.BOMB
    assert tracemalloc.get_traced_memory()[1] < 4_500_000
    tracemalloc.stop()


def test_a_long_file_takes_the_memory_of_what_it_says(read: Reads) -> None:
    """The same lines over and over say nothing new."""
    once = dumped(*[watched_episode(f"Show {n}", (1, 1), tvdb=n + 1) for n in range(20)]) + b" " * 500_000
    data = b"[" + b",".join([once.replace(b"[", b"").replace(b"]", b"")] * 12) + b"]"
    tracemalloc.start()
    found = read(data)
    assert tracemalloc.get_traced_memory()[1] < len(data) - 1_000_000
    tracemalloc.stop()
    assert (len(found.titles), found.rows) == (20, 240)


def test_more_than_anybody_watches_is_left_out(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TITLES_MAX", 2)
    found = read(dumped(*[watched_film(f"Film {n}", tmdb=n + 1) for n in range(5)]))
    assert (len(found.titles), found.skipped[-1].why) == (2, reading.TOO_MANY)
    monkeypatch.setattr(reading, "LISTED", 1)
    again = read(dumped(watched_film("Ran"), 1, 2, 3))
    assert (len(again.skipped), again.skipped_count) == (1, 3)
