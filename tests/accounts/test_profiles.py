"""Public profiles over HTTP."""

from collections.abc import Callable

import pytest

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
    assert set(body) == {"id", "handle", "display_name", "url", "avatar_url", "created_at"}
    assert body["handle"] == "ada"


def test_unchanged_profile_is_not_sent_again(http: Client) -> None:
    ada = make_fan("ada")
    tag = http().get("/accounts/ada").headers["ETag"]
    assert http().get("/accounts/ada", headers={"If-None-Match": tag}).status_code == 304
    http(as_=ada).patch("/me", {"display_name": "Ada L."})
    assert http().get("/accounts/ada", headers={"If-None-Match": tag}).status_code == 200
