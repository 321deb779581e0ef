"""The one life of an API request, on routes made for this."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from fandom.app import create_app
from fandom.core.errors import Conflict, NotFound
from fandom.core.viewer import Viewer
from fandom.infra import login
from fandom.infra.audit import AuditRow, audit
from fandom.infra.db import db
from fandom.infra.endpoint import etag, listing, match, page_key, reads, signed_in, writes
from tests.support.configured import settings
from tests.support.undone import undone

FAN = Viewer(account_id="00000000000f1", session_id="s")
READER = Viewer(account_id="00000000000f2", token_id="t", scopes=frozenset({"read"}))


@reads()
def get_thing() -> ResponseReturnValue:
    return etag(jsonify(words="hello", count=int(request.args.get("count", 0))), version=3)


@reads()
def get_things() -> ResponseReturnValue:
    after = page_key(request.args.get("cursor"))
    body, headers = listing(["b" if after else "a"], None if after else "a")
    return jsonify(body), headers


@writes(idempotent=True)
def post_thing() -> ResponseReturnValue:
    audit(signed_in().account_id, "thing", ("thing", "1"))
    if request.get_json().get("fail"):
        raise Conflict
    return jsonify(made=written()), 201, {"Location": "/things/1"}


@writes()
def put_thing() -> ResponseReturnValue:
    match(version=3)
    return jsonify(done=True)


@reads()
def get_nothing() -> ResponseReturnValue:
    raise NotFound


def written() -> int:
    return db.session.scalar(select(func.count()).select_from(AuditRow)) or 0


@pytest.fixture(scope="module")
def built(database_url: str, redis_url: str) -> Iterator[Flask]:
    made = create_app(settings(database_url, redis_url))
    rule = "/api/v1/things"
    made.add_url_rule(rule, "get_things", get_things, methods=["GET"])
    made.add_url_rule(rule, "post_thing", post_thing, methods=["POST"])
    made.add_url_rule(f"{rule}/1", "get_thing", get_thing, methods=["GET"])
    made.add_url_rule(f"{rule}/1", "put_thing", put_thing, methods=["PUT"])
    made.add_url_rule(f"{rule}/2", "get_nothing", get_nothing, methods=["GET"])
    known = {"fan": FAN, "reader": READER}
    made.login_manager.request_loader(lambda asked: _principal(known.get(asked.headers.get("X-Test", ""))))
    yield made
    with made.app_context():
        db.engine.dispose()


def _principal(viewer: Viewer | None) -> login.Principal | None:
    return login.Principal(viewer) if viewer else None


@dataclass
class Browser:
    app: Flask
    who: str

    def __call__(self, method: str, path: str, **options):  # type: ignore[no-untyped-def]
        options["headers"] = {"X-Test": self.who} | options.pop("headers", {})
        with self.app.app_context():
            return self.app.test_client().open(f"/api/v1{path}", method=method, **options)


@pytest.fixture
def call(built: Flask) -> Iterator[Callable[[str], Browser]]:
    with undone(built):
        yield lambda who="fan": Browser(built, who)


def test_a_read_is_stored_by_nobody(call) -> None:
    answer = call()("GET", "/things/1")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Request-ID"]


def test_a_refusal_is_problem_json(call) -> None:
    answer = call()("GET", "/things/2")
    assert answer.mimetype == "application/problem+json"
    assert set(answer.json) == {"type", "title", "status", "detail"}
    assert answer.json["status"] == answer.status_code == 404


def test_an_unchanged_thing_is_not_sent_again(call) -> None:
    tag = call()("GET", "/things/1").headers["ETag"]
    assert call()("GET", "/things/1", headers={"If-None-Match": tag}).status_code == 304
    assert call()("GET", "/things/1?count=1", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("tag", "status"), [('"3.abc"', 200), ('"3"', 200), ("*", 200), ('"2.abc"', 412), ('"31"', 412)]
)
def test_if_match_compares_versions(call, tag: str, status: int) -> None:
    assert call()("PUT", "/things/1", headers={"If-Match": tag}).status_code == status


def test_a_token_without_the_scope_may_not_write(call) -> None:
    assert call("reader")("PUT", "/things/1").status_code == 403
    assert call("reader")("GET", "/things/1").status_code == 200


def test_a_visitor_is_asked_to_sign_in(call) -> None:
    answer = call("nobody")("POST", "/things", json={})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_failed_change_leaves_nothing(call) -> None:
    assert call()("POST", "/things", json={"fail": True}).status_code == 409
    assert written() == 0


def test_the_same_key_and_body_have_one_effect_and_one_answer(call) -> None:
    key = {"Idempotency-Key": "k1"}
    first, again = call()("POST", "/things", json={}, headers=key), call()("POST", "/things", json={}, headers=key)
    assert (first.status_code, first.json, first.headers["Location"]) == (201, {"made": 1}, "/things/1")
    assert (again.status_code, again.data, again.headers["Location"]) == (201, first.data, "/things/1")
    assert written() == 1


def test_the_same_key_with_another_body_is_refused(call) -> None:
    key = {"Idempotency-Key": "k1"}
    call()("POST", "/things", json={}, headers=key)
    assert call()("POST", "/things", json={"other": 1}, headers=key).status_code == 409


def test_a_refusal_is_not_kept(call) -> None:
    key = {"Idempotency-Key": "k1"}
    call()("POST", "/things", json={"fail": True}, headers=key)
    assert call()("POST", "/things", json={"fail": False}, headers=key).status_code == 201


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_has_a_length(call, key: str) -> None:
    assert call()("POST", "/things", json={}, headers={"Idempotency-Key": key}).status_code == 422


def test_a_list_leads_to_its_next_page(call) -> None:
    first = call()("GET", "/things?limit=1")
    assert first.json["items"] == ["a"]
    assert 'rel="next"' in first.headers["Link"]
    second = call()("GET", f"/things?limit=1&cursor={first.json['next']}")
    assert second.json == {"items": ["b"], "next": None}


def test_a_cursor_is_nobody_elses(call) -> None:
    cursor = call()("GET", "/things").json["next"]
    assert call("reader")("GET", f"/things?cursor={cursor}").status_code == 422


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [(b"{", "application/json", 400), (b"[]", "text/plain", 415), (b"x" * 1_000_001, "application/json", 413)],
)
def test_bodies_that_cannot_be_read(call, body: bytes, kind: str, status: int) -> None:
    assert call()("POST", "/things", data=body, content_type=kind).status_code == status


@pytest.mark.parametrize("path", ["/things?cursor=%00", "/things%00"])
def test_nul_is_malformed(call, path: str) -> None:
    assert call()("GET", path).status_code == 400
