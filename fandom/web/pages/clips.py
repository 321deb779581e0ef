"""A clip that failed, made again for its author, without scripts."""

from flask import flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Invalid
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.posts import access, actions, clips, limiting
from fandom.web import cutting
from fandom.web.pages import pages
from fandom.web.ways import came_from, seen_at

pages.add_app_template_global(cutting.is_cut)


@pages.post("/m/<moment_id>/clip")
@limiting.changes
def make_clip_again(moment_id: str) -> Response:
    """Asked twice, it is made once; what has not failed is left as it is."""
    signed_in()
    try:
        with unit_of_work():
            moment = access.moment_to_edit(viewer(), moment_id)
            if clips.retry(moment):
                actions.show_again(moment_id=moment.id)
    except Invalid as wrong:
        flash(" ".join(gettext(each) for said in wrong.errors.values() for each in said))
    return seen_at(f"{came_from(url_for('web.moment', moment_id=moment_id))}#m-{moment_id}")
