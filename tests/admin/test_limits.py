"""Limits that administrators set: they hold at once, everywhere, and can be taken back."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.infra import allowances
from fandom.infra.audit import AuditRow
from fandom.infra.counters import Local
from fandom.infra.db import db
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import make_admin, make_fan

Client = Callable[..., Http]
WRONG = (
    "",
    "often",
    "0 per minute",
    "-1 per minute",
    "1 per fortnight",
    "1e3 per day",
    "1000000 per day",
    "1 per 0 days",
)


@pytest.fixture
def admin(app: Flask, http: Client) -> Iterator[Http]:
    kept = app.extensions["counters"]
    yield http(as_=make_admin("ada"))
    app.extensions["counters"] = kept
    app.extensions["unlimited"] = True
    allowances.hold({})


def rule_of(admin: Http, name: str) -> tuple[str, str]:
    found = next(each for each in admin.get("/admin/limits").json["items"] if each["name"] == name)
    return found["rule"], found["default"]


def test_what_is_set_holds_at_once(app: Flask, http: Client, admin: Http) -> None:
    app.extensions["unlimited"], app.extensions["counters"] = False, Local()
    make_show("lantern")
    fan = http(as_=make_fan())
    assert admin.put("/admin/limits/memberships", json={"rule": "2 Per  10 MINUTES"}).status_code == 204
    assert rule_of(admin, "memberships") == ("2 per 10 minutes", "60 per minute")
    assert [fan.put("/shows/lantern/membership").status_code for _ in range(3)] == [200, 200, 429]
    assert admin.delete("/admin/limits/memberships").status_code == 204
    assert fan.put("/shows/lantern/membership").status_code == 200


def test_another_process_reads_what_was_set(admin: Http) -> None:
    admin.put("/admin/limits/memberships", json={"rule": "7 per hour"})
    allowances.hold({})
    allowances.refresh()
    assert rule_of(admin, "memberships")[0] == "7 per hour"


def test_each_change_is_in_the_audit_log_once(admin: Http) -> None:
    for _ in range(2):
        admin.put("/admin/limits/memberships", json={"rule": "7 per hour"})
    for _ in range(2):
        admin.delete("/admin/limits/memberships")
    rows = [(row.action, row.detail["was"], row.detail["now"]) for row in db.session.scalars(select(AuditRow))]
    assert [row for row in rows if row[0].startswith("limit.")] == [
        ("limit.set", "60 per minute", "7 per hour"),
        ("limit.reset", "7 per hour", "60 per minute"),
    ]


@pytest.mark.parametrize("rule", WRONG)
def test_what_is_no_limit_is_refused(admin: Http, rule: str) -> None:
    answer = admin.put("/admin/limits/memberships", json={"rule": rule})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["rule"])
    assert rule_of(admin, "memberships") == ("60 per minute", "60 per minute")


def test_there_are_only_those_that_have_a_name(admin: Http) -> None:
    assert admin.put("/admin/limits/none", json={"rule": "1 per day"}).status_code == 404
    assert admin.delete("/admin/limits/none").status_code == 404


def test_administrators_do_not_lock_themselves_out(admin: Http) -> None:
    assert admin.put("/admin/limits/admin", json={"rule": "1 per day"}).status_code == 422


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(admin: Http) -> None:
    answer = admin.page("/admin/limits/memberships", "POST", data={"rule": "seldom"})
    assert answer.status_code == 422
    assert 'value="seldom"' in answer.text
    assert "60 per 10 minutes" in answer.text


def test_the_page_sets_and_takes_back(admin: Http) -> None:
    admin.page("/admin/limits/memberships", "POST", data={"rule": "7 per hour"})
    assert rule_of(admin, "memberships")[0] == "7 per hour"
    admin.page("/admin/limits/memberships", "POST", data={"rule": "9 per hour", "reset": "1"})
    assert rule_of(admin, "memberships")[0] == "60 per minute"


def test_the_page_shows_what_another_process_has_just_set(admin: Http) -> None:
    admin.put("/admin/limits/memberships", json={"rule": "7 per hour"})
    allowances.hold({})
    assert 'value="7 per hour"' in admin.page("/admin/limits").get_data(as_text=True)
