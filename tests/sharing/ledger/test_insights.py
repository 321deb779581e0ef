"""How a moment went: told to its author and to nobody else, and alike by the API, the pages and the table."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from fandom.core import clock
from fandom.infra.db import unit_of_work
from fandom.sharing.ledger import actions
from fandom.sharing.ledger.values import Noted
from fandom.sharing.references import reference_of
from tests.conftest import CountQueries
from tests.sharing.conftest import World, edit, publish
from tests.sharing.ledger.conftest import Browse
from tests.support.http import Http
from tests.support.people import Person

PATHS = ("/m/{open}/insights", "/api/v1/moments/{open}/insights")


def happened(moment_id: str, kind: str, times: int, day: date | None = None) -> None:
    mark = "open" if kind in {"link", "inside", "outside"} else kind
    with unit_of_work():
        for n in range(times):
            person = f"{kind}{n}{day}".encode()
            actions.note(moment_id=moment_id, person=person, what=[Noted(mark, kind)], day=day)


@pytest.fixture
def author_of(world: World, http: Callable[..., Http]) -> Http:
    return http(as_=world.author)


@pytest.mark.parametrize("path", PATHS)
def test_it_is_its_authors_alone(world: World, http: Callable[..., Http], path: str) -> None:
    path = path.format(open=world.open)
    assert http(as_=world.author).page(path).status_code == 200
    for name, fan in world.people.items():
        if fan is not None and name != "author":
            assert http(as_=fan).page(path).status_code == 404, name
    visited = http().page(path)
    assert visited.status_code in {302, 303, 401}
    assert "opened" not in visited.text


@pytest.mark.parametrize("path", ["/m/{}/insights", "/api/v1/moments/{}/insights"])
def test_what_is_not_there_is_not_there(author_of: Http, path: str) -> None:
    assert {author_of.page(path.format(each)).status_code for each in ("0000000000000", "nothing")} == {404}


def test_all_that_happened_to_a_creator_is_summed_once(
    world: World, author_of: Http, count_queries: CountQueries
) -> None:
    happened(world.open, "link", 3)
    author_of.page("/creator")
    with count_queries() as said:
        assert author_of.page("/creator").status_code == 200
    by_day = [each for each in said if "GROUP BY ledger_counts.day, ledger_counts.kind" in each]
    assert len(by_day) == 1


def test_a_moment_that_is_gone_takes_its_numbers_along(world: World, author_of: Http) -> None:
    author_of.delete(f"/moments/{world.open}")
    assert author_of.get(f"/moments/{world.open}/insights").status_code == 404
    assert world.open not in {each["moment"] for each in author_of.get("/me/insights").json["items"]}


def test_a_link_that_somebody_opened(world: World, author_of: Http, browse: Browse) -> None:
    via = reference_of(world.author.viewer, world.open)
    browse().see(f"/m/{world.open}?via={via}")
    found = author_of.get(f"/moments/{world.open}/insights").json
    assert found["moment"] == world.open
    assert (found["opens"], found["plays"]) == (1, 0)
    assert found["opens_by"] == {"link": 1, "inside": 0, "outside": 0}
    today = clock.now().date().isoformat()
    assert found["days"] == [{"day": today, "opens": 1, "plays": 0, "title_opens": 0}]


def test_shares_are_told_from_five_people_on(world: World, author_of: Http) -> None:
    happened(world.open, "play", 4)
    happened(world.open, "whole", 1)
    few = author_of.get(f"/moments/{world.open}/insights").json
    assert (few["watched_through"], few["reached"]["100"]) == (None, 1)
    assert "Too few have played it" in author_of.page(f"/m/{world.open}/insights").text
    happened(world.open, "play", 8)
    many = author_of.get(f"/moments/{world.open}/insights").json
    assert (many["plays"], many["watched_through"]) == (8, 0.125)


def test_nobody_is_named_and_no_day_says_who_joined(world: World, author_of: Http, browse: Browse) -> None:
    ahead = world.people["ahead"]
    assert ahead is not None
    browse(ahead).see(f"/m/{world.open}")
    happened(world.open, "join", 1)
    answers = [author_of.get(f"/moments/{world.open}/insights"), author_of.page(f"/m/{world.open}/insights")]
    answers += [author_of.page("/creator"), author_of.page("/creator.csv"), author_of.get("/me/insights")]
    assert not any(ahead.handle in each.text or ahead.id in each.text for each in answers)
    assert "sign_ups" not in answers[0].json["days"][0]


def test_what_is_sealed_for_others_is_counted_by_those_who_saw_it(
    world: World, author_of: Http, browse: Browse
) -> None:
    browse().see(f"/m/{world.late}")
    browse(world.people["ahead"]).see(f"/m/{world.late}")
    assert author_of.get(f"/moments/{world.late}/insights").json["opens"] == 1


def test_by_moment_and_by_week(world: World, author_of: Http) -> None:
    today = clock.now().date()
    monday = today - timedelta(days=today.weekday())
    happened(world.open, "link", 2, monday)
    happened(world.open, "outside", 3, monday - timedelta(days=1))
    happened(world.late, "inside", 4, monday)
    happened(world.late, "inside", 9, monday - timedelta(weeks=60))
    by_moment = author_of.get("/me/insights").json
    assert [(each["moment"], each["opens"]) for each in by_moment["items"]] == [(world.late, 13), (world.open, 5)]
    by_week = author_of.get("/me/insights?by=week").json["items"]
    weeks = [monday.isoformat(), (monday - timedelta(weeks=1)).isoformat()]
    assert [(each["week"], each["opens"]) for each in by_week] == [(weeks[0], 6), (weeks[1], 3)]


def test_by_moment_is_a_list_with_pages(world: World, author_of: Http) -> None:
    first = author_of.get("/me/insights?limit=1").json
    second = author_of.get(f"/me/insights?limit=1&cursor={first['next']}").json
    assert [each["moment"] for each in first["items"] + second["items"]] == [world.late, world.open]
    assert author_of.get("/me/insights?by=year").status_code == 422


def test_only_ones_own_are_counted(world: World, http: Callable[..., Http], author_of: Http) -> None:
    ahead = world.people["ahead"]
    assert ahead is not None
    theirs = publish(ahead, world.show, "Another", episode=(1, 1))
    happened(theirs, "outside", 7)
    assert author_of.get("/me/insights?by=week").json["items"] == []
    assert [each["moment"] for each in http(as_=ahead).get("/me/insights").json["items"]] == [theirs]


def test_the_page_of_all_of_them(world: World, author_of: Http) -> None:
    happened(world.open, "link", 6)
    happened(world.open, "play", 3)
    happened(world.open, "outside", 5, clock.now().date() - timedelta(days=30))
    text = author_of.page("/creator").text
    assert "<dd>6</dd>" in text
    assert "1 more than before" in text
    # Before there was nothing, so there is nothing to compare with.
    assert "as many as before" not in text
    assert f'href="/m/{world.open}/insights"' in text
    assert "The kettle stops" in text
    assert '<svg class="plot"' in text
    assert "style=" not in text


def test_who_has_made_nothing_is_asked_to(http: Callable[..., Http], world: World) -> None:
    text = http(as_=world.people["newcomer"]).page("/creator").text
    assert "Nothing to count yet" in text
    assert 'href="/compose"' in text
    assert '<svg class="plot"' not in text


def test_who_was_not_found_is_told_how(world: World, author_of: Http) -> None:
    text = author_of.page("/creator").text
    assert "Nobody has come by lately" in text
    assert f'href="/m/{world.late}/share"' in text


def _sheet(http: Http) -> list[dict[str, Any]]:
    answer = http.page("/creator.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_table_to_take_along(world: World, author_of: Http) -> None:
    today = clock.now().date()
    happened(world.open, "link", 2)
    happened(world.open, "play", 1)
    happened(world.open, "outside", 1, today - timedelta(weeks=2))
    rows = _sheet(author_of)
    assert [(row["moment"], row["opens"], row["opens_link"], row["plays"]) for row in rows] == [
        (world.open, "1", "0", "0"),
        (world.open, "2", "2", "1"),
    ]
    assert (rows[0]["show"], rows[0]["episode"], rows[0]["caption"]) == ("Saltmarsh", "s01e01", "The kettle stops")


def test_a_caption_is_no_formula_in_it(world: World, author_of: Http) -> None:
    edit(world.open, caption='=HYPERLINK("http://evil.example")')
    happened(world.open, "link", 1)
    assert _sheet(author_of)[0]["caption"].startswith("'=HYPERLINK")


def test_it_is_led_to(world: World, http: Callable[..., Http], author_of: Http) -> None:
    assert f'href="/m/{world.open}/insights"' in author_of.page(f"/m/{world.open}").text
    assert 'href="/creator"' in author_of.page(f"/u/{world.author.handle}").text
    other: Person | None = world.people["ahead"]
    assert "/insights" not in http(as_=other).page(f"/m/{world.open}").text
    assert "/creator" not in http(as_=other).page(f"/u/{world.author.handle}").text
