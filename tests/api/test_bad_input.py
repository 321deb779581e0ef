"""Every field of every request, spoilt in turn: each is refused with its name, and nothing is written."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from fandom.infra.db import db
from fandom.infra.model import Model
from tests.support.catalogue import make_show
from tests.support.people import PASSWORD, make_fan

QUIET = {"sessions", "accounts"}  # signing in and out of tests themselves
GONE = "0000000000000"


@dataclass(frozen=True)
class Call:
    """A good request: `texts` name its free texts and their limits, the rest is found in `body`."""

    method: str
    path: str
    body: dict[str, Any]
    texts: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


MOMENT = {
    "show": "sintel",
    "caption": "the door",
    "episode": "s01e01",
    "start_ms": 1000,
    "end_ms": 6000,
    "tags": ["snow"],
}
CALLS = [
    Call("POST", "/moments", MOMENT, {"caption": 500}),
    Call(
        "POST", "/reports", {"target": {"kind": "account", "id": "bo"}, "reason": "spam", "note": "x"}, {"note": 1000}
    ),
    Call("PATCH", "/me", {"display_name": "Ada"}, {"display_name": 50}),
    Call("POST", "/tokens", {"name": "cli", "scopes": ["read"]}, {"name": 60}),
    Call("PUT", "/shows/sintel/progress", {"episode": "s01e01", "position_ms": 5}),
    Call("PUT", "/me/password", {"current_password": PASSWORD, "password": "another harbour"}),
    Call("POST", "/notifications/read", {"up_to": GONE}),
]
WRONG: list[Any] = [{"a": 1}, ["\u0000"], "a\u0000b", "x" * 5000, 2**63, -(10**12), True, 1.5]


def spoilt(call: Call) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "surprise", {**call.body, "surprise": 1}
    for name in call.body:
        for wrong in WRONG:
            yield name, deepcopy(call.body) | {name: wrong}


def rows() -> dict[str, int]:
    tables = [table for name, table in Model.metadata.tables.items() if name not in QUIET]
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


@pytest.fixture
def ada(app: Flask, http: Any) -> Any:
    make_show("sintel", episodes=1, kind="film")
    make_fan("bo")
    return http(as_=make_fan("ada"))


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_a_spoilt_field_is_named_and_nothing_is_written(ada: Any, call: Call) -> None:
    before = rows()
    for name, body in spoilt(call):
        answer = ada.call(call.method, f"/api/v1{call.path}", json=body)
        assert answer.status_code == 422, (body, answer.text)
        assert any(said == name or said.startswith(f"{name}.") for said in answer.json["errors"]), (body, answer.json)
    assert rows() == before


@pytest.mark.parametrize(("call", "name"), [(call, name) for call in CALLS for name in call.texts], ids=str)
def test_one_over_the_limit(ada: Any, call: Call, name: str) -> None:
    fits, over = ({**call.body, name: "x" * length} for length in (call.texts[name], call.texts[name] + 1))
    assert ada.call(call.method, f"/api/v1{call.path}", json=over).json["errors"].keys() == {name}
    assert ada.call(call.method, f"/api/v1{call.path}", json=fits).status_code < 300


@pytest.mark.parametrize("name", ["caption", "tags"])
@pytest.mark.parametrize("mark", ["\u202e", "\u202a", "\u0007", "\u001b[31m"])
def test_marks_that_turn_or_hide_text(ada: Any, name: str, mark: str) -> None:
    wrong = f"a{mark}b"
    answer = ada.post("/moments", MOMENT | {name: [wrong] if name == "tags" else wrong})
    assert answer.status_code == 422
    assert name in answer.json["errors"]


@pytest.mark.parametrize("raw", [b'{"caption": "\\ud800"}', b'{"caption": "\xff"}', b"[" * 100_000, b"", b"nul", b"[]"])
def test_what_is_not_json(ada: Any, raw: bytes) -> None:
    answer = ada.call("POST", "/api/v1/moments", data=raw, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.mimetype == "application/problem+json"


def test_ten_megabytes_are_not_read(ada: Any) -> None:
    answer = ada.call("POST", "/api/v1/moments", data=b"x" * 10_000_000, content_type="application/json")
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/moments/{}", "/comments/{}", "/decisions/{}", "/moderation/cases/{}", "/tokens/{}"])
@pytest.mark.parametrize("wrong", [GONE, "x", "9" * 300, "..%2f..%2fetc", "%F0%9F%94%A5", "' OR 1=1--"])
def test_ids_of_nothing(ada: Any, path: str, wrong: str) -> None:
    method = "DELETE" if path.startswith(("/tokens", "/comments")) else "GET"
    assert ada.call(method, f"/api/v1{path.format(wrong)}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/shows", "/shows/sintel/feed", "/feeds/home", "/notifications", "/accounts/ada/moments"]
)
@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=AAAA", "cursor=%F0%9F%94%A5"])
def test_pages_of_nothing(ada: Any, path: str, query: str) -> None:
    answer = ada.get(f"{path}?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json["errors"]
