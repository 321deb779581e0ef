"""What is found, in which order, page by page; and whatever may be typed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from fandom.infra.db import db, unit_of_work
from fandom.posts import access, actions
from fandom.posts.search.folding import forms
from fandom.posts.values import MomentChange
from fandom.shows.values import ShowView
from tests.posts.search.conftest import Found
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person, make_fan


def change(author: Person, moment_id: str, **fields: Any) -> None:
    with unit_of_work():
        moment = access.moment_to_edit(author.viewer, moment_id)
        actions.edit_moment(moment=moment, change=MomentChange(**fields))


@pytest.mark.parametrize(
    ("q", "hit"),
    [
        ("DOOR", True),
        ('"at the dóor"', True),
        ('"the at door"', False),
        ("door -kettle", True),
        ("door -looks", False),
        ('door -"at the"', False),
        ("#the-kettle", True),
        ("#kettle", False),
        ("kettle door", True),
        ("door -#the-kettle", False),
        ("@ADA door", True),
        ("@bob door", False),
        ("-@bob door", True),
        ("-@ada door", False),
        ("@nobody door", False),
        ("show:saltmarsh door", True),
        ("-show:saltmarsh door", False),
        ("show:nowhere door", False),
        ("show:saltmarsh", True),
        ("@ada", True),
        ("doors", False),
    ],
)
def test_how_it_is_asked(
    http: Callable[..., Http], ada: Person, bo: Person, post: Any, found: Found, q: str, hit: bool
) -> None:
    moment = post(ada, "She looks at the door, again", tags=("the-kettle",), reveals_at=None)
    expected = q == "door -kettle"  # the tag says kettle, too
    assert found(http(), q, "moment") == ([moment] if hit and not expected else [])


def test_a_change_and_an_end_are_followed(http: Callable[..., Http], ada: Person, post: Any, found: Found) -> None:
    moment = post(ada, "She looks at the door", reveals_at=None)
    change(ada, moment, caption="She looks at the window")
    assert (found(http(), "door", "moment"), found(http(), "window", "moment")) == ([], [moment])
    http(as_=ada).delete(f"/moments/{moment}")
    assert found(http(), "window", "moment") == []
    assert db.session.execute(text("SELECT count(*) FROM moment_words")).scalar_one() == 0


def test_pages_hold_each_once_the_best_first(http: Callable[..., Http], ada: Person, post: Any, found: Found) -> None:
    plain = [post(ada, f"A door and then number {number}", reveals_at=None) for number in range(5)]
    best = post(ada, "Door", reveals_at=None)
    assert found(http(), "door", "moment", limit=2) == [best, *reversed(plain)]


def test_what_comes_later_has_no_place_in_a_list_begun_before(
    http: Callable[..., Http], ada: Person, post: Any, frozen_clock: Any
) -> None:
    from datetime import UTC, datetime

    first = [post(ada, f"A door {number}", reveals_at=None) for number in range(3)]
    frozen_clock(datetime(2026, 3, 1, 13, tzinfo=UTC))
    page = http().get("/search", query_string={"q": "door", "kind": "moment", "limit": 2}).json
    frozen_clock(datetime(2026, 3, 1, 14, tzinfo=UTC))
    post(ada, "door door door", reveals_at=None)
    rest = {"q": "door", "kind": "moment", "limit": 2, "cursor": page["next"]}
    seen = [*page["items"], *http().get("/search", query_string=rest).json["items"]]
    assert [each["moment"]["id"] for each in seen] == first[::-1]


def test_somebody_elses_cursor_is_refused(http: Callable[..., Http], ada: Person, bo: Person, post: Any) -> None:
    for number in range(3):
        post(ada, f"A door {number}", reveals_at=None)
    asked = {"q": "door", "kind": "moment", "limit": 1}
    cursor = http(as_=ada).get("/search", query_string=asked).json["next"]
    assert http(as_=bo).get("/search", query_string=asked | {"cursor": cursor}).status_code == 422
    assert http(as_=ada).get("/search", query_string=asked | {"q": "a", "cursor": cursor}).status_code == 422


def test_a_few_of_each(http: Callable[..., Http], post: Any, say: Callable[..., str], ada: Person) -> None:
    show = make_show("doorways")
    fan = make_fan("doorkeeper")
    moment = post(ada, "Door", tags=("door",), reveals_at=None)
    comment = say(ada, moment, "A door, yes")
    items = http().get("/search", query_string={"q": "door"}).json["items"]
    assert [each["kind"] for each in items] == ["show", "fan", "tag", "moment", "comment"]
    assert items[0]["show"]["slug"] == show.slug
    assert items[1]["fan"]["handle"] == fan.handle
    assert items[2]["tag"] == {"tag": "door", "count": 1}
    assert items[4]["comment"]["id"] == comment
    assert items[4]["moment"]["id"] == moment
    assert items[4]["snippet"] == [
        {"text": "A ", "hit": False},
        {"text": "door", "hit": True},
        {"text": ", yes", "hit": False},
    ]


def test_names_while_typing_are_names_only(http: Callable[..., Http], post: Any, say: Any, ada: Person) -> None:
    say(ada, post(ada, "Door", tags=("doors",), reveals_at=None), "Door")
    make_fan("doorkeeper", display_name="The Dóor")
    answer = http().get("/search/names", query_string={"q": "doo"})
    assert [(each["kind"], each["snippet"]) for each in answer.json["items"]] == [("fan", None), ("tag", None)]


def test_fans_by_handle_and_by_what_they_call_themselves(http: Callable[..., Http], app: Flask, found: Found) -> None:
    make_fan("zed", display_name="Dora Dóor")
    make_fan("dora_the_first")
    make_fan("dora")
    make_fan("doran", state="banned")
    assert found(http(), "Dora", "fan", limit=1) == ["dora", "dora_the_first", "zed"]
    assert found(http(), "door", "fan") == ["zed"]
    assert found(http(), "dora_the", "fan") == ["dora_the_first"]


def test_answers_are_nobodys_to_keep(http: Callable[..., Http], show: ShowView) -> None:
    answer = http().get("/search", query_string={"q": "door"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "words", ["Amélie isn’t s1e04", "ŁÓDŹ Straße œuvre", "猫が wow🔥🔥", "a_b-c.d/e 10:30 x@y.z", "Ёлка ΟΔΟΣ"]
)
def test_python_and_postgresql_fold_alike(app: Flask, words: str) -> None:
    said = db.session.execute(text("SELECT search_folded(:said)"), {"said": words}).scalar_one()
    assert said.split() == forms(words)


HELL = [
    "x" * 10_000,
    '"' * 199,
    "& | ! ( ) : * <-> a",
    "a:* & !b <2> c",
    "'); DROP TABLE moments; --",
    "\\ \\' a' 'b \\\\",
    "- -- --- -a a",
    "%s %(me)s %% a",
    ":me a",
    "\ud800 a",
    "\u202e a \u200b",
    "#" * 100 + "a",
    "show: @ # a",
    '"" "" a ""',
]


@pytest.mark.parametrize("q", HELL)
@pytest.mark.parametrize("kind", [None, "moment", "comment", "fan", "tag", "show"])
def test_syntax_from_hell(http: Callable[..., Http], show: ShowView, q: str, kind: str | None) -> None:
    asked = {"q": q.encode("utf-8", "replace").decode(), **({"kind": kind} if kind else {})}
    assert http().get("/search", query_string=asked).status_code in {200, 422}


def test_nul_is_refused(http: Callable[..., Http], app: Flask) -> None:
    assert http().get("/search?q=a%00b").status_code == 400


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("ab\"-#@:&|!()*<>'\\% \t"), st.characters(exclude_characters="\0")),
        max_size=60,
    )
)
def test_anything_is_answered(http: Callable[..., Http], app: Flask, q: str) -> None:
    for kind in ("moment", "fan", "tag"):
        asked = {"q": q.encode("utf-8", "replace").decode(), "kind": kind}
        assert http().get("/search", query_string=asked).status_code in {200, 422, 429}
