"""Posting a moment: show and episode are chosen already, from where you are."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Invalid
from fandom.core.horizon import parse_episode_name
from fandom.infra.db import unit_of_work
from fandom.infra.incoming import takes_up_to
from fandom.infra.login import signed_in, viewer
from fandom.media.rules import VIDEO_MAX
from fandom.posts import actions, limiting
from fandom.posts.drafts import queries as drafts
from fandom.shows import access
from fandom.shows.listing import listed
from fandom.shows.values import ShowView
from fandom.web import asked, cutting, frame, pictures
from fandom.web.pages import pages
from fandom.web.pictures import Brought
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
    return _form(show, _begun(show) or {"episode": _preset(show)})


@pages.post("/compose")
@takes_up_to(VIDEO_MAX)
@limiting.new_moments
def post() -> Answer:
    author = signed_in()
    show = access.show_to_read(author, request.args.get("show", ""))
    new = Brought(tuple(request.form.getlist("media")))
    try:
        new = pictures.brought(author, request.form, request.files)
        draft = asked.draft(request.form, new.ids)
        with unit_of_work():
            pictures.describe(author, new.alts)
            moment = actions.publish_moment(author=author, show_id=show.id, draft=draft)
            moment_id, held = moment.id, moment.state == "held"
    except Invalid as wrong:
        typed = asked.typed(request.form) | {"media": pictures.readable(author, new.ids), "alts": dict(new.alts)}
        return _form(show, typed, wrong.errors), 422
    if held:
        flash(gettext("Only you see it for now. A moderator will look at it soon."))
    return seen_at(url_for("web.moment", moment_id=moment_id))


def _begun(show: ShowView) -> dict[str, Any] | None:
    """What was typed here before, on this machine or another."""
    row = drafts.draft_row(str(viewer().account_id), show.id)
    return asked.typed_of_draft(drafts.views([row])[0]) if row else None


def _preset(show: ShowView) -> str:
    if show.kind == "film":
        return "s01e01"
    if parse_episode_name(request.args.get("episode", "")):
        return request.args["episode"]
    return here(viewer(), show).episode or ""


def _form(show: ShowView, typed: dict[str, Any], errors: dict[str, list[str]] | None = None) -> str:
    return render_template(
        "compose/compose.html",
        show=show,
        seasons=seasons(viewer(), show),
        typed=typed,
        errors=errors or {},
        draft_key=f"compose:{show.slug}",
        **cutting.offered(show.id),
    )
