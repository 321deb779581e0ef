"""The JSON API of moments: what is refused with which status, then the shapes of the contract."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.posts.values import CAPTION_MAX
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import HOUR_MS
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
GOOD = {"show": "saltmarsh", "caption": "The way she looks at the door"}


def bad(**more: Any) -> dict[str, Any]:
    return GOOD | more


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"show": "saltmarsh"}, "caption"),
        ({"caption": "x"}, "show"),
        (bad(caption=""), "caption"),
        (bad(caption="   "), "caption"),
        (bad(caption="x" * (CAPTION_MAX + 1)), "caption"),
        (bad(caption="a\x00b"), "caption"),
        (bad(caption="a\u202eb"), "caption"),
        (bad(caption=7), "caption"),
        (bad(caption=None), "caption"),
        (bad(surprise=1), "surprise"),
        (bad(state="published"), "state"),
        (bad(author="bob"), "author"),
        (bad(tags=["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]), "tags"),
        (bad(tags=["not a tag"]), "tags"),
        (bad(tags=["x" * 41]), "tags"),
        (bad(tags="ines"), "tags"),
        (bad(episode="s1e1"), "episode"),
        (bad(episode="s01e99"), "episode"),
        (bad(episode=1), "episode"),
        (bad(start_ms=0, end_ms=1000), "episode"),
        (bad(episode="s01e01", start_ms=0), "end_ms"),
        (bad(episode="s01e01", start_ms=0, end_ms=999), "end_ms"),
        (bad(episode="s01e01", start_ms=0, end_ms=90_001), "end_ms"),
        (bad(episode="s01e01", start_ms=-1, end_ms=5000), "start_ms"),
        (bad(episode="s01e01", start_ms=HOUR_MS - 999, end_ms=HOUR_MS + 1), "end_ms"),
        (bad(episode="s01e01", start_ms="0", end_ms=5000), "start_ms"),
        (bad(episode="s01e01", start_ms=0.5, end_ms=5000), "start_ms"),
        (bad(episode="s01e01", start_ms=True, end_ms=5000), "start_ms"),
        (bad(episode="s01e01", start_ms=0, end_ms=2**31), "end_ms"),
        (bad(reveals_at={"episode": "s09e09"}), "reveals_at"),
        (bad(reveals_at={"episode": "s01e01", "position_ms": HOUR_MS + 1}), "reveals_at"),
        (bad(reveals_at={"position_ms": 1}), "reveals_at"),
        (bad(reveals_at="s01e01"), "reveals_at"),
        (bad(reveals_at={"episode": "s01e01", "more": 1}), "reveals_at"),
    ],
)
def test_what_cannot_be_posted(http: As, ada: Person, show: ShowView, body: dict[str, Any], field: str) -> None:
    answer = http(as_=ada).post("/moments", body)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert field in answer.json["errors"]


def test_a_lone_surrogate_is_refused(http: As, ada: Person, show: ShowView) -> None:
    raw = b'{"show": "saltmarsh", "caption": "a\\ud800b"}'
    answer = http(as_=ada).post("/moments", data=raw, content_type="application/json")
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff"])
def test_what_is_no_object(http: As, ada: Person, show: ShowView, body: bytes) -> None:
    answer = http(as_=ada).post("/moments", data=body, content_type="application/json")
    assert answer.status_code in {400, 422}


def test_visitors_post_nothing(http: As, show: ShowView) -> None:
    assert http().post("/moments", GOOD).status_code == 401


def test_nobody_posts_without_the_token_of_their_page(http: As, ada: Person, show: ShowView) -> None:
    assert http(as_=ada, csrf=False).post("/moments", GOOD).status_code == 403


def test_a_show_that_is_not_there(http: As, ada: Person) -> None:
    assert http(as_=ada).post("/moments", bad(show="nowhere")).status_code == 404


def test_somebody_elses_moment(http: As, ada: Person, bo: Person, post: Post) -> None:
    path = f"/moments/{post(ada)}"
    assert http().patch(path, {"caption": "mine"}).status_code == 401
    assert http(as_=bo).patch(path, {"caption": "mine"}).status_code == 403
    assert http(as_=bo).delete(path).status_code == 403
    assert http().delete(path).status_code == 401
    assert http(as_=bo).get(path).json["caption"] == "The way she looks at the door"


def test_what_was_read_too_long_ago_is_not_overwritten(http: As, ada: Person, post: Post) -> None:
    me, path = http(as_=ada), f"/moments/{post(ada)}"
    tag = me.get(path).headers["ETag"]
    assert me.patch(path, {"caption": "second"}, headers={"If-Match": tag}).status_code == 200
    assert me.patch(path, {"caption": "third"}, headers={"If-Match": tag}).status_code == 412
    assert me.delete(path, headers={"If-Match": tag}).status_code == 412
    assert me.get(path).json["caption"] == "second"


def test_a_moment_as_the_contract_writes_it(http: As, ada: Person, show: ShowView) -> None:
    body = bad(episode="s01e02", start_ms=751_400, end_ms=756_400, tags=["Ines"], caption="Look, #door @ada")
    answer = http(as_=ada).post("/moments", body)
    assert answer.status_code == 201
    found = answer.json
    assert answer.headers["Location"] == found["url"] == f"http://localhost/m/{found['id']}" or found["url"].endswith(
        f"/m/{found['id']}"
    )
    fixed = {name: found[name] for name in found if name not in {"id", "url", "created_at", "caption_html"}}
    assert fixed == {
        "state": "published",
        "sealed": False,
        "show": {"slug": "saltmarsh", "title": "Saltmarsh"},
        "episode": {"number": "s01e02", "title": "Title of s01e02"},
        "start_ms": 751_400,
        "end_ms": 756_400,
        "caption": "Look, #door @ada",
        "tags": ["ines", "door"],
        "media": [],
        "author": {"handle": "ada", "display_name": "ada", "avatar_url": None},
        "reactions": {},
        "reaction_count": 0,
        "my_reactions": [],
        "comment_count": 0,
        "reveals_at": {"episode": "s01e02", "position_ms": 756_400},
        "watch_url": "https://example.com/watch/saltmarsh-s01e02?t=751",
        "edited_at": None,
        "can": {"edit": True, "delete": True, "moderate": False},
    }
    assert '<a class="mention" href="/u/ada">@ada</a>' in found["caption_html"]
    assert found["created_at"].endswith("Z")


@pytest.mark.parametrize(
    ("body", "reveals"),
    [
        ({}, None),
        ({"episode": "s01e02"}, {"episode": "s01e02", "position_ms": HOUR_MS}),
        ({"episode": "s01e02", "start_ms": 0, "end_ms": 5000}, {"episode": "s01e02", "position_ms": 5000}),
        ({"episode": "s01e02", "reveals_at": None}, None),
        ({"reveals_at": {"episode": "s02e01"}}, {"episode": "s02e01", "position_ms": HOUR_MS}),
        ({"reveals_at": {"episode": "s00e01", "position_ms": 7}}, {"episode": "s00e01", "position_ms": 7}),
    ],
)
def test_what_a_moment_gives_away(
    http: As, ada: Person, show: ShowView, body: dict[str, Any], reveals: dict[str, Any] | None
) -> None:
    assert http(as_=ada).post("/moments", bad(**body)).json["reveals_at"] == reveals


def test_a_sealed_moment_as_the_contract_writes_it(
    http: As, ada: Person, bo: Person, show: ShowView, post: Post
) -> None:
    moment_id = post(ada, "CANARY #canarytag", episode=(2, 1), start_ms=5000, end_ms=9000, tags=("canaryother",))
    seen_up_to(bo, show, 1, 3)
    answer = http(as_=bo).get(f"/moments/{moment_id}")
    assert "canary" not in answer.text.lower()
    assert "9000" not in answer.text
    found = answer.json
    expected = {
        "sealed": True,
        "episode": {"number": "s02e01", "title": None},
        "reveals_at": {"episode": "s02e01"},
        "watch_url": "https://example.com/watch/saltmarsh-s02e01",
        **dict.fromkeys(("start_ms", "end_ms", "caption", "caption_html")),
        "tags": [],
        "media": [],
        "my_reactions": [],
        "reactions": {},
    }
    assert {name: found[name] for name in expected} == expected
    assert found["author"]["handle"] == "ada"
    assert not http(as_=ada).get(f"/moments/{moment_id}").json["sealed"]


@pytest.mark.parametrize("who", ["mod", "admin"])
def test_moderators_have_a_horizon_like_anyone(
    http: As, request: pytest.FixtureRequest, ada: Person, show: ShowView, post: Post, who: str
) -> None:
    person: Person = request.getfixturevalue(who)
    moment_id = post(ada, "CANARY", episode=(2, 1))
    seen_up_to(person, show, 1, 3)
    found = http(as_=person).get(f"/moments/{moment_id}").json
    assert found["sealed"]
    assert found["can"]["moderate"]


def test_only_what_is_sent_changes(http: As, ada: Person, show: ShowView) -> None:
    me = http(as_=ada)
    body = bad(episode="s01e02", start_ms=1000, end_ms=5000, tags=["one"], caption="Words #two")
    made = me.post("/moments", body).json
    path = f"/moments/{made['id']}"
    changed = me.patch(path, {"caption": "Other words #three"}).json
    assert changed["tags"] == ["one", "three"]
    assert changed["start_ms"] == 1000
    assert changed["edited_at"] is not None
    assert me.patch(path, {"tags": []}).json["tags"] == ["three"]
    assert me.patch(path, {"end_ms": 7000}).json["reveals_at"] == {"episode": "s01e02", "position_ms": 7000}
    set_by_hand = me.patch(path, {"reveals_at": {"episode": "s02e01"}}).json["reveals_at"]
    assert me.patch(path, {"end_ms": 8000}).json["reveals_at"] == set_by_hand
    assert me.patch(path, {"start_ms": None, "end_ms": None, "episode": None}).json["episode"] is None


def test_a_deleted_moment_is_gone(http: As, ada: Person, post: Post) -> None:
    me, path = http(as_=ada), f"/moments/{post(ada)}"
    assert me.delete(path).status_code == 204
    assert me.get(path).status_code == me.delete(path).status_code == me.patch(path, {}).status_code == 404


def test_the_same_key_posts_once(http: As, ada: Person, show: ShowView) -> None:
    me = http(as_=ada)
    first, again = (me.post("/moments", GOOD, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    assert len(me.get("/accounts/ada/moments").json["items"]) == 1
    assert me.post("/moments", bad(caption="other"), headers={"Idempotency-Key": "k"}).status_code == 409


def test_unchanged_is_not_sent_again(http: As, ada: Person, post: Post) -> None:
    me, path = http(as_=ada), f"/moments/{post(ada)}"
    first = me.get(path)
    assert me.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert first.json["live"]["topic"] == path[1:].replace("moments/", "moment:")


def test_somebodys_moments(http: As, ada: Person, bo: Person, show: ShowView, post: Post) -> None:
    made = [post(ada, f"number {number}") for number in range(3)]
    post(bo)
    assert http().get("/accounts/nobody/moments").status_code == 404
    first = http().get("/accounts/ADA/moments?limit=2").json
    rest = http().get(f"/accounts/ADA/moments?limit=2&cursor={first['next']}").json
    assert [each["id"] for each in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=%00", "limit=-1"])
def test_what_cannot_be_asked_of_a_list(http: As, ada: Person, query: str) -> None:
    assert http().get(f"/accounts/ada/moments?{query}").status_code in {400, 422}
