"""Taking everything along: asked for, made by a worker, downloaded by nobody else, gone after a week."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fandom.accounts.personal import actions, files
from fandom.accounts.personal.models import Export
from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from tests.accounts.personal.conftest import Life
from tests.support.people import make_fan, token_of

Unpacked = Callable[[bytes], dict[str, str]]
SECRET = {"address", "program"}


def made(http: Any, life: Life, run_jobs: Callable[[], int]) -> dict[str, Any]:
    answer = http(as_=life.ada).post("/me/exports")
    assert (answer.status_code, answer.json["state"], answer.json["url"]) == (202, "making", None)
    run_jobs()
    [found] = http(as_=life.ada).get("/me/exports").json["items"]
    return dict(found)


def test_everything_is_in_it(http: Any, life: Life, run_jobs: Callable[[], int], unpacked: Unpacked) -> None:
    found = made(http, life, run_jobs)
    assert (found["state"], found["percent"]) == ("ready", 100)
    answer = http(as_=life.ada).page(found["url"].removeprefix("http://localhost"))
    assert (answer.status_code, answer.mimetype, answer.content_length) == (200, "application/zip", found["size"])
    held = unpacked(answer.data)
    whole = "\n".join(held.values())
    small = life.words.pop("bytes 320.jpg")
    assert {where for where, said in life.words.items() if said not in whole} == set()
    assert small not in whole
    assert f"media/{life.ids['file']}.jpg" in held
    assert [each["id"] for each in json.loads(held["moments.json"])] == [life.ids["moment"]]
    assert json.loads(held["moments.json"])[0]["before"][0]["caption"] == life.words["caption before"]
    assert [each["handle"] for each in json.loads(held["follows.json"])] == ["bo"]
    assert all(name in held["README.txt"] for name in held if name.endswith(".json") and name not in UNNAMED)


UNNAMED = {"specials.json", "media.json"}


def test_no_secret_is_in_it(http: Any, life: Life, run_jobs: Callable[[], int], unpacked: Unpacked) -> None:
    secret = token_of(life.ada)
    found = made(http, life, run_jobs)
    held = "\n".join(unpacked(http(as_=life.ada).page(found["url"].removeprefix("http://localhost")).data).values())
    assert secret not in held
    assert "argon2" not in held


def test_one_at_a_time(http: Any, life: Life) -> None:
    fan = http(as_=life.ada)
    assert fan.post("/me/exports").status_code == 202
    answer = fan.post("/me/exports")
    assert answer.status_code == 409
    assert answer.json["type"].endswith("export-running")
    with unit_of_work(), pytest.raises(Conflict):
        actions.ask_export(account_id=life.ada.id)


def test_nobody_else_gets_it(http: Any, life: Life, run_jobs: Callable[[], int]) -> None:
    found = made(http, life, run_jobs)
    path = found["url"].removeprefix("http://localhost")
    assert http(as_=life.bo).page(path).status_code == 404
    assert http(as_=life.bo).get(f"/me/exports/{found['id']}").status_code == 404
    assert http(as_=make_fan("ruler", is_admin=True)).page(path).status_code == 404
    assert http().page(path).headers["Location"].startswith("/sign-in")
    token = {"Authorization": f"Bearer {token_of(life.ada)}"}
    assert http().page(path, headers=token).status_code == 403


def test_what_is_not_ready_is_not_there(http: Any, life: Life) -> None:
    asked = http(as_=life.ada).post("/me/exports").json
    assert http(as_=life.ada).page(f"/settings/data/export/{asked['id']}").status_code == 404


def test_a_newer_one_takes_its_place(http: Any, life: Life, run_jobs: Callable[[], int]) -> None:
    first, second = made(http, life, run_jobs), made(http, life, run_jobs)
    assert first["id"] != second["id"]
    assert not _is_kept(first["id"])
    assert _is_kept(second["id"])


def test_after_a_week_it_is_gone(http: Any, life: Life, run_jobs: Callable[[], int]) -> None:
    found = made(http, life, run_jobs)
    row = db.session.get_one(Export, found["id"])
    assert timedelta(days=6) < row.expires_at - clock.now() <= timedelta(days=7)
    with unit_of_work():
        row.expires_at = clock.now() - timedelta(seconds=1)
    assert http(as_=life.ada).get("/me/exports").json["items"] == []
    with unit_of_work():
        actions.tidy()
    run_jobs()
    assert not _is_kept(found["id"])


def test_one_that_never_came_to_an_end_has_failed(life: Life, http: Any) -> None:
    asked = http(as_=life.ada).post("/me/exports").json["id"]
    with unit_of_work():
        db.session.get_one(Export, asked).created_at = clock.now() - actions.STUCK_AFTER - timedelta(seconds=1)
    with unit_of_work():
        actions.tidy()
    assert http(as_=life.ada).get(f"/me/exports/{asked}").json["state"] == "failed"
    assert http(as_=life.ada).post("/me/exports").status_code == 202


def test_the_worker_tells_how_far_it_is(
    http: Any, life: Life, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, int]] = []
    monkeypatch.setattr("fandom.accounts.personal.progress.tell", lambda _who, _id, *more: said.append(more))
    made(http, life, run_jobs)
    percents = [percent for _, percent in said]
    assert percents == sorted(percents)
    assert len(percents) > 5
    assert said[-1] == ("ready", 100)


def _is_kept(export_id: str) -> bool:
    try:
        files.read(export_id, 10).close()
    except storage.Missing:
        return False
    return True
