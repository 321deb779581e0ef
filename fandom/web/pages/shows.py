"""The catalogue, a show's page, joining and leaving it."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.feed.queries import Timeline, newest
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.shows import access, limiting, queries
from fandom.shows.actions import join, leave
from fandom.shows.listing import listed
from fandom.web.follow import follow
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages
from fandom.web.place import here
from fandom.web.seasons import seasons
from fandom.web.ways import came_from, seen_at

Q_MAX = 100


@pages.get("/shows")
def shows_page() -> str:
    q = request.args.get("q", "").strip()[:Q_MAX]
    found = listed(viewer(), asked=q, after=start_key(), limit=PAGE)
    return render_template("shows/index.html", shows=found, q=q, older=older(found.next))


@pages.get("/shows/<slug>")
def show(slug: str) -> str:
    access.show_to_read(viewer(), slug)
    follow(f"show:{slug}")
    found = access.show_to_read(viewer(), slug)
    moments = newest(viewer(), Timeline(found.id), PAGE, start_key())
    return render_template(
        "shows/show.html",
        show=found,
        moments=moments,
        older=older(moments.next),
        named=False,
        joined=queries.role_of(viewer().account_id, found.id) is not None,
        where=here(viewer(), found),
        episodes=[each for season in seasons(viewer(), found) for each in season.episodes],
    )


@pages.post("/shows/<slug>/membership")
@limiting.memberships
def membership(slug: str) -> Response:
    """Who joins without having said how far they are is asked next."""
    who = signed_in()
    found = access.show_to_read(who, slug)
    leaving = request.form.get("want") == "leave"
    with unit_of_work():
        (leave if leaving else join)(viewer=who, show_id=found.id)
    if leaving:
        flash(gettext("You left %(show)s. Where you are in it is kept.", show=found.title))
        return seen_at(came_from(url_for("web.show", slug=slug)))
    known = here(who, found).chosen
    return seen_at(url_for("web.show" if known else "web.progress", slug=slug))
