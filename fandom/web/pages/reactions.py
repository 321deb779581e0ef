"""Reactions without scripts: one press adds, the next takes back."""

from flask import request, url_for
from werkzeug.wrappers import Response

from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.posts import access, limiting
from fandom.posts.comments import access as comments
from fandom.posts.reactions import actions
from fandom.posts.values import Open, OpenComment
from fandom.web.pages import pages
from fandom.web.ways import came_from, seen_at


@pages.post("/m/<moment_id>/reactions")
@limiting.reactions
def react(moment_id: str) -> Response:
    signed_in()
    with unit_of_work():
        _turn(access.moment_to_answer(viewer(), moment_id))
    return seen_at(f"{came_from(url_for('web.moment', moment_id=moment_id))}#m-{moment_id}")


@pages.post("/comments/<comment_id>/reactions")
@limiting.reactions
def react_to_comment(comment_id: str) -> Response:
    signed_in()
    with unit_of_work():
        c = comments.comment_to_answer(viewer(), comment_id)
        _turn(c)
    return seen_at(f"{came_from(url_for('web.moment', moment_id=c.moment_id))}#comment-{comment_id}")


def _turn(on: Open | OpenComment) -> None:
    emoji = request.form.get("emoji", "")
    if emoji in on.my_reactions:
        actions.take_back(viewer=viewer(), on=on, emoji=emoji)
    else:
        actions.react(viewer=viewer(), on=on, emoji=emoji)
