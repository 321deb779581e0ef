"""CSV as people and programs write it."""

import io

import pytest

from fandom.shows.history import entries, tables
from fandom.shows.history.opening import parts
from fandom.shows.history.values import Refused, Seen


def rows(text: str) -> list[tuple[int, Seen | str]]:
    return list(tables.seen_in(io.StringIO(text, newline="")))


def places(text: str) -> list[tuple[str, int, int] | str]:
    return [each if isinstance(each, str) else (each.title, each.season, each.number) for _, each in rows(text)]


@pytest.mark.parametrize(
    "text",
    [
        "show,season,episode,date\nLost,2,4,2024-01-01\n",
        "Show Title;Season Number;Episode Number;Watched At\r\nLost;2;4;2024-01-01 20:00\r\n",
        "SERIES\tS\tE\nLost\tS02\tE04\n",
        '"tv_show_name","episode_season_number","episode_number"\n"Lost","02","04"',
        "show,episode\nLost,S02E04\n",
        "show|episode\nLost|2x04\n",
        "title,type,season,episode\nLost,episode,Season 2,Episode 4\n",
    ],
)
def test_columns_under_many_names(text: str) -> None:
    assert places(text) == [("Lost", 2, 4)]


def test_ids_years_and_films() -> None:
    (_, seen), (_, film) = rows(
        "title,type,year,season,episode,tvdb_id,imdb id,episode_tvdb_id\n"
        "Lost,episode,2004,1,2,73739,tt0411008,127131\nHeat,movie,1995,,,,tt0113277,\n"
    )
    assert seen == Seen("series", "Lost", 2004, {"imdb": "tt0411008", "tvdb": "73739"}, 1, 2, {"tvdb": "127131"})
    assert film == Seen("film", "Heat", 1995, {"imdb": "tt0113277"}, 1, 1)


def test_a_list_of_films_has_no_seasons() -> None:
    assert places("Date,Name,Year,Letterboxd URI\n2024-01-01,Heat,1995,https://x\n") == [("Heat", 1, 1)]


def test_the_more_telling_of_two_names_counts() -> None:
    assert places("title,show,season,episode\nPilot,Lost,1,1\n") == [("Lost", 1, 1)]


def test_rows_that_say_too_little_go_by_their_line() -> None:
    found = rows('show,season,episode,date\nLost,1,1,\n\n"Lost\nagain",x,2,\n,1,1,\nLost,1,3,2999-01-01\nLost\n')
    assert [(at, each) for at, each in found if isinstance(each, str)] == [
        (5, entries.NO_PLACE),
        (6, entries.NO_NAME),
        (7, entries.IN_FUTURE),
        (8, entries.NO_PLACE),
    ]


def test_formulas_are_words() -> None:
    assert places("show,season,episode\n\"=cmd|' /C calc'!A0\",1,1\n") == [("=cmd|' /C calc'!A0", 1, 1)]


def test_cells_cannot_deceive() -> None:
    assert places("show,season,episode\nLo\u202est\u200b,1,1\n") == [("Lost", 1, 1)]


@pytest.mark.parametrize("text", ["", "\n", "hello\n", "season,episode\n1,1\n", "a,b\n" * 5])
def test_without_columns_it_is_none(text: str) -> None:
    with pytest.raises(Refused, match="name the columns"):
        rows(text)


def test_endless_lines_and_cells() -> None:
    with pytest.raises(Refused, match="Line 2 is longer"):
        rows("show,season,episode\n" + "x" * 200_000)
    cell = '"' + "x\n" * 90_000 + '",1,1\nLost,1,1\n'
    assert places("show,season,episode\n" + cell)[-1] in {("Lost", 1, 1), tables.NO_ROW, entries.NO_PLACE}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_in_any_encoding(tmp_path, encoding: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "it.csv"
    path.write_bytes("show,season,episode\nAmélie,1,1\n".encode(encoding))
    found = [seen for part in parts(path, "it.csv") for _, seen in tables.seen_in(part.text)]
    assert [each.title for each in found if isinstance(each, Seen)] == ["Amélie"]


def test_a_first_line_that_never_ends_names_no_columns() -> None:
    with pytest.raises(Refused, match="first line"):
        rows('"show,season,episode\n' + "Lost,1,1\n" * 20_000)
