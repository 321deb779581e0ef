"""Structured JSON logs with a request id that goes on into jobs and sockets."""

import logging
import re
import sys
import time
from typing import Any

import orjson
import structlog
from flask import Flask, Response, g, request

from fandom.config import Settings
from fandom.core.ids import new_id
from fandom.infra import metrics
from fandom.infra.log_lines import JsonLines
from fandom.infra.queue import request_id

log = structlog.get_logger()

SECRET = re.compile(r"^(/+(?:hooks|reset|verify|unsubscribe)/+).*", re.DOTALL)
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Reads that are quick and fine are counted in the metrics and written nowhere.
SLOW_S = 0.5
# One list for ever: a logger that has been used keeps the list it found, and would not follow another app's.
_processors: list[Any] = []


def configure(settings: Settings) -> None:
    """Stderr, one line an event."""
    shape = structlog.processors.JSONRenderer(_json) if settings.log_json else structlog.dev.ConsoleRenderer()
    _processors[:] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        shape,
    ]
    structlog.configure(
        processors=_processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    _take_in_others(settings)


def _take_in_others(settings: Settings) -> None:
    """What libraries say through the standard library, RQ above all, in the same shape."""
    handler = logging.StreamHandler(sys.stderr)
    if settings.log_json:
        handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


def _json(event: dict[str, Any], **options: Any) -> str:
    return orjson.dumps(event, **options).decode()


def init(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def begin(given: str) -> str:
    """What is logged from here on in this greenlet, and the facts recorded, carry this request's id."""
    found = given if GIVEN.fullmatch(given) else new_id()
    request_id.set(found)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=found)
    return found


def _begin() -> None:
    g.request_id = begin(request.headers.get("X-Request-ID", ""))
    g.began = time.perf_counter()


def _path() -> str:
    """Without the secret that some addresses carry, also where the rest of them leads nowhere."""
    secret = (request.view_args or {}).get("secret")
    path = request.path.replace(str(secret), "…") if secret else request.path
    return SECRET.sub(r"\1…", path)


def _end(response: Response) -> Response:
    took = time.perf_counter() - g.get("began", time.perf_counter())
    response.headers["X-Request-ID"] = g.get("request_id", "")
    route = request.url_rule.rule if request.url_rule else "unknown"
    metrics.REQUESTS.labels(request.method, route, response.status_code).inc()
    metrics.LATENCY.labels(route).observe(took)
    if request.method != "GET" or response.status_code >= 400 or took > SLOW_S:
        log.info("request", method=request.method, path=_path(), status=response.status_code, took_s=round(took, 6))
    return response
