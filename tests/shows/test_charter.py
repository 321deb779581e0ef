"""What a fandom says of itself and what it allows."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from fandom.infra.db import unit_of_work
from fandom.shows import actions, queries
from fandom.shows.charter import CLIPS_OFF, PICTURES_OFF, UPLOADS_OFF, Rights
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import make_fan

Client = Callable[..., Http]


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show("lantern")


@pytest.mark.parametrize(
    ("rights", "brought", "said"),
    [
        (Rights(), {"pictures": 4, "clip_ms": 90_000}, []),
        (Rights(pictures=False), {"pictures": 1}, [PICTURES_OFF]),
        (Rights(pictures=False), {"uploads": 1}, []),
        (Rights(uploads=False), {"uploads": 1}, [UPLOADS_OFF]),
        (Rights(clips=False), {"clip_ms": 1000}, [CLIPS_OFF]),
        (Rights(max_clip_ms=5000), {"clip_ms": 5000}, []),
        (Rights(max_clip_ms=5000), {"clip_ms": 5001}, ["A clip of this fandom is at most 5 seconds long."]),
        (Rights(max_clip_ms=5000), {"uploads": 1, "upload_ms": 5500}, []),
        (Rights(max_clip_ms=5000), {"upload_ms": 5501}, ["A clip of this fandom is at most 5 seconds long."]),
    ],
)
def test_what_may_be_brought_along(rights: Rights, brought: dict[str, int], said: list[str]) -> None:
    assert rights.faults(**brought) == said


def test_rights_that_nobody_has_set_are_those_of_the_house(show: ShowView) -> None:
    assert queries.rights(show.id) == queries.rights("0000000000000") == Rights()


def test_rights_change_one_at_a_time(show: ShowView, http: Client) -> None:
    moderator = http(as_=make_fan(moderates=[show.id]))
    for changes in ({"pictures": False}, {"max_clip_ms": 30_000}):
        assert moderator.patch("/shows/lantern/settings", {"rights": changes}).status_code == 200
    assert queries.rights(show.id) == Rights(pictures=False, max_clip_ms=30_000)
    assert http().get("/shows/lantern").json["rights"] == Rights(pictures=False, max_clip_ms=30_000).json()


def test_rules_and_welcome_are_rendered_when_they_are_written(show: ShowView, http: Client) -> None:
    make_fan("ada")
    typed = {"rules": "No leaks.\n\nSee https://tv.example.org <b>now</b> @ada", "welcome": "  Hello #newcomers "}
    answer = http(as_=make_fan(moderates=[show.id])).patch("/shows/lantern/settings", typed)
    assert (answer.json["rules"], answer.json["welcome"]) == (typed["rules"], "Hello #newcomers")
    found = queries.charter(show.id)
    assert "<b>" not in found.rules_html
    assert found.rules_html.startswith("<p>No leaks.</p>")
    assert 'rel="nofollow ugc noopener"' in found.rules_html
    assert "mention" not in found.rules_html
    assert http().get("/shows/lantern").json["welcome_html"] == found.welcome_html


def test_they_can_be_taken_away_again(show: ShowView) -> None:
    fan = make_fan().viewer
    for rules in ("No leaks.", ""):
        with unit_of_work():
            actions.change_settings(viewer=fan, show_id=show.id, changes={"rules": rules})
    assert queries.charter(show.id).rules_html == ""


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rules": "x" * 4001}, "rules"),
        ({"welcome": "x" * 601}, "welcome"),
        ({"rules": "\u202eevil"}, "rules"),
        ({"rights": {"pictures": "no"}}, "rights"),
        ({"rights": {"max_clip_ms": 90_001}}, "rights"),
        ({"rights": {"watching": "strangers"}}, "rights"),
        ({"rights": {"everything": True}}, "rights"),
        ({"rights": None}, "rights"),
    ],
)
def test_wrong_ones_are_refused_by_name(show: ShowView, http: Client, body: dict[str, Any], field: str) -> None:
    answer = http(as_=make_fan(moderates=[show.id])).patch("/shows/lantern/settings", body)
    assert answer.status_code == 422
    assert field in answer.json["errors"]
