"""Reporting: what one may see, once, with the evidence kept."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from fandom.core.errors import Invalid, NotFound, Unauthenticated
from fandom.core.viewer import VISITOR
from fandom.infra.db import db, unit_of_work
from fandom.moderation import access
from fandom.moderation.models import Evidence, Report
from fandom.posts.access import moment_to_edit
from fandom.posts.actions import edit_moment, hide_moment
from fandom.posts.values import MomentChange
from tests.moderation.conftest import Desk
from tests.support.http import Http
from tests.support.people import Person, token_of

Client = Callable[..., Http]


def body(kind: str, target_id: str, **changed: Any) -> dict[str, Any]:
    return {"target": {"kind": kind, "id": target_id}, "reason": "spoiler"} | changed


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": "boring"}, "reason"),
        ({"reason": None}, "reason"),
        ({"note": "x" * 1001}, "note"),
        ({"note": "a\u202eb"}, "note"),
        ({"note": 4}, "note"),
        ({"target": {"kind": "party", "id": "x"}}, "target"),
        ({"target": {"kind": "moment"}}, "target"),
        ({"target": "moment"}, "target"),
        ({"reveals_at": {"episode": "s09e09"}}, "reveals_at"),
        ({"reveals_at": {"episode": "s01e01", "position_ms": -1}}, "reveals_at"),
        ({"reveals_at": {"episode": "one"}}, "reveals_at"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_read_is_refused(
    http: Client, desk: Desk, kestrel: Person, bo: Person, changed: dict[str, Any], field: str
) -> None:
    answer = http(as_=bo).post("/reports", body("moment", desk.moment(kestrel), **changed))
    assert answer.status_code == 422
    assert field in answer.json["errors"]
    assert count(Report) == count(Evidence) == 0


def test_visitors_and_tokens_that_only_read_report_nothing(
    http: Client, desk: Desk, kestrel: Person, bo: Person
) -> None:
    asked = body("moment", desk.moment(kestrel))
    assert http().post("/reports", asked).status_code == 401
    bearer = {"Authorization": f"Bearer {token_of(bo, 'read')}"}
    assert http().post("/reports", asked, headers=bearer).status_code == 403


def test_what_one_may_not_see_is_not_there(http: Client, desk: Desk, kestrel: Person, bo: Person, noor: Person) -> None:
    hidden, moment = desk.moment(kestrel), desk.moment(kestrel)
    comment = desk.comment(noor, hidden)
    with unit_of_work():
        hide_moment(moment_id=hidden)
    for kind, target_id in (
        ("moment", hidden),
        ("comment", comment),
        ("moment", "0000000000000"),
        ("comment", moment),
        ("account", "nobody_here"),
    ):
        assert http(as_=bo).post("/reports", body(kind, target_id)).status_code == 404, (kind, target_id)


def test_doors_to_report(desk: Desk, kestrel: Person, bo: Person) -> None:
    moment = desk.moment(kestrel)
    with pytest.raises(Unauthenticated):
        access.target_to_report(VISITOR, "moment", moment)
    with pytest.raises(NotFound):
        access.target_to_report(bo.viewer, "account", "0000000000000")
    for kind, own in (("moment", moment), ("account", "kestrel")):
        with pytest.raises(Invalid):
            access.target_to_report(kestrel.viewer, kind, own)


@pytest.mark.parametrize("kind", ["moment", "comment", "account"])
def test_each_kind_can_be_reported(http: Client, desk: Desk, kestrel: Person, bo: Person, kind: str) -> None:
    moment = desk.moment(kestrel)
    target_id = {"moment": moment, "comment": desk.comment(kestrel, moment), "account": "Kestrel"}[kind]
    answer = http(as_=bo).post("/reports", body(kind, target_id, reason="other", note=" look "))
    assert (answer.status_code, answer.json) == (202, {"status": "received"})
    report = db.session.scalars(select(Report)).one()
    assert (report.target_kind, report.note, report.case_id) == (kind, "look", None)
    assert report.target_id == (kestrel.id if kind == "account" else target_id)


def test_what_is_sealed_can_be_reported(http: Client, desk: Desk, kestrel: Person, bo: Person) -> None:
    moment = desk.moment(kestrel, episode=(2, 6), reveals_at=None)
    asked = body("moment", moment, reveals_at={"episode": "s02e06", "position_ms": 90_000})
    assert http(as_=bo).post("/reports", asked).status_code == 202
    assert db.session.scalars(select(Report.reveals_at)).one() == {"season": 2, "number": 6, "ms": 90_000}


def test_an_account_has_no_place_in_a_show(http: Client, kestrel: Person, bo: Person) -> None:
    asked = body("account", "kestrel", reveals_at={"episode": "s01e01"})
    assert http(as_=bo).post("/reports", asked).status_code == 422


def test_reporting_twice_is_reporting_once(http: Client, desk: Desk, kestrel: Person, bo: Person, noor: Person) -> None:
    moment = desk.moment(kestrel)
    for person in (bo, bo, noor):
        assert http(as_=person).post("/reports", body("moment", moment)).status_code == 202
    assert (count(Report), count(Evidence)) == (2, 1)


def test_a_repeated_key_is_answered_alike(http: Client, desk: Desk, kestrel: Person, bo: Person) -> None:
    asked, key = body("moment", desk.moment(kestrel)), {"Idempotency-Key": "once"}
    client = http(as_=bo)
    assert [client.post("/reports", asked, headers=key).status_code for _ in range(2)] == [202, 202]
    assert client.post("/reports", asked | {"reason": "spam"}, headers=key).status_code == 409


def test_evidence_is_what_it_was(desk: Desk, kestrel: Person, bo: Person, noor: Person) -> None:
    """Each version that somebody reported is kept once, whatever its author makes of it."""
    moment = desk.moment(kestrel, "Halloran did it", episode=(1, 2))
    desk.report(bo, "moment", moment)
    with unit_of_work():
        row = moment_to_edit(kestrel.viewer, moment)
        edit_moment(moment=row, change=MomentChange(caption="Nothing to see"))
    desk.report(noor, "moment", moment)
    first, second = db.session.scalars(select(Evidence).order_by(Evidence.id))
    assert (first.target_version, first.snapshot["text"]) == (1, "Halloran did it")
    assert (second.target_version, second.snapshot["text"]) == (2, "Nothing to see")
    assert first.snapshot["author"]["handle"] == "kestrel"
    assert (first.snapshot["season"], first.snapshot["number"]) == (1, 2)
    assert first.snapshot["reveals_at"] == {"season": 1, "number": 2, "ms": 3_600_000}


@pytest.mark.parametrize("blocker", ["kestrel", "bo"])
def test_nobody_gets_out_of_a_report_by_a_block(
    http: Client, desk: Desk, kestrel: Person, bo: Person, noor: Person, blocker: str
) -> None:
    theirs, on = desk.moment(kestrel, "You will regret this"), desk.moment(noor)
    wanted = [("moment", theirs), ("comment", desk.comment(kestrel, on)), ("account", "kestrel")]
    one, other = (kestrel, bo) if blocker == "kestrel" else (bo, kestrel)
    assert http(as_=one).put(f"/accounts/{other.handle}/block").status_code == 200
    reporter = http(as_=bo)
    assert reporter.get(f"/moments/{theirs}").status_code == 404
    for kind, target_id in wanted:
        page = reporter.page(f"/report?kind={kind}&id={target_id}")
        assert (page.status_code, "regret" in page.text) == (200, False)
        answer = reporter.post("/reports", body(kind, target_id))
        assert (answer.status_code, answer.json) == (202, {"status": "received"})
    assert count(Report) == 3


def test_across_a_block_only_what_is_there_for_others(http: Client, desk: Desk, kestrel: Person, bo: Person) -> None:
    hidden = desk.moment(kestrel)
    with unit_of_work():
        hide_moment(moment_id=hidden)
    http(as_=kestrel).put("/accounts/bo/block")
    assert http(as_=bo).post("/reports", body("moment", hidden)).status_code == 404
