"""What somebody has reacted to: theirs to share, and through the sight of whoever looks."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.http import Http
from tests.support.people import Person, make_fan

Client = Callable[..., Http]


@pytest.fixture
def bo(http: Client, app: object) -> Person:
    fan = make_fan("bo")
    http(as_=fan).patch("/me", {"shows_reactions": True})
    return fan


def captions(answer: Any) -> list[str | None]:
    assert answer.status_code == 200, answer.json
    return [each["caption"] for each in answer.json["items"]]


def test_only_where_it_is_shared(http: Client, bo: Person) -> None:
    assert http().get("/accounts/bo/reactions").json["items"] == []
    http(as_=bo).patch("/me", {"shows_reactions": False})
    hidden, never = http().get("/accounts/bo/reactions"), http().get("/accounts/never/reactions")
    assert hidden.status_code == never.status_code == 404
    assert http(as_=bo).get("/accounts/bo/reactions").status_code == 200


def react(http: Client, fan: Person, moment_id: str, emoji: str = "🔥") -> None:
    assert http(as_=fan).put(f"/moments/{moment_id}/reactions/{emoji}").status_code == 200


def test_the_last_comes_first_and_each_once(http: Client, bo: Person, ada: Person, post: Post) -> None:
    ids = [post(ada, f"Moment {number}", reveals_at=None) for number in range(3)]
    for moment_id, emoji in ((ids[1], "🔥"), (ids[0], "🔥"), (ids[2], "🔥"), (ids[1], "😂")):
        react(http, bo, moment_id, emoji)
    first = http().get("/accounts/bo/reactions?limit=2")
    assert captions(first) == ["Moment 1", "Moment 2"]
    rest = http().get(f"/accounts/bo/reactions?limit=2&cursor={first.json['next']}")
    assert captions(rest) == ["Moment 0"]
    assert rest.json["next"] is None


def test_sealed_to_who_has_not_got_there(http: Client, bo: Person, ada: Person, post: Post, show: ShowView) -> None:
    seen_up_to(ada, show, 1, 1)
    react(http, bo, post(bo, "The last one", episode=(2, 3)))
    assert captions(http().get("/accounts/bo/reactions")) == ["The last one"]
    assert captions(http(as_=ada).get("/accounts/bo/reactions")) == [None]


def test_what_is_gone_or_hidden_is_left_out(http: Client, bo: Person, ada: Person, post: Post) -> None:
    cy = make_fan("cy")
    ids = [post(ada, caption, reveals_at=None) for caption in ("Taken back", "A finale", "Plain")]
    for moment_id in ids:
        react(http, bo, moment_id)
    http(as_=ada).delete(f"/moments/{ids[0]}")
    assert captions(http(as_=cy).get("/accounts/bo/reactions")) == ["Plain", "A finale"]
    http(as_=cy).put("/me/mutes/word/finale")
    assert captions(http(as_=cy).get("/accounts/bo/reactions")) == ["Plain"]
    http(as_=cy).put("/accounts/ada/mute")
    assert captions(http(as_=cy).get("/accounts/bo/reactions")) == []


def test_across_a_block_there_is_nobody(http: Client, bo: Person, ada: Person) -> None:
    http(as_=bo).put("/accounts/ada/block")
    assert http(as_=ada).get("/accounts/bo/reactions").status_code == 404
