"""Reactions without scripts: one press adds, the next takes back."""

from flask import request, url_for
from werkzeug.wrappers import Response

from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.posts import access, limiting
from fandom.posts.reactions import actions
from fandom.web.pages import pages
from fandom.web.ways import came_from, seen_at


@pages.post("/m/<moment_id>/reactions")
@limiting.reactions
def react(moment_id: str) -> Response:
    signed_in()
    emoji = request.form.get("emoji", "")
    with unit_of_work():
        m = access.moment_to_answer(viewer(), moment_id)
        if emoji in m.my_reactions:
            actions.take_back(viewer=viewer(), moment=m, emoji=emoji)
        else:
            actions.react(viewer=viewer(), moment=m, emoji=emoji)
    return seen_at(f"{came_from(url_for('web.moment', moment_id=moment_id))}#m-{moment_id}")
