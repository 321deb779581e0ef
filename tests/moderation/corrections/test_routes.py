"""Corrections over HTTP: what the author is told and refused, what a moderator sends, what others get afterwards."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.infra.db import db, unit_of_work
from fandom.moderation import personal
from fandom.moderation.corrections.models import Verdict
from tests.moderation.corrections.conftest import Crowd
from tests.posts.conftest import seen_up_to
from tests.support.http import Http
from tests.support.people import Person, make_fan

Client = Callable[..., Http]
LATE = {"episode": "s02e06"}


def correct(client: Http, target_id: str, kind: str = "moment", **more: Any) -> Any:
    return client.post(
        "/moderation/corrections", {"target": {"kind": kind, "id": target_id}, "reveals_at": LATE} | more
    )


def test_a_moderator_does_it_at_once(
    http: Client, crowd: Crowd, early: str, mira: Person, kestrel: Person, bo: Person
) -> None:
    seen_up_to(bo, crowd.desk.show, 1, 1)
    tag = http(as_=bo).get(f"/moments/{early}").headers["ETag"]
    answer = correct(http(as_=mira), early)
    assert answer.status_code == 201, answer.json
    assert answer.json["remedies"] == [{"kind": "spoiler", "reveals_at": LATE | {"position_ms": 3_600_000}}]
    sealed = http(as_=bo).get(f"/moments/{early}")
    assert (sealed.json["sealed"], sealed.json["caption"], sealed.json["reveals_at"]) == (True, None, LATE)
    assert sealed.headers["ETag"] != tag
    assert http(as_=bo).get("/shows/saltmarsh/feed").json["items"][0]["sealed"] is True
    mine = http(as_=kestrel)
    stale = mine.patch(f"/moments/{early}", {"caption": "Other words"}, headers={"If-Match": tag})
    assert stale.status_code == 412
    refused = mine.patch(f"/moments/{early}", {"reveals_at": None})
    assert (refused.status_code, "not earlier" in str(refused.json["errors"]["reveals_at"])) == (422, True)
    assert mine.patch(f"/moments/{early}", {"caption": "Other words"}).status_code == 200
    crowd.desk.run_jobs()
    (told,) = mine.get("/notifications").json["items"]
    assert (told["kind"], told["text"]) == ("resealed", "Something of yours opens a little later now")
    assert "Nothing is held against you" in told["statement"]
    gone = http(as_=mira).delete(f"/decisions/{answer.json['id']}")
    assert gone.status_code == 204
    assert http(as_=bo).get(f"/moments/{early}").json["sealed"] is False


def test_who_may_not(http: Client, early: str, bo: Person, otto: Person, kestrel: Person, adele: Person) -> None:
    assert correct(http(), early).status_code == 401
    assert correct(http(as_=bo), early).status_code == 403
    assert correct(http(as_=otto), early).status_code == 404
    assert correct(http(as_=adele), "bobo", kind="account").status_code == 404
    assert correct(http(as_=adele), early, reveals_at={"episode": "s01e01"}).status_code == 422
    assert correct(http(as_=adele), early, reveals_at=None).status_code == 422


@pytest.mark.parametrize(("said", "status"), [("s09e01", 422), ("s02e06", 202)])
def test_a_report_says_how_far(http: Client, early: str, bo: Person, said: str, status: int) -> None:
    body = {"target": {"kind": "moment", "id": early}, "reason": "spoiler", "reveals_at": {"episode": said}}
    assert http(as_=bo).post("/reports", body).status_code == status


def test_the_case_suggests_what_they_say(http: Client, crowd: Crowd, early: str, mira: Person) -> None:
    for _ in range(2):
        crowd.says(make_fan(), early)
    case = http(as_=mira).get(f"/moderation/cases/{crowd.case_of(early).id}").json
    assert case["suggested_reveals_at"]["episode"] == "s02e06"
    spoiler = next(move for move in case["moves"] if move["kind"] == "spoiler")
    assert "at S2E6" in spoiler["does"]
    assert "opens at S2E6 now" in spoiler["message"]


def test_a_comment_that_knows_more_is_sealed_by_itself(http: Client, crowd: Crowd, early: str, bo: Person) -> None:
    behind = make_fan()
    seen_up_to(behind, crowd.desk.show, 1, 2)
    mine = http(as_=bo)
    said = mine.post(f"/moments/{early}/comments", {"body": "Wait for it", "reveals_at": LATE}).json
    (found,) = http(as_=behind).get(f"/moments/{early}/comments").json["items"]
    assert (found["sealed"], found["body"], found["reveals_at"]) == (True, None, LATE)
    assert http(as_=behind).get(f"/moments/{early}").json["comment_count"] == 1
    changed = mine.patch(f"/comments/{said['id']}", {"reveals_at": None})
    assert changed.json["reveals_at"] is None
    (found,) = http(as_=behind).get(f"/moments/{early}/comments").json["items"]
    assert found["body"] == "Wait for it"


def test_the_record_goes_with_its_owner(crowd: Crowd) -> None:
    reporter = crowd.proven(2)
    (record,) = [piece for piece in personal.export(reporter.id) if piece.path == "reporting-record.json"]
    assert b'"upheld": true' in b"".join(record.read())
    with unit_of_work():
        personal.erase(reporter.id)
    assert db.session.query(Verdict).filter_by(reporter_id=reporter.id).all() == []
