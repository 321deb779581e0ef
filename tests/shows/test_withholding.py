"""Titles and synopses past a viewer's horizon do not leave the house where a show withholds them."""

from collections.abc import Callable

import pytest
from flask import Flask

from fandom.shows.values import ShowView
from tests.support.catalogue import HOUR_MS, episode, make_show
from tests.support.http import Http
from tests.support.people import make_admin, make_fan

Client = Callable[..., Http]
CANARIES = {(0, 1): "canary-special", (1, 1): "canary-first", (1, 2): "canary-second", (2, 1): "canary-third"}


@pytest.fixture
def show(app: Flask) -> ShowView:
    episodes = [episode(*place, title=word, synopsis=f"{word}-told") for place, word in CANARIES.items()]
    seasons = [{"number": 1, "title": "canary-one"}, {"number": 2, "title": "canary-two"}]
    return make_show("lantern", episodes, seasons=seasons, public_horizon="closed", withholds_titles=True)


def told(client: Http) -> set[str]:
    """The canaries in what the show and its episodes answer."""
    texts = [client.get(f"/shows/lantern{path}").text for path in ("", "/episodes", "/progress")]
    words = {*CANARIES.values(), *(f"{word}-told" for word in CANARIES.values()), "canary-one", "canary-two"}
    return {word for word in words if any(f'"{word}"' in text for text in texts)}


def both(*words: str) -> set[str]:
    return {*words, *(f"{word}-told" for word in words)}


def test_who_has_not_begun_is_told_nothing(show: ShowView, http: Client) -> None:
    for person in (None, make_fan(), make_fan(moderates=[show.id]), make_admin()):
        assert told(http(as_=person)) == set()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"seen": "none"}, set()),
        ({"episode": "s01e01", "position_ms": 0}, both("canary-first") | {"canary-one"}),
        ({"episode": "s01e01"}, both("canary-first") | {"canary-one"}),
        ({"episode": "s01e02", "position_ms": HOUR_MS}, both("canary-first", "canary-second") | {"canary-one"}),
        ({"episode": "s00e01", "position_ms": 0}, both("canary-special")),
        ({"seen": "all"}, both(*CANARIES.values()) | {"canary-one", "canary-two"}),
        ({"seen": "open"}, both(*CANARIES.values()) | {"canary-one", "canary-two"}),
    ],
)
def test_a_fan_is_told_what_they_have_begun(
    show: ShowView, http: Client, said: dict[str, object], words: set[str]
) -> None:
    client = http(as_=make_fan())
    assert client.put("/shows/lantern/progress", said).status_code == 200
    assert told(client) == words


def test_going_back_withholds_again(show: ShowView, http: Client) -> None:
    client = http(as_=make_fan())
    client.put("/shows/lantern/progress", {"seen": "all"})
    client.put("/shows/lantern/progress", {"episode": "s01e01"})
    assert "canary-third" not in told(client)
