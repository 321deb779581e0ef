"""Watch links: hostile templates are none, ids are quoted, times come and go."""

import pytest

from fandom.core.errors import Invalid
from fandom.shows.watch_links import checked, ids_of, untimed, watch_url

TEMPLATE = "https://tv.example/watch/{id}?t={seconds}"
IDS = {"id": "x1", "imdb": "tt1"}


@pytest.mark.parametrize(
    "template",
    [
        "javascript:alert({id})",
        "JaVaScRiPt:alert(1)//{id}",
        "data:text/html,{id}",
        "//tv.example/{id}",
        "/watch/{id}",
        "https:///watch/{id}",
        "https://{id}/watch",
        "https://{imdb}.example/watch",
        "https://tv.example:{id}/",
        "https://tv.example:99999/",
        "https://fan:secret@tv.example/{id}",
        "https://tv.example@evil.example/{id}",
        "https://[::1/{id}",
        "ftp://tv.example/{id}",
        "https://tv.example/{id",
        "https://tv.example/{{id}}",
        "https://tv.example/{}",
        "https://tv.example/{0.__class__}",
        "https://tv.example/{id!r}",
        "https://tv.example/{ID}",
        "https://tv.example/ {id}",
        "https://tv.example/\n{id}",
        "https://tv.example\\@evil.example/{id}",
        'https://tv.example/"onclick="x{id}',
        "https://tv.example/<script>{id}",
        "https://tv.example/ä/{id}",
        "https://tv.example/" + "a" * 500,
        "",
    ],
)
def test_a_hostile_template_is_refused_and_makes_no_link(template: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(template)
    assert set(refused.value.errors) == {"watch_template"}
    assert watch_url(template, IDS, 0) is None


@pytest.mark.parametrize("template", [None, ""])
def test_no_template_makes_no_link(template: str | None) -> None:
    assert watch_url(template, IDS, 1000) is None


def test_an_id_that_is_missing_makes_no_link() -> None:
    assert watch_url("https://tv.example/{tmdb}", IDS, None) is None
    assert watch_url("https://tv.example/{imdb}", {"imdb": ""}, None) is None


@pytest.mark.parametrize(("ms", "seconds"), [(0, 0), (999, 0), (751_400, 751), (-5, 0)])
def test_the_time_is_whole_seconds(ms: int, seconds: int) -> None:
    assert watch_url(TEMPLATE, IDS, ms) == f"https://tv.example/watch/x1?t={seconds}"


def test_an_id_cannot_break_out_of_its_place() -> None:
    assert watch_url(TEMPLATE, {"id": "../a?b#c&d{seconds}"}, 0) == (
        "https://tv.example/watch/..%2Fa%3Fb%23c%26d%7Bseconds%7D?t=0"
    )


@pytest.mark.parametrize(
    ("template", "without"),
    [
        (TEMPLATE, "https://tv.example/watch/x1"),
        ("https://tv.example/watch?v={id}&t={seconds}s", "https://tv.example/watch?v=x1"),
        ("https://tv.example/watch?t={seconds}&v={id}", "https://tv.example/watch?v=x1"),
        ("https://tv.example/{imdb}#t={seconds}", "https://tv.example/tt1"),
        ("https://tv.example/{imdb}#play", "https://tv.example/tt1#play"),
        ("https://tv.example/{imdb}/{seconds}", "https://tv.example/tt1/0"),
        ("http://tv.example:8080/{id}", "http://tv.example:8080/x1"),
    ],
)
def test_without_a_time_nothing_of_it_is_left(template: str, without: str) -> None:
    assert checked(template) == template
    assert watch_url(template, IDS, None) == without


def test_untimed_keeps_the_holes() -> None:
    assert untimed(TEMPLATE) == "https://tv.example/watch/{id}"


def test_an_episode_takes_its_own_id_or_our_name_for_it() -> None:
    show = {"imdb": "tt1", "watch": "whole-show"}
    named = ids_of("lantern", "s01e02", film=False, show_ids=show, episode_ids={"watch": "ep2", "imdb": "tt2"})
    assert (named["id"], named["imdb"]) == ("ep2", "tt2")
    unnamed = ids_of("lantern", "s01e02", film=False, show_ids=show, episode_ids={})
    assert (unnamed["id"], unnamed["imdb"]) == ("lantern-s01e02", "tt1")


def test_a_film_is_its_one_episode() -> None:
    assert ids_of("spring", "s01e01", film=True, show_ids={"watch": "w"}, episode_ids={})["id"] == "w"
    assert ids_of("spring", "s01e01", film=True, show_ids={}, episode_ids={})["id"] == "spring"


def test_a_show_as_a_whole_has_an_id_too() -> None:
    assert ids_of("lantern", None, film=False, show_ids={}, episode_ids={})["id"] == "lantern"
