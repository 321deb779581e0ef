"""The one life of an API request: who, may, parse, do in a unit of work, shape, answer."""

import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import Any, ParamSpec
from urllib.parse import parse_qsl, quote, urlencode

from flask import Response, current_app, make_response, request

from fandom.core.errors import Forbidden, Invalid, Stale, Unauthenticated
from fandom.core.paging import Cursors, fingerprint
from fandom.core.viewer import Viewer
from fandom.infra.db import unit_of_work
from fandom.infra.idempotency import Claim, IdempotencyKey
from fandom.infra.login import signed_in, viewer
from fandom.infra.openapi import mark

__all__ = [
    "claimed",
    "etag",
    "listing",
    "match",
    "next_after",
    "next_of",
    "once",
    "page_key",
    "reads",
    "signed_in",
    "viewer",
    "writes",
]

P = ParamSpec("P")
View = Callable[P, Any]
MAX_KEY = 255


def reads(*, scope: str = "read", private: bool = False) -> Callable[[View[P]], Callable[P, Response]]:
    """A GET, for visitors too unless `private`. Answers are personal, so nobody stores them.

    A thing with an ETag answers 304 when it is unchanged.
    """

    def wrap(view: View[P]) -> Callable[P, Response]:
        @functools.wraps(view)
        def run(*args: P.args, **kwargs: P.kwargs) -> Response:
            _require(signed_in() if private else viewer(), scope)
            response = make_response(view(*args, **kwargs))
            response.headers.setdefault("Cache-Control", "no-store")
            if response.headers.get("ETag"):
                response.make_conditional(request)
            return response

        mark(run, private=private)
        return run

    return wrap


def writes(
    *, idempotent: bool = False, scope: str = "write", private: bool = True, apart: bool = False
) -> Callable[[View[P]], Callable[P, Response]]:
    """A change in one unit of work, for the signed in unless `private` is off.

    With `idempotent`, the answer to a repeated Idempotency-Key is the first one. With `apart`, the view opens its unit
    of work itself, after what takes long, and makes its answer in there by `once`.
    """

    def wrap(view: View[P]) -> Callable[P, Response]:
        @functools.wraps(view)
        def run(*args: P.args, **kwargs: P.kwargs) -> Response:
            who = signed_in() if private else viewer()
            _require(who, scope)
            if apart:
                response = make_response(view(*args, **kwargs))
            else:
                claim = claimed(who) if idempotent else None
                with unit_of_work():
                    response = once(claim, lambda: make_response(view(*args, **kwargs)))
            response.headers["Cache-Control"] = "no-store"
            return response

        mark(run, private=private, idempotent=idempotent, csrf=True)
        return run

    return wrap


def once(claim: Claim | None, make: Callable[[], Response]) -> Response:
    """In a unit of work: what was answered under this claim before, or what `make` answers now."""
    kept = claim.take() if claim else None
    if kept:
        return _again(kept)
    response = make()
    if claim:
        claim.keep(status=response.status_code, body=response.get_data(), headers=dict(response.headers))
    return response


def etag(response: Response, version: int) -> Response:
    """Tag one thing: the version is what If-Match compares, the digest tells a changed count from an unchanged one."""
    digest = hashlib.sha256(response.get_data()).hexdigest()[:12]
    response.set_etag(f"{version}.{digest}")
    return response


def match(version: int) -> None:
    """Refuse a change made from an older version, when the request says from which."""
    if "If-Match" not in request.headers or request.if_match.star_tag:
        return
    if str(version) not in {tag.partition(".")[0] for tag in request.if_match.as_set()}:
        raise Stale


def page_key(cursor: str | None) -> str | None:
    """The key inside a cursor that we gave to this viewer for this list."""
    return cursors().read(cursor) if cursor else None


def cursors() -> Cursors:
    return cursors_of(viewer(), request.path, request.query_string)


def cursors_of(who: Viewer, path: str, query: bytes) -> Cursors:
    return Cursors(current_app.config["SECRET_KEY"], who.account_id, _list_asked(path, query)[0])


def next_of(key: str | None) -> tuple[str | None, dict[str, str]]:
    """The signed cursor for the next page, and the Link header that says the same."""
    return next_after(key, viewer(), request.path, request.query_string)


def next_after(key: str | None, who: Viewer, path: str, query: bytes) -> tuple[str | None, dict[str, str]]:
    if key is None:
        return None, {}
    cursor = cursors_of(who, path, query).issue(key)
    base = _list_asked(path, query)[1]
    return cursor, {"Link": f'<{base}cursor={cursor}>; rel="next"'}


@functools.lru_cache(maxsize=1024)
def _list_asked(path: str, query: bytes) -> tuple[str, str]:
    """Which list this is, for its cursors, and the address of any page of it up to the cursor."""
    asked = dict(parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True))
    kept = {name: value for name, value in asked.items() if name != "cursor"}
    return fingerprint(path, asked), f"{quote(path)}?{urlencode(kept)}{'&' if kept else ''}"


def listing(items: Sequence[Any], key: str | None, **more: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """The body and headers of one page of a list."""
    cursor, headers = next_of(key)
    return {"items": items, "next": cursor, **more}, headers


def _require(who: Viewer, scope: str) -> None:
    if not who.has_scope(scope):
        raise Forbidden("This token does not have the scope for that.")


def claimed(who: Viewer, body: bytes | None = None) -> Claim | None:
    """What the request's Idempotency-Key stands for; `body` where it is too large to be read here."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not who.account_id:
        raise Unauthenticated
    if not 1 <= len(key) <= MAX_KEY:
        raise Invalid({"Idempotency-Key": ["Between 1 and 255 characters, please."]})
    return Claim.of(
        who.account_id, f"{request.method} {request.path}", key, request.get_data() if body is None else body
    )


def _again(kept: IdempotencyKey) -> Response:
    headers = {"Location": kept.location, "ETag": kept.etag}
    return Response(
        kept.body,
        status=kept.status,
        mimetype="application/json",
        headers={name: value for name, value in headers.items() if value},
    )
