"""The secret addresses themselves: no session, no token, no page; whoever knows one says what is being watched."""

from typing import Any

import orjson
from flask import Blueprint, Response, jsonify, request

from fandom.core.errors import Malformed, NotFound, UnsupportedType
from fandom.infra.db import release, unit_of_work
from fandom.shows.scrobbles import access, actions, limiting
from fandom.shows.scrobbles.players import message_of

hooks = Blueprint("hooks", __name__)

# Jellyfin's plugin calls its JSON text, unless it is told otherwise.
JSON = frozenset({"application/json", "text/plain", "text/json"})
FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
FIELD = "payload"
WANTED = "Send JSON, or a form with a field named payload."


@hooks.post("/hooks/<secret>")
@limiting.callers
@limiting.heard
def hear(secret: str) -> tuple[Response, int]:
    """A wrong secret is told before anything of the body is read."""
    if not access.is_known(secret):
        raise NotFound
    release()
    message = message_of(_said())
    with unit_of_work():
        became = actions.hear(hook=access.hook_to_use(secret), message=message)
    response = jsonify({"became": became})
    response.headers["Cache-Control"] = "no-store"
    return response, 202


def _said() -> Any:
    """Plex sends a form with a picture beside it, which nobody looks at."""
    if request.mimetype in FORMS:
        if FIELD not in request.form:
            raise UnsupportedType(WANTED)
        body = request.form[FIELD].encode("utf-8", "surrogatepass")
    elif request.mimetype in JSON:
        body = request.get_data(cache=False)
    else:
        raise UnsupportedType(WANTED)
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed from error
