"""Built files under their hashed names; what has a hash in its name may be kept for a year."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, url_for

from fandom.web.pages import DIST

MANIFEST = "manifest.json"
FOR_A_YEAR = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """The address of a built file; its plain name when nothing has been built yet."""
    return url_for("web.static", filename=built(name))


def built(name: str) -> str:
    """The name it has in the folder of what is built."""
    return _manifest(_stamp()).get(name, name)


def _stamp() -> int:
    path = DIST / MANIFEST
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=2)
def _manifest(stamp: int, dist: Path = DIST) -> dict[str, str]:
    if not stamp:
        return {}
    found: dict[str, str] = json.loads((dist / MANIFEST).read_text())
    return found


def _keep(response: Response) -> Response:
    if request.endpoint == "web.static" and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = FOR_A_YEAR
    return response


def init(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)
