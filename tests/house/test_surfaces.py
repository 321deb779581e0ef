"""Every route and socket event has a row, and the row is true of who may come in."""

from typing import Any

import pytest
from flask import Flask

from fandom.infra.api import PREFIX
from fandom.realtime import inbound
from tests.house.surfaces import API, ASKED, PAGES
from tests.spoilers import changes, places
from tests.spoilers.asking import PLACE
from tests.support.catalogue import make_show
from tests.support.people import make_fan

NOBODY = "0000000000000"
PLACES = {"<slug>": "sintel", "<handle>": "ada", "<emoji>": "🔥", "<name>": "snow", "<path:filename>": "none.js"}
ROWS = [(f"{PREFIX}{rule.partition(' ')[2]}", rule.partition(" ")[0], row) for rule, row in API.items()]
ROWS += [(rule.partition(" ")[2], rule.partition(" ")[0], row) for rule, row in PAGES.items()]


def routes(app: Flask) -> set[tuple[str, str]]:
    return {(rule.rule, method) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}


def placed(rule: str) -> str:
    parts = rule.split("/")
    return "/".join(PLACES.get(part, NOBODY) if part.startswith("<") else part for part in parts)


def closed_to(*whos: str) -> list[tuple[str, str]]:
    return [(rule, method) for rule, method, row in ROWS if row.who in whos]


@pytest.fixture
def ada(app: Flask) -> Any:
    make_show("sintel")
    return make_fan("ada")


def test_every_route_has_a_row(app: Flask) -> None:
    assert routes(app) == {(rule, method) for rule, method, _ in ROWS}


def test_every_socket_event_has_a_row() -> None:
    assert set(inbound.EVENTS) == set(ASKED)


def test_a_row_says_what_it_carries() -> None:
    assert all(row.carries for row in [*API.values(), *PAGES.values(), *ASKED.values()])


def test_the_table_of_spoilers_asks_every_route() -> None:
    """Its placeholders are filled in there, and something is sent with each change."""
    sent = {*changes.API, *changes.PAGES}
    assert {rule for rule in [*API, *PAGES] if not rule.startswith("GET ")} - sent == set()
    asked = {rule: set(PLACE.findall(rule)) - set(places.PLACES) for rule in [*API, *PAGES] if rule not in places.RULES}
    assert {rule: left for rule, left in asked.items() if left} == {}


def test_a_visitor_gets_401_from_the_api(http: Any, ada: Any) -> None:
    asked = [(rule, method) for rule, method in closed_to("fan", "moderator") if rule.startswith(PREFIX)]
    answers = {(rule, method): http().call(method, placed(rule)).status_code for rule, method in asked}
    assert {call: status for call, status in answers.items() if status != 401} == {}


def test_a_visitor_of_a_page_is_sent_to_the_door(http: Any, ada: Any) -> None:
    for rule, method in closed_to("fan", "moderator"):
        if not rule.startswith(PREFIX):
            answer = http().call(method, placed(rule))
            led = answer.headers.get("Location", "").startswith("/sign-in")
            assert led if method == "GET" else answer.status_code == 401 or led, (rule, method, answer.status_code)


def test_a_fan_does_not_get_to_the_desk(http: Any, ada: Any) -> None:
    fan = http(as_=ada)
    for rule, method in closed_to("moderator"):
        body = {"json": {}} if rule.startswith(PREFIX) and method in {"POST", "PUT", "PATCH"} else {}
        answer = fan.call(method, placed(rule), **body)
        # 422 where the body is read before the door: nothing of the desk is in that answer
        assert answer.status_code in {403, 404, 422}, (rule, method, answer.text)


def test_anyone_comes_in(http: Any, ada: Any) -> None:
    asked = [(rule, method) for rule, method in closed_to("anyone") if rule != "/sign-in" or method == "GET"]
    answers = {(rule, method): http().call(method, placed(rule)).status_code for rule, method in asked}
    assert {call: status for call, status in answers.items() if status in {401, 403, 405, 500}} == {}
