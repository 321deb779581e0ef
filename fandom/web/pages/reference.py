"""/api/docs: the API for people, drawn from the same OpenAPI document that programs read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template

from fandom.web.pages import pages

VERBS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter, or a field of a body."""

    name: str
    kind: str
    required: bool
    where: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    verb: str
    path: str
    summary: str
    values: tuple[Value, ...]
    answers: tuple[tuple[str, str], ...]


@pages.get("/api/docs")
def api_docs() -> str:
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return render_template("reference/index.html", chapters=chapters(spec), info=spec["info"])


def chapters(spec: Mapping[str, Any]) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {}
    for path, item in spec["paths"].items():
        for verb in VERBS:
            if verb in item:
                tag = (item[verb].get("tags") or ["other"])[0]
                found.setdefault(tag, []).append(_call(spec, verb, path, item))
    return found


def _call(spec: Mapping[str, Any], verb: str, path: str, item: Mapping[str, Any]) -> Call:
    said = item[verb]
    parameters = [*item.get("parameters", []), *said.get("parameters", [])]
    values = (*(_parameter(spec, each) for each in parameters), *_body(spec, said))
    answers = tuple((code, _words(spec, each)) for code, each in said["responses"].items() if code != "default")
    return Call(verb, path, said.get("summary") or said.get("description", ""), values, answers)


def _parameter(spec: Mapping[str, Any], given: Mapping[str, Any]) -> Value:
    found = _resolved(spec, given)
    return Value(found["name"], _kind(spec, found.get("schema", {})), bool(found.get("required")), found["in"])


def _body(spec: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[Value]:
    for content in said.get("requestBody", {}).get("content", {}).values():
        schema = _resolved(spec, content.get("schema", {}))
        required = schema.get("required", [])
        for name, each in schema.get("properties", {}).items():
            yield Value(name, _kind(spec, each), name in required, "body")


def _kind(spec: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    schema = _resolved(spec, given)
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    kind = schema.get("type", "any")
    names = " | ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{_kind(spec, schema['items'])}[]" if "items" in schema else names


def _words(spec: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return str(_resolved(spec, given).get("description", ""))


def _resolved(spec: Mapping[str, Any], given: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = given
    while "$ref" in found:
        at: Any = spec
        for part in found["$ref"].removeprefix("#/").split("/"):
            at = at[part]
        found = at
    resolved: Mapping[str, Any] = found
    return resolved
