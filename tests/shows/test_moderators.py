"""Who makes moderators over the API, and what it gives them at once."""

from collections.abc import Callable

import pytest
from flask import Flask

from fandom.shows import queries
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import make_admin, make_fan

Client = Callable[..., Http]


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show("lantern")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_only_administrators_do(show: ShowView, http: Client, method: str) -> None:
    fan, moderator = make_fan("ada"), make_fan(moderates=[show.id])
    path = "/api/v1/shows/lantern/moderators/ada"
    for person, status in ((None, 401), (fan, 403), (moderator, 403), (make_fan(moderates_all=True), 403)):
        assert http(as_=person).call(method, path).status_code == status
    assert queries.moderators_of(show.id) == {moderator.id}


@pytest.mark.parametrize("path", ["/shows/lantern/moderators/nobody", "/shows/nowhere/moderators/ada"])
def test_who_or_what_is_not_there_is_not_found(show: ShowView, http: Client, path: str) -> None:
    make_fan("ada")
    client = http(as_=make_admin())
    assert client.put(path).status_code == client.delete(path).status_code == 404


def test_nobody_who_is_banned_is_made_one(show: ShowView, http: Client) -> None:
    make_fan("ada", state="banned")
    assert http(as_=make_admin()).put("/shows/lantern/moderators/ada").status_code == 404


def test_rights_begin_and_end_with_the_next_request(show: ShowView, http: Client) -> None:
    admin, ada = http(as_=make_admin()), http(as_=make_fan("Ada"))
    for method, status in (("PUT", 200), ("DELETE", 403)):
        ada.get("/session")
        admin.call(method, "/api/v1/shows/lantern/moderators/ada")
        assert ada.get("/shows/lantern/settings").status_code == status


def test_it_may_be_said_twice(show: ShowView, http: Client) -> None:
    fan, admin = make_fan("ada"), http(as_=make_admin())
    answers = [admin.put("/shows/lantern/moderators/ADA") for _ in range(2)]
    assert [each.json for each in answers] == [{"handle": "ada", "role": "moderator"}] * 2
    assert queries.moderators_of(show.id) == {fan.id}
    assert [admin.delete("/shows/lantern/moderators/ada").status_code for _ in range(2)] == [204, 204]
    assert http(as_=fan).get("/shows/lantern").json["membership"] == {"member": True, "role": "fan"}
