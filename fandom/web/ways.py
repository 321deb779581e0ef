"""Where a form leads afterwards: back to a page of ours, never elsewhere."""

from urllib.parse import urlsplit

from flask import redirect, request
from werkzeug.wrappers import Response


def local(path: str | None, otherwise: str) -> str:
    """`path` if it is one of ours. "//evil" and "/\\evil" are other sites to a browser."""
    if not path or not path.startswith("/") or path[1:2] in {"/", "\\"} or any(each < " " for each in path):
        return otherwise
    return path


def asked_next(otherwise: str) -> str:
    return local(request.values.get("next"), otherwise)


def came_from(otherwise: str) -> str:
    """The page whose form this is."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc and parts.netloc != request.host:
        return otherwise
    return local(f"{parts.path}?{parts.query}".rstrip("?"), otherwise)


def seen_at(path: str) -> Response:
    """After a form: look there, and reloading does not send it again."""
    return redirect(path, 303)
