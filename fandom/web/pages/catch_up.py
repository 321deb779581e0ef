"""What waited while one was on the way: read in story order, the place in it kept."""

from dataclasses import dataclass

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Invalid
from fandom.core.horizon import Position
from fandom.feed.catch_up import access, actions, limiting, queries
from fandom.feed.catch_up.queries import Found
from fandom.feed.cells import Values
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.posts.values import Open, Sealed
from fandom.shows.access import show_to_read
from fandom.web.follow import follow
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages
from fandom.web.ways import seen_at


@dataclass(frozen=True, slots=True)
class Told:
    """`chapter` is the episode that begins with this moment, `at_ms` where in it the moment opens."""

    moment: Open | Sealed
    chapter: str | None
    at_ms: int


@pages.get("/shows/<slug>/catch-up")
def catch_up(slug: str) -> str:
    who = signed_in()
    show_to_read(who, slug)
    follow(f"show:{slug}")
    found, key = show_to_read(who, slug), start_key()
    page = queries.page(who, found.id, Values(), PAGE, key)
    return render_template(
        "shows/catch_up.html",
        show=found,
        told=_told(page.items, key),
        begun=key is not None,
        older=older(page.next),
        waiting=queries.waiting(who, found.id),
    )


@pages.post("/shows/<slug>/catch-up")
@limiting.reading
def read_on(slug: str) -> Response:
    """Up to a moment that was shown, or all the rest. One that is gone meanwhile leaves the place where it was."""
    found = show_to_read(signed_in(), slug)
    rest = request.form.get("rest") == "skip"
    try:
        spot = None if rest else access.spot_to_read_to(viewer(), found.id, request.form.get("up_to", ""))
    except Invalid:
        flash(gettext("That moment is gone. You are where you were."))
        return seen_at(url_for("web.catch_up", slug=slug))
    with unit_of_work():
        actions.mark_read(viewer=viewer(), show_id=found.id, upto=spot)
    return seen_at(url_for("web.show" if rest else "web.catch_up", slug=slug))


def _told(found: tuple[Found[Open | Sealed], ...], key: str | None) -> list[Told]:
    last = Position.of_key(queries.spot_of(key).key).episode if key else None
    told = []
    for each in found:
        place = Position.of_key(each.spot.key)
        told.append(Told(each.body, None if place.episode == last else place.episode, place.ms))
        last = place.episode
    return told
