"""Posters of shows, drawn as SVG and shipped with the code; as documents of their own they may do nothing."""

import re

from flask import Response, send_from_directory

from fandom.core.errors import NotFound
from fandom.web.pages import pages
from fandom.web.shown import POSTERS, drawn

NAME = re.compile(r"[a-z0-9-]{1,100}\.svg")
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@pages.get("/media/posters/<name>")
def poster(name: str) -> Response:
    if not NAME.fullmatch(name) or not drawn(name):
        raise NotFound
    response = send_from_directory(POSTERS, name, mimetype="image/svg+xml", max_age=86400)
    response.headers["Content-Security-Policy"] = ALONE
    return response
