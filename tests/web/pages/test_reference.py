"""The API for people is the API for programs."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from fandom.web.pages.reference import chapters
from tests.support.http import Http

Said = Callable[[Any], str]
SPEC: dict[str, Any] = {
    "paths": {
        "/shows/{slug}": {
            "parameters": [{"in": "path", "name": "slug", "required": True, "schema": {"type": "string"}}],
            "put": {
                "tags": ["shows"],
                "summary": "Change it.",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Show"}}}},
                "responses": {"200": {"description": "OK"}, "default": {"$ref": "#/components/responses/Error"}},
            },
        }
    },
    "components": {
        "schemas": {
            "Show": {
                "required": ["tags"],
                "properties": {
                    "kind": {"enum": ["film", "series"]},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "year": {"type": ["integer", "null"]},
                },
            }
        },
        "responses": {"Error": {"description": "Problem"}},
    },
}


def test_a_call_with_all_it_takes() -> None:
    [call] = chapters(SPEC)["shows"]
    assert (call.verb, call.path, call.summary) == ("put", "/shows/{slug}", "Change it.")
    assert [(each.name, each.kind, each.required, each.where) for each in call.values] == [
        ("slug", "string", True, "path"),
        ("kind", "film | series", False, "body"),
        ("tags", "string[]", True, "body"),
        ("year", "integer | null", False, "body"),
    ]
    assert call.answers == (("200", "OK"),)


def test_every_call_of_ours_is_on_the_page(http: Callable[..., Http], app: Flask, words: Said) -> None:
    said = words(http().page("/api/docs"))
    for path in http().page("/api/openapi.json").get_json()["paths"]:
        assert path in said
