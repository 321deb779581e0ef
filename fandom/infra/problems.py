"""Every error as RFC 9457 problem+json below /api, as a page elsewhere."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog
from flask import Flask, Response, request
from flask_babel import gettext
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from fandom.core import errors
from fandom.core.errors import FandomError
from fandom.infra.sentences import in_words

log = structlog.get_logger()

STATUS: dict[type[FandomError], tuple[int, str]] = {
    errors.Malformed: (400, "malformed"),
    errors.Unauthenticated: (401, "unauthenticated"),
    errors.Forbidden: (403, "forbidden"),
    errors.NotFound: (404, "not-found"),
    errors.Conflict: (409, "conflict"),
    errors.Expired: (410, "cursor-expired"),
    errors.Stale: (412, "stale"),
    errors.TooLarge: (413, "too-large"),
    errors.UnsupportedType: (415, "unsupported-type"),
    errors.Invalid: (422, "invalid"),
    errors.TooMany: (429, "too-many"),
    errors.Unavailable: (503, "unavailable"),
    errors.StorageFull: (507, "storage-full"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`errors` maps fields to sentences; only a 422 has them."""

    status: int
    type: str
    detail: str
    errors: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return HTTP_STATUS_CODES.get(self.status, "Error")

    def body(self) -> dict[str, Any]:
        said: dict[str, Any] = {
            "type": f"/api/docs#{self.type}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        errors = {name: [in_words(str(each)) for each in found] for name, found in self.errors.items()}
        return said | ({"errors": errors} if errors else {})


Page = Callable[[Problem], Response]


@functools.singledispatch
def problem_of(_error: Exception) -> Problem:
    return Problem(500, "internal", gettext("Something broke on our side. It has been noted."))


@problem_of.register
def _(error: FandomError) -> Problem:
    status, kind = next(STATUS[each] for each in type(error).__mro__ if each in STATUS)
    retry_after = getattr(error, "retry_after", None)
    return Problem(
        status=status,
        type=getattr(error, "code", kind),
        detail=gettext(error.detail),
        errors=getattr(error, "errors", {}),
        headers={} if retry_after is None else {"Retry-After": str(retry_after)},
    )


@problem_of.register
def _(error: HTTPException) -> Problem:
    status = error.code or 500
    known = next(
        (kind for each, kind in STATUS.values() if each == status),
        (error.name or "error").lower(),
    )
    data = getattr(error, "data", None) or {}
    fields = _flat(data.get("messages") or data.get("errors") or {})
    detail = gettext(errors.Invalid.detail) if status == 422 else (error.description or error.name)
    passed = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After", "Location"}}
    return Problem(status, known.replace(" ", "-"), detail, fields if status == 422 else {}, passed)


@problem_of.register
def _(error: DBAPIError) -> Problem:
    if error.connection_invalidated or isinstance(error, OperationalError):
        return problem_of(errors.Unavailable())
    return Problem(500, "internal", gettext("Something broke on our side. It has been noted."))


@problem_of.register
def _(_error: PoolTimeout) -> Problem:
    return problem_of(errors.Unavailable())


def _flat(messages: dict[str, Any]) -> dict[str, Any]:
    """webargs nests by location ({"json": {field: […]}}); people and programs want the fields."""
    flat: dict[str, Any] = {}
    for location, found in messages.items():
        if location in {"json", "query", "path", "headers", "form"} and isinstance(found, dict):
            flat.update({str(name): _sentences(value) for name, value in found.items()})
        else:
            flat["" if location == "json" else str(location)] = _sentences(found)
    return flat


def _sentences(found: Any) -> list[str]:
    if isinstance(found, dict):
        return [sentence for value in found.values() for sentence in _sentences(value)]
    return [str(each) for each in found] if isinstance(found, list | tuple) else [str(found)]


def answer(problem: Problem) -> Response:
    challenge = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    return Response(
        orjson.dumps(problem.body()),
        status=problem.status,
        mimetype="application/problem+json",
        headers=problem.headers | challenge | {"Cache-Control": "no-store"},
    )


def wants_json() -> bool:
    return request.path.startswith(("/api/", "/hooks/")) or request.path in {
        "/healthz",
        "/readyz",
        "/metrics",
    }


def init(app: Flask, page: Page) -> None:
    """`page` makes the HTML answer."""

    def handle(error: Exception) -> Response:
        problem = problem_of(error)
        if problem.status >= 500:
            log.error("request failed", status=problem.status, exc_info=error)
        return answer(problem) if wants_json() else page(problem)

    for kind in (FandomError, HTTPException, DBAPIError, PoolTimeout, Exception):
        app.register_error_handler(kind, handle)
