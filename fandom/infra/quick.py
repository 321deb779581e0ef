"""A shorter way for what is read most: GETs that need no more than to know who asks are answered in front of Flask.

    @blueprint.route("/shows/<slug>/feed", methods=["GET"])
    @reads()
    def show_feed(slug): return quick.respond(feed_of_show, slug)

    quick.route("/shows/<slug>/feed", feed_of_show)

One function makes both answers, and tests hold them to the same headers. Flask keeps all that is not plain: who came
with a cookie that was not verified a moment ago, other methods, and every error, which it is handed to answer.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from flask import Flask, Response, request

from fandom.core.viewer import Viewer
from fandom.infra import log as logs
from fandom.infra import login, metrics

log = structlog.get_logger()

PREFIX = "/api/v1"
# The error that the quick way ran into, for Flask to answer without doing it all again.
RAISED = "fandom.raised"
Start = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """`name` is what stands for the placeholder in the path."""

    viewer: Viewer
    path: str
    query: bytes
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """JSON."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


View = Callable[[Asked], Answer]
Note = Callable[[Viewer, str | None], None]


@dataclass(frozen=True, slots=True)
class Route:
    rule: str
    view: View


_exact: dict[str, Route] = {}
_placed: list[tuple[re.Pattern[str], Route]] = []


def route(rule: str, view: View) -> None:
    """`rule` as Flask has it, with one placeholder at most."""
    whole = PREFIX + rule
    if "<" in whole:
        _placed.append((re.compile(re.sub(r"<\w+>", r"([\\w.~-]+)", whole), re.ASCII), Route(whole, view)))
    else:
        _exact[whole] = Route(whole, view)


def respond(view: View, name: str = "") -> Response:
    """Flask's answer by the same view."""
    raised = request.environ.get(RAISED)
    if raised is not None:
        raise raised
    answer = view(Asked(login.viewer(), request.path, request.query_string, name))
    return Response(answer.body, mimetype="application/json", headers=dict(answer.headers))


class _Handed:
    """An error inside is kept for Flask, whatever it is."""

    def __init__(self, environ: dict[str, Any]) -> None:
        self.environ = environ

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, Exception):
            self.environ[RAISED] = error
            return True
        return False


class Front:
    """A WSGI application before another. `note` is told whose session or token was used."""

    def __init__(self, app: Flask, behind: Any, headers: Mapping[str, str], note: Note) -> None:
        self.app = app
        self.behind = behind
        self.note = note
        self.headers = [
            ("Content-Type", "application/json"),
            ("Cache-Control", "no-store"),
            ("Vary", "Cookie"),
            *headers.items(),
        ]

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        found = _found(environ)
        if found is None or "%00" in environ.get("QUERY_STRING", ""):
            return self._behind(environ, start_response)
        began = time.perf_counter()
        request_id = logs.begin(environ.get("HTTP_X_REQUEST_ID", ""))
        with self.app.app_context():
            answer = self._answer(environ, *found)
        if answer is None:
            return self._behind(environ, start_response)
        given = [("X-Request-ID", request_id), ("Content-Length", str(len(answer.body))), *answer.headers.items()]
        start_response("200 OK", self.headers + given)
        _count(found[0].rule, environ, time.perf_counter() - began)
        return (answer.body,)

    def _answer(self, environ: dict[str, Any], found: Route, name: str) -> Answer | None:
        with _Handed(environ):
            who = login.quickly(self.app, environ)
            if who is None or not who.viewer.has_scope("read"):
                return None
            asked = Asked(who.viewer, environ["PATH_INFO"], environ.get("QUERY_STRING", "").encode("latin-1"), name)
            answer = found.view(asked)
            if who.viewer.signed_in:
                self.note(who.viewer, who.secret)
            return answer
        return None

    def _behind(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        answer: Iterable[bytes] = self.behind(environ, start_response)
        return answer


def _found(environ: Mapping[str, Any]) -> tuple[Route, str] | None:
    if environ["REQUEST_METHOD"] != "GET":
        return None
    path = environ["PATH_INFO"]
    exact = _exact.get(path)
    if exact is not None:
        return exact, ""
    for pattern, placed in _placed:
        hit = pattern.fullmatch(path)
        if hit is not None:
            return placed, hit[1]
    return None


def _count(rule: str, environ: Mapping[str, Any], took: float) -> None:
    requests, latency = _metrics(rule)
    requests.inc()
    latency.observe(took)
    if took > logs.SLOW_S:
        log.info("request", method="GET", path=environ["PATH_INFO"], status=200, took_s=round(took, 6))


_counters: dict[str, tuple[Any, Any]] = {}


def _metrics(rule: str) -> tuple[Any, Any]:
    found = _counters.get(rule)
    if found is None:
        found = _counters[rule] = (metrics.REQUESTS.labels("GET", rule, 200), metrics.LATENCY.labels(rule))
    return found


def init(app: Flask, headers: Mapping[str, str], note: Note) -> None:
    app.wsgi_app = Front(app, app.wsgi_app, headers, note)  # type: ignore[method-assign]
