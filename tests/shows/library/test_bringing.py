"""What a folder says, beside what people and catalogue files have said."""

from pathlib import Path

from sqlalchemy import select

from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.shows import actions as fandoms
from fandom.shows.catalogue_schema import parsed
from fandom.shows.models import Episode
from tests.shows.library.folders import episode_nfo, film, picture, put, series, show_nfo
from tests.shows.library.imports import bring, rows, show
from tests.support.catalogue import make_show, show_file


def test_a_title_is_known_again_by_its_ids_then_by_title_and_year(library: Path) -> None:
    by_id = make_show("by-id", title="Another name", external_ids={"imdb": "tt1234567"})
    by_title = make_show("by-title", title="The Last Ferry", kind="film", episodes=1, year=2024)
    make_show("another-year", title="The Last Ferry", kind="film", episodes=1, year=1950)
    make_show("another-id", title="The Last Ferry", kind="film", episodes=1, external_ids={"imdb": "tt7"})
    series(library)
    film(library, year="2024", imdbid="tt9")
    assert bring(library).report["changed"] == 2
    assert [each[0] for each in rows()["shows"]] == ["another-id", "another-year", "by-id", "by-title"]
    assert show("by-id").id == by_id.id
    assert show("by-title").external_ids == {"imdb": "tt9"}
    assert show("by-title").id == by_title.id


def test_what_people_chose_stays_and_what_was_missing_comes(library: Path) -> None:
    make_show("harbour", title="My Harbour", external_ids={"imdb": "tt1234567"}, hue=30)
    series(library)
    bring(library)
    found = show("harbour")
    assert (found.title, found.year, found.synopsis, found.hue) == ("My Harbour", 2019, "A small port.", 30)
    found.synopsis, found.year = "Mine now.", None
    db.session.flush()
    bring(library)
    assert (show("harbour").synopsis, show("harbour").year) == ("Mine now.", None)


def test_what_the_files_say_anew_counts_where_nobody_chose(library: Path) -> None:
    folder = series(library)
    bring(library)
    put(folder, "tvshow.nfo", show_nfo(year="2019", plot="A large port.", imdbid="tt1234567"))
    put(folder, "Season 01/Harbour Lights - S01E01.nfo", episode_nfo(1, 1, "Fog"))
    assert bring(library).report["changed"] == 1
    assert show("harbour-lights").synopsis == "A large port."
    assert db.session.scalar(select(Episode.title).where(Episode.number == 1)) == "Fog"


def test_nothing_is_ever_taken_away(library: Path) -> None:
    folder = series(library)
    bring(library)
    for file in (folder / "Season 01").iterdir():
        file.unlink()
    assert bring(library).report["unchanged"] == 1
    assert len(rows()["episodes"]) == 3


def test_catalogue_file_and_folder_do_not_fight(library: Path) -> None:
    file = parsed(show_file("harbour", 3, external_ids={"imdb": "tt1234567"}, synopsis="Mine."))
    series(library)
    for _ in range(2):
        with unit_of_work():
            fandoms.import_show(show=file)
        bring(library)
    assert show("harbour").synopsis == "Mine."
    with unit_of_work():
        assert fandoms.import_show(show=file) == "unchanged" or show("harbour").synopsis == "Mine."


def test_titles_without_a_latin_letter_get_an_address_too(library: Path) -> None:
    for number, name in enumerate(("千と千尋", "もののけ姫")):
        put(library, f"{number}.nfo", f"<movie><title>{name}</title></movie>")
    bring(library)
    assert [each[0] for each in rows()["shows"]] == ["show", "show-2"]


def test_pictures_that_are_none_are_said(library: Path) -> None:
    folder = series(library, "S", episodes=0)
    put(folder, "poster.jpg", "<svg onload='alert(1)'/>")
    (folder / "fanart.jpg").unlink()
    (folder / "fanart.jpg").symlink_to("/etc/passwd")
    found = bring(library)
    assert {each.file for each in found.skipped} == {"S/poster.jpg", "S/fanart.jpg"}
    assert db.session.scalars(select(File.id)).all() == []


def test_a_new_picture_is_taken_and_the_same_one_is_not(library: Path) -> None:
    folder = series(library, episodes=0)
    assert [bring(library).report["pictures"] for _ in range(2)] == [2, 0]
    put(folder, "poster.jpg", picture((1, 2, 3)))
    assert bring(library).report["pictures"] == 1
