"""The inbox over HTTP: one's own, newest first, read up to a point."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, unit_of_work
from fandom.notifications.actions import News, tell
from fandom.notifications.sentences import KINDS
from fandom.posts.models import Comment
from tests.moderation.conftest import Desk
from tests.support.http import Http
from tests.support.people import Person, token_of

Client = Callable[..., Http]


@pytest.fixture
def told(desk: Desk, kestrel: Person, bo: Person) -> str:
    """Five answers of bo's to something that kestrel said, each told; gives the comment that they answer."""
    said = desk.comment(kestrel, desk.moment(bo), "Is it?")
    for number in range(5):
        answer(desk, bo, said, number)
    desk.run_jobs()
    return said


def answer(desk: Desk, bo: Person, said: str, number: int) -> None:
    moment = db.session.get_one(Comment, said).moment_id
    desk.comment(bo, moment, f"number {number}", parent=said)


def read(client: Http, **asked: Any) -> Any:
    answer = client.get("/notifications", query_string=asked)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_visitors_have_none(http: Client) -> None:
    assert http().get("/notifications").status_code == 401
    assert http().post("/notifications/read", {"up_to": new_id()}).status_code == 401


def test_scopes(http: Client, kestrel: Person) -> None:
    bearer = {"Authorization": f"Bearer {token_of(kestrel, 'read')}"}
    assert http().get("/notifications", headers=bearer).status_code == 200
    assert http().post("/notifications/read", {"up_to": new_id()}, headers=bearer).status_code == 403


@pytest.mark.parametrize("body", [{}, {"up_to": ""}, {"up_to": "no id"}, {"up_to": 5}, {"up_to": None}, {"x": 1}])
def test_what_cannot_be_read(http: Client, kestrel: Person, body: dict[str, Any]) -> None:
    assert http(as_=kestrel).post("/notifications/read", body).status_code == 422


def test_newest_first_and_each_once(http: Client, told: str, kestrel: Person) -> None:
    client, seen, asked = http(as_=kestrel), [], {"limit": 2}
    while True:
        found = read(client, **asked)
        seen += [each["subject"]["excerpt"] for each in found["items"]]
        if found["next"] is None:
            break
        asked["cursor"] = found["next"]
    assert seen == [f"number {number}" for number in (4, 3, 2, 1, 0)]


def test_pages_hold_while_more_comes(http: Client, desk: Desk, told: str, kestrel: Person, bo: Person) -> None:
    client = http(as_=kestrel)
    first = read(client, limit=2)
    answer(desk, bo, told, 5)
    desk.run_jobs()
    rest = read(client, limit=100, cursor=first["next"])
    assert [each["subject"]["excerpt"] for each in rest["items"]] == ["number 2", "number 1", "number 0"]


def test_somebody_elses_cursor_is_refused(http: Client, told: str, kestrel: Person, noor: Person) -> None:
    cursor = read(http(as_=kestrel), limit=1)["next"]
    assert http(as_=noor).get(f"/notifications?cursor={cursor}").status_code == 422


def test_reading_up_to_a_point(http: Client, told: str, kestrel: Person, noor: Person) -> None:
    client = http(as_=kestrel)
    found = read(client)
    assert (found["unread"], [each["read"] for each in found["items"]]) == (5, [False] * 5)
    third = found["items"][2]["id"]
    assert http(as_=noor).post("/notifications/read", {"up_to": third}).json == {"unread": 0}
    assert client.post("/notifications/read", {"up_to": third}).json == {"unread": 2}
    assert [each["read"] for each in read(client)["items"]] == [False, False, True, True, True]
    assert client.post("/notifications/read", {"up_to": found["items"][0]["id"]}).json == {"unread": 0}


def test_it_is_followed_live(http: Client, kestrel: Person) -> None:
    live = read(http(as_=kestrel))["live"]
    assert live["topic"] == "me"
    assert live["epoch"]


def test_a_page_costs_as_many_queries_as_a_line(
    http: Client, told: str, kestrel: Person, count_queries: Callable[..., Any]
) -> None:
    client = http(as_=kestrel)
    read(client)
    with count_queries() as one:
        read(client, limit=1)
    with count_queries() as many:
        read(client, limit=5)
    assert len(many) == len(one)


def test_every_kind_has_its_sentence(http: Client, kestrel: Person, bo: Person) -> None:
    with unit_of_work():
        for kind in KINDS:
            tell(account_id=kestrel.id, news=News(kind, kind, ("account", kestrel.id), bo.id))
    texts = [each["text"] for each in read(http(as_=kestrel))["items"]]
    assert len(set(texts)) == len(KINDS)
    assert not any("%" in text for text in texts)


def test_the_clock_of_a_notification_is_when_it_was_told(http: Client, told: str, kestrel: Person) -> None:
    newest = read(http(as_=kestrel))["items"][0]["at"]
    assert newest <= (clock.now() + timedelta(seconds=1)).isoformat()
    assert newest.endswith("Z")


def test_an_excerpt_keeps_hidden_words_hidden(http: Client, desk: Desk, kestrel: Person, bo: Person) -> None:
    desk.comment(bo, desk.moment(kestrel), "So it was ||the lamplighter|| all along")
    desk.run_jobs()
    (notice,) = read(http(as_=kestrel))["items"]
    assert notice["subject"]["excerpt"] == "So it was ▒▒▒ all along"
    assert "lamplighter" not in http(as_=kestrel).page("/notifications").get_data(as_text=True)
