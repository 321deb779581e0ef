"""What .nfo files say, in the many ways in which they say it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fandom.shows.library import nfo, xml
from fandom.shows.library.nfo import Said


def said(text: str) -> Said:
    (root,), beside = xml.roots(text)
    return nfo.said(root, beside)


def of(root: str, **fields: str) -> Said:
    return said(f"<{root}>{''.join(f'<{name}>{value}</{name}>' for name, value in fields.items())}</{root}>")


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({}, {"title": "", "year": None, "day": None, "season": None, "duration_ms": None}),
        ({"originaltitle": "Il faro"}, {"title": "Il faro"}),
        ({"title": " The\n Lantern "}, {"title": "The Lantern"}),
        ({"Title": "Case", "PLOT": "Words"}, {"title": "Case", "synopsis": "Words"}),
        ({"title": "T" * 300}, {"title": "T" * 199 + "…"}),
        ({"title": "Zero\u200bwidth\u202e"}, {"title": "Zerowidth"}),
        ({"outline": "Short"}, {"synopsis": "Short"}),
        ({"plot": "One.\n\n\n\nTwo."}, {"synopsis": "One.\n\nTwo."}),
        ({"year": "2019"}, {"year": 2019}),
        ({"year": "0"}, {"year": None}),
        ({"premiered": "2019-03-01"}, {"year": 2019, "day": date(2019, 3, 1)}),
        ({"premiered": "2019-02-30"}, {"day": None}),
        ({"aired": "1.3.2019"}, {"day": None}),
        ({"aired": "2019-03-01T20:15:00Z"}, {"day": date(2019, 3, 1)}),
        ({"runtime": "42"}, {"duration_ms": 2_520_000}),
        ({"runtime": "42 min"}, {"duration_ms": 2_520_000}),
        ({"runtime": "1h 30m"}, {"duration_ms": 5_400_000}),
        ({"runtime": "2 hours"}, {"duration_ms": 7_200_000}),
        ({"runtime": "0"}, {"duration_ms": None}),
        ({"runtime": "999999999"}, {"duration_ms": None}),
        ({"season": "1", "episode": "2"}, {"season": 1, "number": 2}),
        ({"season": "-1", "episode": "-1"}, {"season": None, "number": None}),
        ({"season": "1.0", "episode": "two"}, {"season": 1, "number": None}),
    ],
)
def test_fields(fields: dict[str, str], wanted: dict[str, Any]) -> None:
    found = of("episodedetails", **fields)
    assert {name: getattr(found, name) for name in wanted} == wanted


def test_the_length_of_the_file_itself_comes_first() -> None:
    streams = "<streamdetails><video><durationinseconds>2581</durationinseconds></video></streamdetails>"
    assert of("episodedetails", runtime="42", fileinfo=streams).duration_ms == 2_581_000


@pytest.mark.parametrize(
    ("inside", "ids"),
    [
        ('<uniqueid type="tvdb">1</uniqueid><uniqueid type="imdb" default="true">tt1234567</uniqueid>', "imdb tvdb"),
        ('<uniqueid type="TheTVDB">7</uniqueid>', "tvdb"),
        ("<uniqueid>tt1234567</uniqueid>", "imdb"),
        ("<id>tt1234567</id>", "imdb"),
        ("<id>71663</id>", "tvdb"),
        ('<id IMDB="tt1234567" TMDB="5">71663</id>', "tvdb imdb tmdb"),
        ("<imdbid>tt1234567</imdbid><tvdbid>5</tvdbid><tmdbid>6</tmdbid>", "imdb tvdb tmdb"),
        ("<imdb_id>tt1234567</imdb_id>", "imdb"),
        ('<uniqueid type="tvdb">-1</uniqueid><id>0</id><imdbid/>', ""),
        ('<uniqueid type="../etc">1</uniqueid><uniqueid type="tmdb">&lt;b&gt;</uniqueid>', ""),
        ("".join(f'<uniqueid type="site{n}">1</uniqueid>' for n in range(30)), None),
    ],
)
def test_ids_of_other_catalogues(inside: str, ids: str | None) -> None:
    found = said(f"<tvshow>{inside}</tvshow>").external_ids
    assert len(found) == 12 if ids is None else list(found) == ids.split()


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("https://www.imdb.com/title/tt0078748/?ref_=nv_sr_1", {"imdb": "tt0078748"}),
        ("https://www.themoviedb.org/tv/1399-game-of-thrones", {"tmdb": "1399"}),
        ("http://thetvdb.com/?tab=series&id=71663&lid=7", {"tvdb": "71663"}),
        ("https://example.org/tt0078748", {}),
    ],
)
def test_an_address_after_the_xml_names_ids(address: str, ids: dict[str, str]) -> None:
    assert said(f"<tvshow><title>X</title></tvshow>\n{address}\n").external_ids == ids


def test_seasons_that_a_show_names() -> None:
    named = '<namedseason number="1">Dusk</namedseason><namedseason number="x">Y</namedseason><namedseason/>'
    assert said(f"<tvshow>{named}</tvshow>").season_titles == {1: "Dusk"}


@given(some.text(max_size=400))
def test_any_title_and_plot_can_be_kept(words: str) -> None:
    title, plot = nfo.line(words), nfo.prose(words)
    assert len(title) <= 200
    assert "\n" not in title
    assert "\0" not in title + plot
    title.encode()
    plot.encode()
