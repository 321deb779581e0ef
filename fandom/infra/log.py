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

GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


def configure(settings: Settings) -> None:
    """Once per process; stderr, one line an event."""
    shape = structlog.processors.JSONRenderer(_json) if settings.log_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            shape,
        ],
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


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if GIVEN.fullmatch(given) else new_id()
    g.began = time.perf_counter()
    request_id.set(g.request_id)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    took = time.perf_counter() - g.get("began", time.perf_counter())
    response.headers["X-Request-ID"] = g.get("request_id", "")
    route = request.url_rule.rule if request.url_rule else "unknown"
    metrics.REQUESTS.labels(request.method, route, response.status_code).inc()
    metrics.LATENCY.labels(route).observe(took)
    if request.path not in QUIET:
        log.info(
            "request", method=request.method, path=request.path, status=response.status_code, took_s=round(took, 6)
        )
    return response
