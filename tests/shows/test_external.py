"""Shows and episodes that others mean: by ids, by name and year, and not at all where it is not certain."""

from flask import Flask

from fandom.shows.external import SEVERAL, UNKNOWN, Meant, episodes_meant, shared, shows_meant
from tests.conftest import CountQueries
from tests.support.catalogue import episode, make_show


def one(**meant: object) -> tuple[str | None, str]:
    found = shows_meant([Meant(**({"kind": "series"} | meant))])[0]  # type: ignore[arg-type]
    return found.show_id, found.why


def test_by_any_id_of_another_catalogue(app: Flask) -> None:
    show = make_show(external_ids={"imdb": "tt1", "tvdb": "7"})
    assert one(ids={"tvdb": "7"}) == one(title="Something else", ids={"imdb": "tt1"}) == (show.id, "")


def test_the_ids_of_films_are_counted_apart(app: Flask) -> None:
    film = make_show(kind="film", episodes=[episode(1, 1)], external_ids={"tmdb": "603"})
    series = make_show(external_ids={"tmdb": "603"})
    assert one(ids={"tmdb": "603"})[0] == series.id
    assert one(kind="film", ids={"tmdb": "603"})[0] == film.id


def test_most_ids_win_and_a_draw_is_nobodys(app: Flask) -> None:
    first = make_show(external_ids={"imdb": "tt1", "tvdb": "7"})
    make_show(external_ids={"imdb": "tt2", "tvdb": "8"})
    assert one(ids={"imdb": "tt1", "tvdb": "7", "tmdb": "9"})[0] == first.id
    assert one(ids={"imdb": "tt1", "tvdb": "8"}) == (None, SEVERAL)


def test_by_name_however_it_is_written(app: Flask) -> None:
    show = make_show(title="Amélie & the Łódź Æther!", year=2001)
    assert one(title="amelie and")[1] == UNKNOWN
    assert one(title="AMELIE the lodz aether")[0] == show.id
    assert one(title="Amelie, the Lodz aether (2001)")[0] == show.id
    assert one(title="Amelie, the Lodz aether (1999)") == (None, UNKNOWN)
    assert one(title="Amelie the Lodz aether", year=1999) == (None, UNKNOWN)
    assert one(kind="film", title="Amelie the Lodz aether") == (None, UNKNOWN)


def test_of_two_by_one_name_the_year_tells(app: Flask) -> None:
    old, new = make_show(title="The Ferry", year=1978), make_show(title="The Ferry", year=2004)
    assert one(title="The Ferry") == (None, SEVERAL)
    assert [one(title="The Ferry", year=year)[0] for year in (1978, 2004)] == [old.id, new.id]


def test_another_id_tells_two_of_one_name_apart(app: Flask) -> None:
    make_show(title="The Ferry", external_ids={"tvdb": "7"})
    assert one(title="The Ferry", ids={"tvdb": "8"}) == (None, UNKNOWN)


def test_a_name_without_letters_is_none(app: Flask) -> None:
    make_show(title="!!!")
    assert one(title="???") == (None, UNKNOWN)
    assert one() == (None, UNKNOWN)


def test_episodes_by_their_own_ids_and_only_by_one_of_a_kind(app: Flask) -> None:
    twice = {"external_ids": {"tvdb": "3"}}
    show = make_show(
        episodes=[episode(1, 1, external_ids={"tvdb": "1"}), episode(1, 2, **twice), episode(1, 3, **twice)]
    )
    assert episodes_meant({("tvdb", "1"), ("tvdb", "3"), ("imdb", "1")}) == {("tvdb", "1"): (show.id, 1, 1)}


def test_many_cost_as_much_as_one(app: Flask, count_queries: CountQueries) -> None:
    for number in range(5):
        make_show(external_ids={"tvdb": str(number)})
    wanted = [Meant("series", f"None {number}", ids={"tvdb": str(number)}) for number in range(900)]
    with count_queries() as said:
        assert sum(each.show_id is not None for each in shows_meant(wanted)) == 5
    assert len(said) == 2


def test_ids_as_people_write_them() -> None:
    given = {"TVDB": 81189, "imdb": " tt0903747 ", "tmdb": True, "tvmaze": 0, "trakt": 1, "anidb": None, "wikidata": []}
    assert shared(given) == {"tvdb": "81189", "imdb": "tt0903747"}
    assert shared({"imdb": "x" * 65, "tvdb": 1.5}) == {}
