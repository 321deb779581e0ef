"""Built files under their hashed names; what has a hash in its name may be kept for a year."""

import json
import mimetypes
import time
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, send_from_directory, url_for

from fandom.web.pages import DIST, pages

MANIFEST = "manifest.json"
PACKED = {"br": ".br", "gzip": ".gz"}
FOR_A_YEAR = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """The address of a built file; its plain name when nothing has been built yet."""
    return _address(_stamp(), request.script_root if request else "", name)


@lru_cache(maxsize=512)
def _address(_stamp: int, _root: str, name: str) -> str:
    """A page names a hundred of them."""
    return url_for("web.static", filename=built(name))


def built(name: str) -> str:
    """The name it has in the folder of what is built."""
    return _manifest(_stamp()).get(name, name)


def _stamp() -> int:
    return _stamp_at(int(time.monotonic()))


@lru_cache(maxsize=1)
def _stamp_at(_second: int) -> int:
    path = DIST / MANIFEST
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=2)
def _manifest(stamp: int, dist: Path = DIST) -> dict[str, str]:
    if not stamp:
        return {}
    found: dict[str, str] = json.loads((dist / MANIFEST).read_text())
    return found


@pages.before_request
def packed() -> Response | None:
    """The same bytes, made smaller when they were built, for whoever takes them so."""
    if request.endpoint != "web.static":
        return None
    name = (request.view_args or {})["filename"]
    coding = next((each for each in PACKED if request.accept_encodings.quality(each)), None)
    if coding is None or f"{name}{PACKED[coding]}" not in _files(_stamp()):
        return None
    response = send_from_directory(DIST, f"{name}{PACKED[coding]}", mimetype=mimetypes.guess_type(name)[0], etag=False)
    response.headers["Content-Encoding"] = coding
    return response


@lru_cache(maxsize=2)
def _files(_stamp: int) -> frozenset[str]:
    return frozenset(each.name for each in DIST.iterdir()) if DIST.is_dir() else frozenset()


def _keep(response: Response) -> Response:
    if request.endpoint == "web.static" and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = FOR_A_YEAR
        response.vary.add("Accept-Encoding")
    return response


def init(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)
