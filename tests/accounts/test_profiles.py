"""Public profiles over HTTP."""

from collections.abc import Callable

import pytest

from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import make_fan

Client = Callable[..., Http]


@pytest.mark.parametrize("state", ["banned", "deleted"])
def test_ended_account_looks_like_none(http: Client, state: str) -> None:
    make_fan("gone", state=state)
    gone, never = http().get("/accounts/gone"), http().get("/accounts/never")
    assert (gone.status_code, gone.json) == (never.status_code, never.json)
    assert gone.status_code == 404


@pytest.mark.parametrize("handle", ["%00", "%EF%BF%BF", "a" * 5000, "..", "ada%2Fx", "'"])
def test_odd_handles_are_nobodys(http: Client, handle: str) -> None:
    assert http().get(f"/accounts/{handle}").status_code in {400, 404}


def test_profile_tells_nothing_private(http: Client) -> None:
    make_fan("ada", is_admin=True)
    body = http().get("/accounts/ADA").json
    named = {"id", "handle", "display_name", "url", "avatar_url", "created_at", "about", "shows_reactions"}
    assert set(body) == named | {"follower_count", "following_count", "shows", "my"}
    assert body["handle"] == "ada"


def test_unchanged_profile_is_not_sent_again(http: Client) -> None:
    ada = make_fan("ada")
    tag = http().get("/accounts/ada").headers["ETag"]
    assert http().get("/accounts/ada", headers={"If-None-Match": tag}).status_code == 304
    http(as_=ada).patch("/me", {"display_name": "Ada L."})
    assert http().get("/accounts/ada", headers={"If-None-Match": tag}).status_code == 200


def test_profile_says_what_the_fan_says_and_where_they_are(http: Client) -> None:
    ada = make_fan("ada")
    make_show("the-lantern")
    http(as_=ada).put("/shows/the-lantern/membership")
    http(as_=ada).patch("/me", {"about": "  Here for the music.  ", "shows_reactions": True})
    body = http().get("/accounts/ada").json
    assert (body["about"], body["shows_reactions"]) == ("Here for the music.", True)
    assert body["shows"] == [{"slug": "the-lantern", "title": "The Lantern"}]
    assert http(as_=ada).patch("/me", {"about": ""}).json["about"] == ""


def test_my_relation_is_part_of_what_is_tagged(http: Client) -> None:
    make_fan("ada")
    mine = http(as_=make_fan("bo"))
    tag = mine.get("/accounts/ada").headers["ETag"]
    mine.put("/accounts/ada/follow")
    assert mine.get("/accounts/ada", headers={"If-None-Match": tag}).status_code == 200
