"""tus 1.0.0 as headers: what requests say, and what every answer says."""

from datetime import datetime

from flask import Response, request
from werkzeug.http import http_date

from fandom.core.errors import Malformed, Stale, UnsupportedType
from fandom.media.rules import VIDEO_MAX

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration"
BYTES = "application/offset+octet-stream"
ABLE = {"Tus-Version": VERSION, "Tus-Max-Size": str(VIDEO_MAX), "Tus-Extension": EXTENSIONS}


def check_version() -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Stale("Say Tus-Resumable: 1.0.0.")


def check_type() -> None:
    if request.mimetype != BYTES:
        raise UnsupportedType(f"Send {BYTES}.")


def number(name: str) -> int:
    said = request.headers.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise Malformed(f"{name} is a number of bytes.")
    return int(said)


def expires(at: datetime) -> dict[str, str]:
    return {"Upload-Expires": http_date(at)}


def speak(response: Response) -> Response:
    """Problems too are answers of the protocol."""
    response.headers["Tus-Resumable"] = VERSION
    if response.status_code == 412:
        response.headers["Tus-Version"] = VERSION
    return response
