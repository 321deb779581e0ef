"""Posting a moment: show and episode are chosen already, from where you are."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Invalid
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.posts import actions, limiting
from fandom.shows import access
from fandom.shows.listing import listed
from fandom.shows.values import ShowView
from fandom.web import asked, frame
from fandom.web.pages import pages
from fandom.web.place import here
from fandom.web.seasons import seasons
from fandom.web.ways import seen_at

Answer = str | Response | tuple[str, int]
SHOWS = 50


@pages.get("/compose")
def compose() -> Answer:
    signed_in()
    slug = request.args.get("show")
    mine = frame.own_shows()
    if not slug and len(mine) == 1:
        slug = mine[0].slug
    if not slug:
        return render_template("compose/pick.html", shows=mine or listed(viewer(), limit=SHOWS).items)
    show = access.show_to_read(viewer(), slug)
    return _form(show, {"episode": _preset(show)})


@pages.post("/compose")
@limiting.new_moments
def post() -> Answer:
    author = signed_in()
    show = access.show_to_read(author, request.args.get("show", ""))
    try:
        draft = asked.draft(request.form)
        with unit_of_work():
            moment = actions.publish_moment(author=author, show_id=show.id, draft=draft)
            moment_id, held = moment.id, moment.state == "held"
    except Invalid as wrong:
        return _form(show, asked.typed(request.form), wrong.errors), 422
    if held:
        flash(gettext("Only you see it for now. A moderator will look at it soon."))
    return seen_at(url_for("web.moment", moment_id=moment_id))


def _preset(show: ShowView) -> str:
    if show.kind == "film":
        return "s01e01"
    return here(viewer(), show).episode or ""


def _form(show: ShowView, typed: dict[str, str], errors: dict[str, list[str]] | None = None) -> str:
    return render_template(
        "compose/compose.html",
        show=show,
        seasons=seasons(viewer(), show),
        typed=typed,
        errors=errors or {},
        draft_key=f"compose:{show.slug}",
    )
