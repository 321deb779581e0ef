"""Pages of lists: which key to go on from, and the address of what is older."""

from urllib.parse import urlencode

from flask import request

from fandom.infra.endpoint import cursors

PAGE = 25
# Moments are tall: two screens of them at once, and the next come before one has got there.
CARDS = 12


def start_key() -> str | None:
    """The key inside this page's cursor; None on the first page."""
    given = request.args.get("cursor")
    return cursors().read(given) if given else None


def older(key: str | None) -> str | None:
    """The address of the next page of this list, None on the last."""
    if key is None:
        return None
    asked = {name: value for name, value in request.args.items() if name != "cursor"}
    return f"{request.path}?{urlencode(asked | {'cursor': cursors().issue(key)})}"
