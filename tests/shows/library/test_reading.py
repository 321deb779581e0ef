"""Titles read from folders as they are found in the world."""

import os
from pathlib import Path

import pytest

from fandom.shows.library import reading, xml
from fandom.shows.library.files import Library
from fandom.shows.library.scanning import scan
from fandom.shows.library.values import Picture, Read, Title, TitleAt
from tests.shows.library.folders import episode_nfo, film, film_nfo, picture, put, series, show_nfo


def read(root: Path) -> Read:
    """The one title that there is."""
    (at,) = scan(Library.at(root)).titles
    return reading.read(Library.at(root), at)


def title(found: Read) -> Title:
    assert found.title is not None
    return found.title


def names(found: Read) -> list[str]:
    return [f"s{each.season:02d}e{each.number:02d} {each.title}".strip() for each in title(found).episodes]


def why(found: Read) -> dict[str, str]:
    return {each.file: each.why for each in found.skipped}


def test_titles_are_found_in_order_and_a_series_is_one(tmp_path: Path) -> None:
    series(tmp_path, "Shows/Harbour Lights (2019)")
    film(tmp_path, "Films/The Last Ferry (2024)")
    put(tmp_path, "Flat/Alone.nfo", film_nfo())
    put(tmp_path, "Flat/Beside.nfo", film_nfo())
    put(tmp_path, "Films/The Last Ferry (2024)/The Last Ferry.nfo", film_nfo())
    assert scan(Library.at(tmp_path)).titles == (
        TitleAt("film", "Films/The Last Ferry (2024)/movie.nfo"),
        TitleAt("film", "Flat/Alone.nfo"),
        TitleAt("film", "Flat/Beside.nfo"),
        TitleAt("series", "Shows/Harbour Lights (2019)"),
    )


def test_a_series_with_all_that_lies_beside_it(tmp_path: Path) -> None:
    series(tmp_path)
    found = read(tmp_path)
    assert (title(found).title, title(found).year, title(found).external_ids) == (
        "Harbour Lights",
        2019,
        {"imdb": "tt1234567"},
    )
    assert names(found) == ["s01e01 Part 1", "s01e02 Part 2", "s01e03 Part 3"]
    assert [(each.role, each.season, each.number) for each in found.pictures] == [
        ("poster", 0, 0),
        ("cover", 0, 0),
        *(("still", 1, number) for number in (1, 2, 3)),
    ]
    assert [(each.season, each.number, Path(each.path).name) for each in found.videos] == [
        (1, number, f"Harbour Lights - S01E{number:02d}.mkv") for number in (1, 2, 3)
    ]
    assert found.skipped == ()


def test_the_folder_itself_may_be_the_series(tmp_path: Path) -> None:
    put(tmp_path, "Dusk (2001)/tvshow.nfo", "<tvshow/>")
    found = title(read(tmp_path / "Dusk (2001)"))
    assert (found.title, found.year) == ("Dusk", 2001)


def test_several_episodes_in_one_file(tmp_path: Path) -> None:
    put(tmp_path, "S/tvshow.nfo", show_nfo())
    double = episode_nfo(1, 1) + '<?xml version="1.0"?>' + episode_nfo(1, 2) + "\nhttps://example.org/1"
    put(tmp_path, "S/Harbour S01E01-E02.nfo", double)
    put(tmp_path, "S/Harbour S01E01-E02.mkv")
    put(tmp_path, "S/Harbour S01E01-E02-thumb.jpg", picture())
    found = read(tmp_path)
    assert names(found) == ["s01e01 Part 1", "s01e02 Part 2"]
    assert [(each.season, each.number) for each in found.videos] == [(1, 1), (1, 2)]
    assert [(each.role, each.number) for each in found.pictures] == [("still", 1), ("still", 2)]


@pytest.mark.parametrize(
    ("path", "nfo", "wanted"),
    [
        ("S/Season 2/x S02E07.nfo", "<episodedetails><title>T</title></episodedetails>", ["s02e07 T"]),
        ("S/Season 02/x.nfo", "<episodedetails><title>T</title><episode>7</episode></episodedetails>", ["s02e07 T"]),
        ("S/Specials/x.nfo", "<episodedetails><title>T</title><episode>1</episode></episodedetails>", ["s00e01 T"]),
        ("S/x 3x04.nfo", "<episodedetails/>", ["s03e04"]),
        ("S/x S01E01E02.nfo", "<episodedetails/><episodedetails/>", ["s01e01", "s01e02"]),
        ("S/x S01E05.nfo", episode_nfo(0, 3), ["s00e03 Part 3"]),
        ("S/x.nfo", "<episodedetails/>", []),
        ("S/x S01E99999.nfo", "<episodedetails/>", []),
        ("S/x.nfo", episode_nfo(1000, 1), []),
    ],
)
def test_where_an_episode_belongs(tmp_path: Path, path: str, nfo: str, wanted: list[str]) -> None:
    put(tmp_path, "S/tvshow.nfo", show_nfo())
    put(tmp_path, path, nfo)
    found = read(tmp_path)
    assert names(found) == wanted
    assert (found.skipped == ()) is bool(wanted)


def test_videos_without_an_nfo_are_episodes_by_their_names(tmp_path: Path) -> None:
    series(tmp_path, "S", episodes=1)
    for name in ("Harbour.S01E02.1080p.mkv", "trailer.mp4", "Harbour 1x03.avi", "Harbour.S01E03.srt"):
        put(tmp_path, f"S/Season 01/{name}")
    assert names(read(tmp_path)) == ["s01e01 Part 1", "s01e02", "s01e03"]


def test_seasons_get_their_names(tmp_path: Path) -> None:
    put(tmp_path, "S/tvshow.nfo", show_nfo(namedseason="x") + "")
    put(tmp_path, "S/Season 1/season.nfo", "<season><title>Dusk</title><seasonnumber>1</seasonnumber></season>")
    put(tmp_path, "S/Season 2/season.nfo", "<season><title>Dawn</title></season>")
    put(tmp_path, "S/season03.nfo", "<season><title>Noon</title></season>")
    put(tmp_path, "S/Season 4/season.nfo", "<season/>")
    assert title(read(tmp_path)).seasons == {1: "Dusk", 2: "Dawn", 3: "Noon"}


def test_the_first_of_two_files_about_one_episode_counts(tmp_path: Path) -> None:
    put(tmp_path, "S/tvshow.nfo", show_nfo())
    put(tmp_path, "S/a 1080p.nfo", episode_nfo(1, 1, "First"))
    put(tmp_path, "S/b 720p.nfo", episode_nfo(1, 1, "Second"))
    found = read(tmp_path)
    assert names(found) == ["s01e01 First"]
    assert why(found) == {"S/b 720p.nfo": "s01e01 is in S/a 1080p.nfo already."}


def test_a_bad_file_costs_only_itself(tmp_path: Path) -> None:
    series(tmp_path, "S", episodes=1)
    put(tmp_path, "S/bomb S01E02.nfo", "<!DOCTYPE x [<!ENTITY a 'b'>]><episodedetails/>")
    put(tmp_path, "S/cut S01E03.nfo", "<episodedetails><title>")
    put(tmp_path, "S/film.nfo", film_nfo())
    (tmp_path / "S" / "out S01E04.nfo").symlink_to("/etc/passwd")
    found = read(tmp_path)
    assert names(found) == ["s01e01 Part 1"]
    assert sorted(why(found)) == ["S/bomb S01E02.nfo", "S/cut S01E03.nfo", "S/film.nfo", "S/out S01E04.nfo"]
    assert why(found)["S/bomb S01E02.nfo"] == xml.HOSTILE


def test_a_broken_tvshow_nfo_leaves_its_folders_name(tmp_path: Path) -> None:
    put(tmp_path, "Harbour Lights (2019)/tvshow.nfo", "<tvshow><title>")
    put(tmp_path, "Harbour Lights (2019)/x S01E01.nfo", episode_nfo(1, 1))
    found = read(tmp_path)
    assert (title(found).title, title(found).year, names(found)) == ("Harbour Lights", 2019, ["s01e01 Part 1"])
    assert len(found.skipped) == 1


def test_a_film(tmp_path: Path) -> None:
    film(tmp_path)
    found = read(tmp_path)
    (only,) = title(found).episodes
    assert (title(found).kind, title(found).year, only.duration_ms) == ("film", 2024, 5_460_000)
    assert found.pictures == (Picture("poster", "The Last Ferry (2024)/folder.jpg"),)
    assert [Path(each.path).name for each in found.videos] == ["The Last Ferry.mkv"]


def test_films_that_share_a_folder_keep_their_own_pictures(tmp_path: Path) -> None:
    for name in ("Alone", "Beside"):
        put(tmp_path, f"{name}.nfo", film_nfo(name))
        put(tmp_path, f"{name}.mp4")
    put(tmp_path, "Beside-poster.png", picture(kind="PNG"))
    put(tmp_path, "poster.jpg", picture())
    library = Library.at(tmp_path)
    alone, beside = (reading.read(library, each) for each in scan(library).titles)
    assert alone.pictures == ()
    assert beside.pictures == (Picture("poster", "Beside-poster.png"),)


@pytest.mark.parametrize(
    ("nfo", "said"),
    [
        (episode_nfo(1, 1), reading.NO_SHOW),
        ("<musicvideo/>", reading.NO_FILM),
        ("https://www.imdb.com/title/tt1", xml.AN_ADDRESS),
        ("", xml.EMPTY),
        ("<movie>", "This is not XML"),
    ],
)
def test_what_is_no_film_says_so(tmp_path: Path, nfo: str, said: str) -> None:
    put(tmp_path, "x.nfo", nfo)
    found = read(tmp_path)
    assert found.title is None
    assert [each.why.startswith(said) for each in found.skipped] == [True]


def test_a_title_of_nothing_visible_takes_the_name_of_its_file(tmp_path: Path) -> None:
    put(tmp_path, "\u200b\u200b.nfo", film_nfo("\u200b"))
    assert read(tmp_path).title is None
    os.rename(tmp_path / "\u200b\u200b.nfo", tmp_path / "Dusk.nfo")
    assert title(read(tmp_path)).title == "Dusk"
