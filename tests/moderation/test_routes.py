"""The desk over HTTP: queue, case page, decisions, words."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.moderation.models import Case
from fandom.posts.models import Moment
from fandom.shows.models import Progress
from fandom.shows.values import ShowView
from tests.moderation.conftest import Desk
from tests.support.http import Http
from tests.support.people import Person, make_fan, token_of

Client = Callable[..., Http]


def queue(client: Http, **asked: Any) -> Any:
    answer = client.get("/moderation/cases", query_string=asked)
    assert answer.status_code == 200, answer.json
    return answer.json


def ids(found: Any) -> list[str]:
    return [case["id"] for case in found["items"]]


def prioritise(case_id: str, priority: int) -> None:
    with unit_of_work():
        db.session.execute(update(Case).where(Case.id == case_id).values(priority=priority))


@pytest.fixture
def cases(desk: Desk, kestrel: Person, bo: Person) -> list[str]:
    """Seven of the show, from the least pressing to the most, the last two alike."""
    for _ in range(7):
        desk.report(bo, "moment", desk.moment(kestrel))
    desk.run_jobs()
    found = list(db.session.scalars(select(Case.id).order_by(Case.id)))
    for priority, case_id in enumerate(found):
        prioritise(case_id, min(priority, 5))
    return found


def test_who_may_not(http: Client, cases: list[str], bo: Person, otto: Person, mira: Person) -> None:
    assert http().get("/moderation/cases").status_code == 401
    assert http(as_=bo).get("/moderation/cases").status_code == 403
    assert http(as_=otto).get("/moderation/cases?show=saltmarsh").status_code == 404
    assert ids(queue(http(as_=otto))) == []
    for scopes, status in ((("read", "write"), 403), (("moderate",), 200)):
        bearer = {"Authorization": f"Bearer {token_of(mira, *scopes)}"}
        assert http().get("/moderation/cases", headers=bearer).status_code == status


@pytest.mark.parametrize("asked", ["state=closed", "kind=party", "limit=0", "limit=101", "cursor=x"])
def test_what_cannot_be_asked(http: Client, mira: Person, asked: str) -> None:
    assert http(as_=mira).get(f"/moderation/cases?{asked}").status_code == 422


def test_best_first_and_each_once(http: Client, cases: list[str], mira: Person) -> None:
    client, seen, asked = http(as_=mira), [], {"limit": 2}
    while True:
        found = queue(client, **asked)
        seen += ids(found)
        assert found["waiting"] == 7
        if found["next"] is None:
            break
        asked["cursor"] = found["next"]
    best_of_equals_is_oldest = [*cases[5:], *reversed(cases[:5])]
    assert seen == best_of_equals_is_oldest


def test_parts_of_the_queue(
    http: Client, desk: Desk, cases: list[str], mira: Person, adele: Person, bo: Person
) -> None:
    desk.report(bo, "account", "kestrel")
    desk.run_jobs()
    assert len(ids(queue(http(as_=adele)))) == 8
    assert len(ids(queue(http(as_=adele), kind="account"))) == 1
    assert len(ids(queue(http(as_=adele), show="saltmarsh"))) == 7
    assert len(ids(queue(http(as_=mira)))) == 7
    desk.decide(mira.viewer, cases[0], "leave")
    assert ids(queue(http(as_=mira), state="decided")) == [cases[0]]


def test_the_queue_says_nothing_that_spoils(
    http: Client, desk: Desk, kestrel: Person, bo: Person, mira: Person
) -> None:
    desk.case(bo, "moment", desk.moment(kestrel, "Halloran did it"))
    answer = http(as_=mira).get("/moderation/cases")
    assert b"Halloran" not in answer.data
    assert answer.json["items"][0]["target"]["author"]["handle"] == "kestrel"


def test_the_queue_is_followed_live(http: Client, mira: Person, adele: Person, show: ShowView) -> None:
    assert queue(http(as_=mira))["live"] is None
    assert queue(http(as_=mira), show="saltmarsh")["live"]["topic"] == "moderation:saltmarsh"
    assert queue(http(as_=adele))["live"]["topic"] == "moderation"


def test_a_page_of_the_queue_costs_as_many_queries_as_a_line(
    http: Client, cases: list[str], mira: Person, count_queries: Callable[..., Any]
) -> None:
    client = http(as_=mira)
    queue(client)
    with count_queries() as one:
        queue(client, limit=1)
    with count_queries() as many:
        queue(client, limit=7)
    assert len(many) == len(one)


def test_a_case_with_all_that_is_known(
    http: Client, desk: Desk, kestrel: Person, bo: Person, noor: Person, mira: Person
) -> None:
    moment = desk.moment(kestrel, "He winds it back")
    desk.comment(noor, moment, "mate")
    desk.report(noor, "moment", moment, "harassment", "names the person")
    case = desk.case(bo, "moment", moment, "harassment")
    answer = http(as_=mira).get(f"/moderation/cases/{case.id}")
    found = answer.json
    assert answer.headers["ETag"].startswith(f'"{case.version}.')
    assert (found["target"]["now"]["text"], found["target"]["now"]["covered"]) == ("He winds it back", False)
    assert found["target"]["url"] == f"http://localhost/m/{moment}"
    assert [each["words"]["text"] for each in found["evidence"]] == ["He winds it back"]
    assert [each["text"] for each in found["context"]] == ["mate"]
    assert [(each["reporter"]["handle"], each["note"]) for each in found["reports"]] == [
        ("noor", "names the person"),
        ("bobo", ""),
    ]
    assert (found["history"]["moments"], found["history"]["decided_against"]) == (1, 0)
    assert found["suggested_reason"] == "harassment"
    assert [move["kind"] for move in found["moves"]] == ["leave", "hide", "remove", "warn", "spoiler"]
    assert "goes after a person" in found["moves"][2]["message"]
    assert found["live"]["topic"] == "moderation:saltmarsh"


def test_a_comment_stands_below_its_moment(http: Client, desk: Desk, kestrel: Person, bo: Person, mira: Person) -> None:
    moment = desk.moment(bo, "He winds it back")
    first = desk.comment(bo, moment, "first")
    said = desk.comment(kestrel, moment, "second", parent=first)
    desk.comment(bo, moment, "third")
    case = desk.case(bo, "comment", said)
    found = http(as_=mira).get(f"/moderation/cases/{case.id}").json
    assert [each["text"] for each in found["context"]] == ["He winds it back", "first", "third"]
    assert found["target"]["url"] == f"http://localhost/m/{moment}#comment-{said}"


def test_words_past_the_moderators_own_horizon_are_covered(
    http: Client, desk: Desk, kestrel: Person, bo: Person, mira: Person, adele: Person
) -> None:
    moment = desk.moment(kestrel, "It was the stationmaster", episode=(2, 6))
    said = desk.comment(kestrel, moment, "poor man")
    row = {"mode": "at", "season": 2, "number": 4, "position_ms": 0, "updated_at": clock.now()}
    with unit_of_work():
        db.session.add(Progress(show_id=desk.show.id, account_id=mira.id, **row))
    case = desk.case(bo, "comment", said)
    for moderator, covered in ((mira, True), (adele, False)):
        found = http(as_=moderator).get(f"/moderation/cases/{case.id}").json
        words = [found["target"]["now"], *found["context"], *(each["words"] for each in found["evidence"])]
        assert [each["covered"] for each in words] == [covered] * 3
        assert words[0]["reveals_at"]["episode"] == "s02e06"
        assert words[0]["words"] == 2


def test_of_a_deleted_moment_the_evidence_is_left(
    http: Client, desk: Desk, kestrel: Person, bo: Person, mira: Person
) -> None:
    moment = desk.moment(kestrel, "Halloran did it")
    case = desk.case(bo, "moment", moment)
    assert http(as_=kestrel).delete(f"/moments/{moment}").status_code == 204
    found = http(as_=mira).get(f"/moderation/cases/{case.id}").json
    assert found["target"]["now"]["state"] == "deleted"
    assert found["target"]["now"]["text"] == ""
    assert found["evidence"][0]["words"]["text"] == "Halloran did it"
    assert [move["kind"] for move in found["moves"]] == ["leave", "warn"]


def sent(client: Http, case_id: str, **changed: Any) -> Any:
    version = client.get(f"/moderation/cases/{case_id}").json["version"]
    token = client.put(f"/moderation/cases/{case_id}/claim").json["token"]
    body = {"remedies": [{"kind": "hide"}], "reason": "spoiler", "version": version, "token": token} | changed
    return client.post(f"/moderation/cases/{case_id}/decisions", body)


def test_deciding(http: Client, desk: Desk, kestrel: Person, bo: Person, mira: Person) -> None:
    moment = desk.moment(kestrel)
    case = desk.case(bo, "moment", moment)
    answer = sent(http(as_=mira), case.id, note="second time")
    assert answer.status_code == 201
    decision = answer.json
    assert answer.headers["Location"] == f"http://localhost/api/v1/decisions/{decision['id']}"
    assert (decision["remedies"], decision["note"]) == ([{"kind": "hide"}], "second time")
    assert db.session.scalar(select(Moment.state).where(Moment.id == moment)) == "hidden"
    assert http(as_=bo).get(f"/decisions/{decision['id']}").status_code == 404
    mine = http(as_=kestrel).get(f"/decisions/{decision['id']}").json
    assert mine["statement"] == decision["statement"]
    assert (mine["note"], mine["moderator"], mine["can_undo"]) == (None, None, False)
    theirs = http(as_=mira).get(f"/decisions/{decision['id']}").json
    assert (theirs["moderator"]["handle"], theirs["can_undo"]) == ("mira", True)
    assert http(as_=kestrel).delete(f"/decisions/{decision['id']}").status_code == 403
    assert http(as_=bo).delete(f"/decisions/{decision['id']}").status_code == 404
    assert http(as_=mira).delete(f"/decisions/{decision['id']}").status_code == 204
    assert db.session.scalar(select(Moment.state).where(Moment.id == moment)) == "published"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"version": 99}, 409),
        ({"token": "stale"}, 409),
        ({"version": None}, 422),
        ({"version": "1"}, 422),
        ({"version": 0}, 422),
        ({"token": ""}, 422),
        ({"reason": "because"}, 422),
        ({"remedies": []}, 422),
        ({"remedies": [{"kind": "hide", "for_s": 5}]}, 422),
        ({"remedies": [{"kind": "ban"}]}, 422),
        ({"remedies": "hide"}, 422),
        ({"note": "x" * 2001}, 422),
        ({"more": 1}, 422),
    ],
)
def test_rulings_that_are_refused(
    http: Client, desk: Desk, kestrel: Person, bo: Person, mira: Person, changed: dict[str, Any], status: int
) -> None:
    moment = desk.moment(kestrel)
    case = desk.case(bo, "moment", moment)
    assert sent(http(as_=mira), case.id, **changed).status_code == status
    assert db.session.scalar(select(Moment.state).where(Moment.id == moment)) == "published"


def test_a_repeated_decision_is_the_same_one(
    http: Client, desk: Desk, kestrel: Person, bo: Person, mira: Person
) -> None:
    case = desk.case(bo, "moment", desk.moment(kestrel))
    client = http(as_=mira)
    token = client.put(f"/moderation/cases/{case.id}/claim").json["token"]
    body = {"remedies": [{"kind": "warn"}], "reason": "spam", "version": case.version, "token": token}
    path, key = f"/moderation/cases/{case.id}/decisions", {"Idempotency-Key": "once"}
    first, second = (client.post(path, body, headers=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert client.post(path, body).status_code == 409


def test_words(http: Client, mira: Person, otto: Person, bo: Person, show: ShowView) -> None:
    client, path = http(as_=mira), "/moderation/words"
    body = {"phrase": "Hull", "outcome": "hold", "show": "saltmarsh"}
    assert http().post(path, body).status_code == 401
    assert http(as_=bo).post(path, body).status_code == 403
    assert http(as_=otto).post(path, body).status_code == 404
    assert client.post(path, body | {"show": None}).status_code == 403
    made = client.post(path, body)
    assert (made.status_code, made.json["phrase"], made.json["show"]["slug"]) == (201, "Hull", "saltmarsh")
    assert client.post(path, body | {"phrase": "hùll"}).status_code == 409
    assert [word["id"] for word in client.get(path).json["items"]] == [made.json["id"]]
    assert http(as_=otto).get(path).json["items"] == []
    word = f"{path}/{made.json['id']}"
    assert http(as_=otto).delete(word).status_code == 404
    assert client.delete(word).status_code == 204
    assert client.delete(word).status_code == 404
    assert client.get(path).json["items"] == []


@pytest.mark.parametrize("changed", [{"phrase": ""}, {"phrase": "..."}, {"phrase": "x" * 101}, {"outcome": "remove"}])
def test_words_that_cannot_be(http: Client, mira: Person, show: ShowView, changed: dict[str, str]) -> None:
    body = {"phrase": "hull", "outcome": "hold", "show": "saltmarsh"} | changed
    assert http(as_=mira).post("/moderation/words", body).status_code == 422


def test_pages_of_words(http: Client, show: ShowView) -> None:
    client = http(as_=make_fan(moderates_all=True))
    for phrase in ("hull", "keel", "mast"):
        assert client.post("/moderation/words", {"phrase": phrase, "outcome": "hold"}).status_code == 201
    first = client.get("/moderation/words?limit=2").json
    second = client.get(f"/moderation/words?limit=2&cursor={first['next']}").json
    assert [word["phrase"] for word in first["items"] + second["items"]] == ["mast", "keel", "hull"]
    assert second["next"] is None
    assert client.get("/moderation/words?show=saltmarsh").json["items"] == []
