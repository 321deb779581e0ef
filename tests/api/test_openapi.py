"""The OpenAPI document: valid, complete, and true where a machine can tell."""

import re
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import validate

from fandom.infra.api import PREFIX
from tests.house.surfaces import API


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/api/openapi.json").json
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]


def test_it_is_valid_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    validate(document)


def test_it_names_every_route(app: Flask, document: dict[str, Any]) -> None:
    routes = {
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert routes == {(method, path) for method, path, _ in operations(document)}


def test_every_operation_says_what_it_does_and_how_it_refuses(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        assert operation.get("summary"), (method, path)
        assert "application/problem+json" in operation["responses"]["default"]["content"], (method, path)


def test_changes_name_the_csrf_header(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        names = {parameter.get("name") for parameter in operation.get("parameters", [])}
        assert ("X-CSRF-Token" in names) == (method != "GET"), (method, path)


def test_what_is_not_for_anyone_names_its_security(document: dict[str, Any]) -> None:
    said = {(method, path): bool(operation.get("security")) for method, path, operation in operations(document)}
    rows = {tuple(rule.split(" ", 1)): row.who != "anyone" for rule, row in API.items()}
    assert said == {(method, PREFIX + re.sub(r"<(\w+)>", r"{\1}", rule)): who for (method, rule), who in rows.items()}


@pytest.mark.parametrize("path", ["/moments", "/moments/{moment_id}/comments", "/reports"])
def test_what_creates_content_takes_an_idempotency_key(document: dict[str, Any], path: str) -> None:
    parameters = document["paths"][PREFIX + path]["post"]["parameters"]
    assert "Idempotency-Key" in {parameter.get("name") for parameter in parameters}


@pytest.mark.parametrize("path", ["/session", "/tokens", "/accounts"])
def test_what_hands_out_secrets_takes_none(document: dict[str, Any], path: str) -> None:
    parameters = document["paths"][PREFIX + path]["post"].get("parameters", [])
    assert "Idempotency-Key" not in {parameter.get("name") for parameter in parameters}
