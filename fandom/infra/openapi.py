"""What every operation has in common in OpenAPI: its problems, its ways to sign in, its headers."""

from collections.abc import Callable
from typing import Any

from apispec import APISpec, BasePlugin

SECURITY = {"token": {"type": "http", "scheme": "bearer"}}
DESCRIPTION = """Programs sign in with a personal token (`Authorization: Bearer …`, made under Settings).
Pages of the same origin use the session cookie, with `X-CSRF-Token` from `GET /session` on every change.
What can be followed live is described in docs/live.md."""
PROBLEM = {
    "description": "A problem (RFC 9457): 400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 429, 503 or 507",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for people"},
        "errors": {
            "type": "object",
            "description": "On 422: what is wrong with which field",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
HEADERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "idempotent": (
        *("Idempotency-Key", "The same key and body within 24 hours have one effect and one answer"),
        {"type": "string", "minLength": 1, "maxLength": 255},
    ),
    "csrf": ("X-CSRF-Token", "From GET /session; needed with the session cookie, not with a token", {"type": "string"}),
}
MARK = "x-fandom"


def mark(view: Callable[..., Any], **marks: bool) -> None:
    """Leave on a view what its operation should say: `private`, `idempotent`, `csrf`."""
    documented: dict[str, Any] = getattr(view, "_apidoc", {})
    said = {**documented, "manual_doc": {**documented.get("manual_doc", {}), MARK: marks}}
    setattr(view, "_apidoc", said)  # noqa: B010 - flask-smorest keeps its notes there, and functions have no such field


class House(BasePlugin):
    """Writes what the marks say into each operation."""

    def init_spec(self, spec: APISpec) -> None:
        spec.components.schema("Problem", PROBLEM_SCHEMA)
        for name, scheme in SECURITY.items():
            spec.components.security_scheme(name, scheme)

    def operation_helper(self, path: str | None = None, operations: dict[Any, Any] | None = None, **_rest: Any) -> None:
        del path
        for operation in (operations or {}).values():
            marks = operation.pop(MARK, {})
            operation["responses"] = _refused(operation.get("responses", {})) | {"default": PROBLEM}
            if marks.get("private"):
                operation["security"] = [{name: []} for name in SECURITY]
            for name, (header, description, schema) in HEADERS.items():
                if marks.get(name):
                    operation.setdefault("parameters", []).append(_header(header, description, schema))


def _refused(responses: dict[Any, Any]) -> dict[Any, Any]:
    """What flask-smorest says of refusals is not what we answer."""
    return {status: PROBLEM if str(status)[0] in "45" else said for status, said in responses.items()}


def _header(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"in": "header", "name": name, "description": description, "required": False, "schema": schema}


def form_with_file(description: str, **fields: Any) -> dict[str, Any]:
    """The body of an upload, with other fields as JSON Schema: flask-smorest describes bodies of one kind only."""
    file = {"type": "string", "format": "binary", "description": description}
    schema = {"type": "object", "required": ["file"], "properties": {"file": file, **fields}}
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
