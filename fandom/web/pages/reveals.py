""" "Show me anyway" and "Seal it again", without scripts."""

from flask import url_for
from werkzeug.wrappers import Response

from fandom.infra.db import unit_of_work
from fandom.posts import limiting
from fandom.posts.reveals import remembering
from fandom.web.pages import pages
from fandom.web.ways import asked_next, came_from, seen_at


@pages.post("/m/<moment_id>/reveal")
@limiting.reveals
def reveal(moment_id: str) -> Response:
    with unit_of_work():
        remembering.reveal(moment_id)
    return _seen(moment_id)


@pages.post("/m/<moment_id>/seal")
@limiting.reveals
def seal(moment_id: str) -> Response:
    with unit_of_work():
        remembering.unreveal(moment_id)
    return _seen(moment_id)


def _seen(moment_id: str) -> Response:
    return seen_at(f"{asked_next(came_from(url_for('web.moment', moment_id=moment_id)))}#m-{moment_id}")
