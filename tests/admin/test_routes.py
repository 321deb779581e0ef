"""The API of administrators: who gets in, and what each call does and writes into the audit log."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.accounts.models import Account
from fandom.config import Settings
from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.audit import AuditRow, first_broken
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.shows import queries as shows
from tests.support.catalogue import make_show, show_file
from tests.support.http import Http
from tests.support.people import Person, make_admin, make_fan

Client = Callable[..., Http]
NOBODY = "0000000000000"
CALLS: list[tuple[str, str, Any]] = [
    ("GET", "/admin/accounts", None),
    ("GET", "/admin/accounts/bo", None),
    ("PATCH", "/admin/accounts/bo", {"is_admin": True}),
    ("GET", "/admin/limits", None),
    ("PUT", "/admin/limits/moments", {"rule": "1 per day"}),
    ("DELETE", "/admin/limits/moments", None),
    ("GET", "/admin/queues", None),
    ("GET", "/admin/storage", None),
    ("GET", "/admin/system", None),
    ("POST", "/admin/shows", show_file("dusk")),
    ("PATCH", "/admin/shows/lantern", {"year": 2020}),
    ("PUT", f"/admin/deliveries/{NOBODY}/retry", None),
    ("PUT", "/admin/jobs/none/retry", None),
    ("GET", "/admin/library/imports", None),
    ("POST", "/admin/library/imports", {"path": "/"}),
    ("GET", f"/admin/library/imports/{NOBODY}", None),
    ("DELETE", f"/admin/library/imports/{NOBODY}", None),
]


@pytest.fixture
def ada(app: Flask) -> Person:
    """The one administrator of a house with a show and a fan."""
    make_show("lantern")
    make_fan("bo")
    return make_admin("ada")


@pytest.fixture
def admin(http: Client, ada: Person) -> Http:
    return http(as_=ada)


def ask(browser: Http, method: str, path: str, body: Any) -> Any:
    return browser.call(method, f"/api/v1{path}", **({"json": body} if body else {}))


def audited() -> list[str]:
    return list(db.session.scalars(select(AuditRow.action).order_by(AuditRow.id)))


def given_up(error: str = "RuntimeError('no')") -> str:
    now = clock.now()
    row = Outbox(id=new_id(), fact="ShowChanged", payload={}, listener="x.y", queue="default", created_at=now)
    row.due_at, row.failed_at, row.error, row.attempts = now, now, error, 8
    with unit_of_work():
        db.session.add(row)
    return row.id


def test_to_everybody_else_there_is_nothing(http: Client, ada: Person) -> None:
    show = shows.by_slug("lantern")
    assert show is not None
    before = audited()
    people = (make_fan(), make_fan(moderates=[show.id]), make_fan(moderates_all=True))
    for browser, status in (*((http(as_=each), 404) for each in people), (http(), 401)):
        answers = {call[:2]: ask(browser, *call).status_code for call in CALLS}
        assert {call: found for call, found in answers.items() if found != status} == {}
    assert audited() == before


def test_an_administrator_gets_in(admin: Http) -> None:
    answers = {call[:2]: ask(admin, *call).status_code for call in CALLS}
    absent = {call for call in answers if NOBODY in call[1] or "none" in call[1]}
    wrong = {("POST", "/admin/library/imports"): 422}
    empty = {call for call in answers if call[1] == "/admin/limits/moments"}
    assert answers == dict.fromkeys(answers, 200) | dict.fromkeys(absent, 404) | dict.fromkeys(empty, 204) | wrong


def test_a_token_without_the_scope_gets_nothing(http: Client, ada: Person) -> None:
    from tests.support.people import token_of

    bearer = {"Authorization": f"Bearer {token_of(ada, 'read', 'write')}"}
    assert http().get("/admin/accounts", headers=bearer).status_code == 403


def test_a_token_gives_nobody_rights(http: Client, ada: Person) -> None:
    from tests.support.people import token_of

    bearer = {"Authorization": f"Bearer {token_of(ada, 'read', 'write', 'moderate')}"}

    def answer(changes: dict[str, Any]) -> int:
        return int(http().patch("/admin/accounts/bo", changes, headers=bearer).status_code)

    assert [answer({name: True}) for name in ("is_admin", "moderates_all")] == [403, 403]
    assert answer({"state": "active"}) == 200
    assert audited() == []


def test_accounts_are_found_and_paged(admin: Http) -> None:
    for number in range(5):
        make_fan(f"Fan_{number}")
    first = admin.get("/admin/accounts?limit=3").json
    rest = admin.get(f"/admin/accounts?limit=100&cursor={first['next']}").json
    handles = [each["handle"] for each in [*first["items"], *rest["items"]]]
    assert handles == ["ada", "bo", *(f"Fan_{number}" for number in range(5))]
    assert "email" not in first["items"][0]
    assert [each["handle"] for each in admin.get("/admin/accounts?q=@FAN_3").json["items"]] == ["Fan_3"]
    assert [each["handle"] for each in admin.get("/admin/accounts?role=admin").json["items"]] == ["ada"]
    assert admin.get("/admin/accounts?q=%25").json["items"] == []
    assert admin.get("/admin/accounts?role=king").status_code == 422


def test_rights_are_given_and_taken_and_audited(admin: Http, http: Client) -> None:
    for changes in ({"is_admin": True}, {"is_admin": False, "moderates_all": True}, {"moderates_all": False}):
        answer = admin.patch("/admin/accounts/BO", changes)
        assert {name: answer.json[name] for name in changes} == changes
    assert audited() == ["account.admin", "account.admin", "account.moderates_all", "account.moderates_all"]
    assert first_broken() is None


def test_a_ban_ends_sessions_and_can_be_taken_back(admin: Http, http: Client) -> None:
    cy = http(as_=make_fan("cy"))
    assert cy.get("/me").status_code == 200
    assert admin.patch("/admin/accounts/cy", {"state": "banned"}).json["state"] == "banned"
    assert cy.get("/me").status_code == 401
    assert admin.get("/admin/accounts?state=banned").json["items"][0]["handle"] == "cy"
    assert admin.patch("/admin/accounts/cy", {"state": "active"}).json["state"] == "active"
    assert audited() == ["account.ban", "account.unban"]


@pytest.mark.parametrize("changes", [{"is_admin": False}, {"state": "banned"}])
def test_the_last_administrator_stays_one(admin: Http, ada: Person, changes: dict[str, Any]) -> None:
    make_fan("old", is_admin=True, state="banned")
    answer = admin.patch("/admin/accounts/ada", changes)
    assert (answer.status_code, answer.json["type"]) == (409, "/api/docs#last-administrator")
    assert db.session.get_one(Account, ada.id).is_admin
    make_admin("eve")
    assert admin.patch("/admin/accounts/ada", changes).status_code == 200


def test_an_account_changes_from_the_version_that_was_read(admin: Http) -> None:
    tag = admin.get("/admin/accounts/bo").headers["ETag"]
    assert admin.patch("/admin/accounts/bo", {"moderates_all": True}, headers={"If-Match": tag}).status_code == 200
    assert admin.patch("/admin/accounts/bo", {"is_admin": True}, headers={"If-Match": tag}).status_code == 412


def test_what_is_so_already_is_no_change(admin: Http) -> None:
    assert admin.patch("/admin/accounts/bo", {"state": "active", "is_admin": False}).status_code == 200
    assert admin.patch("/admin/shows/lantern", {"title": "Lantern"}).status_code == 200
    assert audited() == []


def test_a_catalogue_file_comes_in(admin: Http) -> None:
    for outcome in ("added", "unchanged"):
        assert admin.post("/admin/shows", show_file("dusk")).json == {"slug": "dusk", "outcome": outcome}
    assert audited() == ["show.import"]
    assert admin.post("/admin/shows", show_file("dusk", hue=1)).status_code == 422


def test_what_is_edited_stays_when_a_file_repeats_itself(admin: Http) -> None:
    admin.post("/admin/shows", show_file("dusk", year=2001))
    tag = admin.get("/shows/dusk/settings").headers["ETag"]
    edited = admin.patch("/admin/shows/dusk", {"title": "Dawn", "hue": 90}, headers={"If-Match": tag})
    assert edited.json | {"synopsis": ""} == {"slug": "dusk", "title": "Dawn", "year": 2001, "synopsis": "", "hue": 90}
    assert admin.patch("/admin/shows/dusk", {"year": 1990}, headers={"If-Match": tag}).status_code == 412
    assert admin.post("/admin/shows", show_file("dusk", year=2001)).json["outcome"] == "unchanged"
    assert admin.get("/shows?q=dawn").json["items"][0]["title"] == "Dawn"
    for wrong in ({"title": ""}, {"hue": 31}, {"slug": "x"}, {"year": 1}):
        assert admin.patch("/admin/shows/dusk", wrong).status_code == 422


def test_what_was_given_up_is_tried_again(admin: Http) -> None:
    row_id = given_up()
    (shown,) = admin.get("/admin/queues").json["deliveries"]
    assert (shown["id"], shown["error"], shown["queue"]) == (row_id, "RuntimeError('no')", "default")
    path = f"/admin/deliveries/{row_id}/retry"
    assert [admin.put(path).status_code for _ in range(2)] == [204, 404]
    assert admin.get("/admin/queues").json["deliveries"] == []
    assert audited() == ["delivery.retry"]


def test_a_job_that_failed_is_tried_again(admin: Http, app: Flask) -> None:
    from redis import Redis
    from rq import SimpleWorker
    from rq.serializers import JSONSerializer

    from fandom.infra import queue
    from fandom.infra.breaker import redis

    def fail(connection: Redis) -> None:
        waiting = queue.queue_of("mail", connection)
        waiting.enqueue_call("tests.admin.test_routes.gone", job_id="letter-1", failure_ttl=60)
        SimpleWorker([waiting], connection=connection, serializer=JSONSerializer).work(
            burst=True, logging_level="ERROR"
        )

    redis().call(fail)
    (shown,) = admin.get("/admin/queues").json["jobs"]
    assert (shown["id"], shown["queue"], shown["what"]) == ("letter-1", "mail", "tests.admin.test_routes.gone")
    assert [admin.put("/admin/jobs/letter-1/retry").status_code for _ in range(2)] == [204, 404]
    assert next(each for each in admin.get("/admin/queues").json["queues"] if each["name"] == "mail")["waiting"] == 1
    redis().call(lambda connection: connection.flushdb())


def test_limits_storage_and_state_are_shown(admin: Http) -> None:
    limits = {each["name"]: each["rule"] for each in admin.get("/admin/limits").json["items"]}
    assert limits["memberships"] == "60 per minute"
    storage = admin.get("/admin/storage").json
    assert storage["database_bytes"] > 1_000_000
    assert 0 < storage["free_bytes"] <= storage["total_bytes"]
    assert "place" not in storage
    assert {each["what"] for each in admin.get("/admin/system").json["items"]} >= {"database", "redis", "disk"}


def test_only_named_folders_are_imported(
    admin: Http, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    inside = tmp_path / "library" / "shows"
    inside.mkdir(parents=True)
    (tmp_path / "library" / "out").symlink_to(tmp_path)
    settings: Settings = app.extensions["settings"]
    named = dataclasses.replace(settings, libraries=(tmp_path / "library",))
    monkeypatch.setitem(app.extensions, "settings", named)
    for wrong in (
        "/",
        "",
        str(tmp_path),
        f"{inside}/../..",
        str(tmp_path / "library" / "out"),
        f"{inside}/none",
        "/\0",
    ):
        assert admin.post("/admin/library/imports", {"path": wrong}).status_code == 422, wrong
    made = [admin.post("/admin/library/imports", {"path": str(inside)}) for _ in range(2)]
    assert [each.status_code for each in made] == [202, 202]
    import_id = made[0].json["id"]
    assert made[1].json["id"] == import_id
    assert (made[0].json["state"], made[0].json["total"]) == ("running", None)
    assert [each["id"] for each in admin.get("/admin/library/imports").json["items"]] == [import_id]
    assert [admin.delete(f"/admin/library/imports/{import_id}").status_code for _ in range(2)] == [204, 409]
    assert admin.get(f"/admin/library/imports/{import_id}").json["state"] == "stopped"
    assert audited() == ["library.import", "library.stop"]
