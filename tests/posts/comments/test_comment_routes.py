"""The JSON API of comments: refusals, the list in order, tombstones, and what is sealed."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.core.screening import Verdict
from fandom.posts.values import BODY_MAX
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import HOUR_MS
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
Say = Callable[..., str]
TakeBack = Callable[[Person, str], None]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"body": ""}, "body"),
        ({"body": " \n"}, "body"),
        ({"body": "x" * (BODY_MAX + 1)}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"body": "a\u202eb"}, "body"),
        ({"body": 1}, "body"),
        ({"body": "x", "more": 1}, "more"),
        ({"body": "x", "parent": "0000000000000"}, "parent"),
        ({"body": "x", "parent": 3}, "parent"),
        ({"body": "x", "at_ms": -1}, "at_ms"),
        ({"body": "x", "at_ms": HOUR_MS + 1}, "at_ms"),
        ({"body": "x", "at_ms": "1"}, "at_ms"),
        ({"body": "x", "reveals_at": {"episode": "s09e01"}}, "reveals_at"),
    ],
)
def test_what_cannot_be_said(http: As, ada: Person, post: Post, body: dict[str, Any], field: str) -> None:
    answer = http(as_=ada).post(f"/moments/{post(ada, episode=(1, 1))}/comments", body)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_a_moment_without_an_episode_has_no_times(http: As, ada: Person, post: Post) -> None:
    answer = http(as_=ada).post(f"/moments/{post(ada)}/comments", {"body": "x", "at_ms": 1})
    assert answer.status_code == 422


def test_visitors_say_nothing(http: As, ada: Person, post: Post) -> None:
    assert http().post(f"/moments/{post(ada)}/comments", {"body": "x"}).status_code == 401


def test_nothing_is_said_below_what_is_not_there(http: As, ada: Person, bo: Person, post: Post) -> None:
    assert http(as_=bo).post("/moments/0000000000000/comments", {"body": "x"}).status_code == 404
    assert http().get("/moments/0000000000000/comments").status_code == 404


def test_nothing_is_said_or_listed_below_what_is_sealed(
    http: As, ada: Person, bo: Person, show: ShowView, post: Post, say: Say
) -> None:
    moment_id = post(ada, episode=(2, 1))
    say(ada, moment_id, "CANARY")
    seen_up_to(bo, show, 1, 1)
    me = http(as_=bo)
    listed = me.get(f"/moments/{moment_id}/comments")
    assert (listed.json["items"], listed.json["next"]) == ([], None)
    assert "CANARY" not in listed.text
    assert me.post(f"/moments/{moment_id}/comments", {"body": "x"}).status_code == 403
    assert me.get(f"/moments/{moment_id}").json["comment_count"] == 1


def test_somebody_elses_comment(http: As, ada: Person, bo: Person, mod: Person, post: Post, say: Say) -> None:
    path = f"/comments/{say(ada, post(ada))}"
    for other in (bo, mod):
        assert http(as_=other).patch(path, {"body": "mine"}).status_code == 403
        assert http(as_=other).delete(path).status_code == 403
    assert http().patch(path, {"body": "mine"}).status_code == 401
    assert http().delete(path).status_code == 401
    assert http(as_=bo).delete("/comments/0000000000000").status_code == 404


def test_an_answer_from_another_moment_or_to_what_is_gone(
    http: As, ada: Person, post: Post, say: Say, take_back: TakeBack
) -> None:
    here, there = post(ada), post(ada)
    elsewhere, gone = say(ada, there), say(ada, here)
    take_back(ada, gone)
    for parent in (elsewhere, gone):
        answer = http(as_=ada).post(f"/moments/{here}/comments", {"body": "x", "parent": parent})
        assert answer.status_code == 422


def test_a_held_comment_is_seen_by_its_author_only(
    http: As, ada: Person, bo: Person, post: Post, verdicts: dict[str, Verdict]
) -> None:
    verdicts["slur"] = Verdict("hold")
    path = f"/moments/{post(ada)}/comments"
    said = http(as_=bo).post(path, {"body": "a slur"})
    assert (said.status_code, said.json["state"]) == (201, "held")
    assert [each["state"] for each in http(as_=bo).get(path).json["items"]] == ["held"]
    assert http(as_=ada).get(path).json["items"] == []
    assert http(as_=ada).patch(f"/comments/{said.json['id']}", {"body": "x"}).status_code == 404


def test_a_comment_as_the_contract_writes_it(http: As, ada: Person, bo: Person, post: Post) -> None:
    path = f"/moments/{post(ada, episode=(1, 1))}/comments"
    first = http(as_=ada).post(path, {"body": "First"}).json
    body = {"body": "Second", "parent": first["id"], "at_ms": 5, "reveals_at": {"episode": "s01e02", "position_ms": 7}}
    answer = http(as_=bo).post(path, body)
    assert answer.status_code == 201
    found = {name: value for name, value in answer.json.items() if name not in {"id", "moment", "created_at"}}
    assert found == {
        "parent": first["id"],
        "sealed": False,
        "gone": False,
        "state": "published",
        "author": {"handle": "bob", "display_name": "bob", "avatar_url": None},
        "body": "Second",
        "body_html": "<p>Second</p>",
        "at_ms": 5,
        "reveals_at": {"episode": "s01e02", "position_ms": 7},
        "reactions": {},
        "reaction_count": 0,
        "my_reactions": [],
        "edited_at": None,
        "can": {"edit": True, "delete": True, "moderate": False},
    }


def test_a_sealed_comment_is_counted_and_says_nothing(
    http: As, ada: Person, bo: Person, show: ShowView, post: Post, say: Say
) -> None:
    from fandom.posts.values import Place

    moment_id = post(ada, episode=(1, 1))
    say(ada, moment_id, "CANARY", at_ms=777, reveals_at=Place((2, 1), 888))
    seen_up_to(bo, show, 1, 3)
    answer = http(as_=bo).get(f"/moments/{moment_id}/comments")
    assert not {"CANARY", "777", "888"} & {word for word in ("CANARY", "777", "888") if word in answer.text}
    (sealed,) = answer.json["items"]
    assert (sealed["sealed"], sealed["reveals_at"], sealed["author"]["handle"]) == (True, {"episode": "s02e01"}, "ada")
    assert http(as_=bo).get(f"/moments/{moment_id}").json["comment_count"] == 1


def test_every_comment_comes_once_though_others_are_written_meanwhile(
    http: As, ada: Person, post: Post, say: Say
) -> None:
    moment_id = post(ada)
    made = [say(ada, moment_id, f"number {number}") for number in range(7)]
    seen, cursor = [], ""
    while cursor is not None:
        page = http().get(f"/moments/{moment_id}/comments?limit=2{cursor and '&cursor=' + cursor}").json
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]
        if len(seen) == 2:
            made.append(say(ada, moment_id, "late"))
    assert seen == made


def test_gone_with_answers_it_stays_as_a_tombstone(
    http: As, ada: Person, bo: Person, post: Post, say: Say, take_back: TakeBack
) -> None:
    moment_id = post(ada)
    top = say(ada, moment_id, "CANARY")
    middle = say(bo, moment_id, "CANARY", parent=top)
    leaf = say(ada, moment_id, "still here", parent=middle)
    take_back(ada, top)
    take_back(bo, middle)
    answer = http(as_=ada).get(f"/moments/{moment_id}/comments")
    assert "CANARY" not in answer.text
    assert [(each["id"], each["gone"]) for each in answer.json["items"]] == [(top, True), (middle, True), (leaf, False)]
    assert answer.json["items"][0]["author"] is None
    assert http().get(f"/moments/{moment_id}").json["comment_count"] == 1
    take_back(ada, leaf)
    assert http().get(f"/moments/{moment_id}/comments").json["items"] == []
    assert http().get(f"/moments/{moment_id}").json["comment_count"] == 0


def test_one_may_change_what_one_said(http: As, ada: Person, post: Post, say: Say) -> None:
    me, path = http(as_=ada), f"/comments/{say(ada, post(ada, episode=(1, 1)))}"
    first = me.patch(path, {"body": "better", "at_ms": 9})
    assert (first.json["body"], first.json["at_ms"]) == ("better", 9)
    assert me.patch(path, {"body": "x"}, headers={"If-Match": '"1.0"'}).status_code == 412
    assert me.patch(path, {"body": "x"}, headers={"If-Match": first.headers["ETag"]}).status_code == 200
    assert me.delete(path).status_code == 204
    assert me.delete(path).status_code == 404


def test_the_same_key_says_it_once(http: As, ada: Person, post: Post) -> None:
    me, path = http(as_=ada), f"/moments/{post(ada)}/comments"
    answers = [me.post(path, {"body": "x"}, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert answers[0].json == answers[1].json
    assert len(me.get(path).json["items"]) == 1
