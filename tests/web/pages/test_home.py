"""Home: something good first."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import make_admin, make_fan
from tests.web.conftest import Fandom

Said = Callable[[Any], str]


def test_a_visitor_sees_something_good_first(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.moment(fandom.ada, "The lamp is the same one from the ferry.")
    said = words(http().page("/"))
    assert "The lamp is the same one from the ferry." in said
    assert "The Saltmarsh Line" in said
    assert "Join Fandom" in said


def test_what_nobody_answers_is_not_what_a_visitor_sees_first(http: Callable[..., Http], fandom: Fandom) -> None:
    loved = fandom.moment(fandom.ada, "The lamp is the same one from the ferry.")
    fandom.moment(fandom.fan("seller"), "Cheap lanterns, today only.")
    for handle in ("bo", "tuck", "yusra"):
        http(as_=fandom.fan(handle)).put(f"/moments/{loved}/reactions/🔥")
    body = http().page("/").get_data(as_text=True)
    assert body.index("same one from the ferry") < body.index("Cheap lanterns")
    newest = http().page("/?sort=new").get_data(as_text=True)
    assert newest.index("Cheap lanterns") < newest.index("same one from the ferry")


def test_without_moments_there_is_something_to_do(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    assert "Pick a show and post the first moment." in words(http().page("/"))


def test_a_member_without_shows_is_asked_which(http: Callable[..., Http], fandom: Fandom) -> None:
    body = http(as_=make_fan("noor")).page("/?sort=new").get_data(as_text=True)
    assert 'href="/welcome/shows"' in body


def test_an_order_that_is_none_leads_nowhere(http: Callable[..., Http], fandom: Fandom) -> None:
    assert http().page("/?sort=top").status_code == 404
    assert http().page("/?sort=best").status_code == 404


def test_what_climbs_elsewhere_is_beside_ones_own(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    noor = make_fan("noor")
    fandom.moment(fandom.ada, "Said in a show that noor has not joined.")
    assert "Climbing everywhere" in words(http(as_=noor).page("/"))


def test_own_shows_come_first(http: Callable[..., Http], fandom: Fandom) -> None:
    make_show("a-show-before")
    body = http(as_=fandom.ada).page("/").get_data(as_text=True)
    strip = body[body.index("strip-of-shows") :]
    assert strip.index(fandom.show.title) < strip.index("A Show Before")
    assert "Your shows" in body


def test_older_moments_are_a_link_away(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    for number in range(14):
        fandom.moment(fandom.ada, f"Moment number {number}.")
    first = http().page("/").get_data(as_text=True)
    link = first.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    older = words(http().page(link))
    assert "Moment number 13." in first
    assert "Moment number 1." not in first
    assert "Moment number 1." in older
    assert "Moment number 0." in older


def test_home_asks_the_database_a_bounded_number_of_times(
    http: Callable[..., Http], fandom: Fandom, count_queries: Any
) -> None:
    fan = http(as_=fandom.bo)
    fandom.moment(fandom.ada)
    fan.page("/")
    with count_queries() as few:
        fan.page("/")
    for _ in range(10):
        fandom.moment(fandom.ada)
    with count_queries() as many:
        fan.page("/")
    assert len(many) < len(few) + 10  # what is remembered for seconds may have to be asked anew, each moment not


def test_where_people_talk_comes_before_the_alphabet(http: Callable[..., Http], fandom: Fandom) -> None:
    make_show("a-quiet-show")
    fandom.moment(fandom.ada)
    body = http().page("/").get_data(as_text=True)
    strip = body[body.index("strip-of-shows") :]
    assert strip.index(fandom.show.title) < strip.index("A Quiet Show")


@pytest.mark.parametrize("path", ["/", "/shows", "/compose"])
def test_without_shows_everybody_reads_what_comes_next(
    http: Callable[..., Http], app: Flask, words: Said, path: str
) -> None:
    said = words(http(as_=make_fan("noor")).page(path))
    assert "No shows here yet." in said
    assert "flask shows import" not in said
    assert "flask shows import" in words(http(as_=make_admin("root1")).page(path))
