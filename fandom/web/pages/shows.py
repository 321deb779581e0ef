"""The catalogue, a show's page, joining and leaving it."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.paging import Page
from fandom.feed.catch_up.queries import waiting
from fandom.feed.queries import show_page
from fandom.feed.timeline import Timeline
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.posts.tags.queries import popular
from fandom.posts.values import Open, Sealed
from fandom.shows import access, limiting, queries
from fandom.shows.actions import join, leave
from fandom.shows.listing import listed
from fandom.web import sorting
from fandom.web.follow import follow
from fandom.web.heads import show_head
from fandom.web.lists import CARDS, PAGE, older, start_key
from fandom.web.pages import pages
from fandom.web.place import here
from fandom.web.seasons import following, seasons
from fandom.web.sorting import Sorting
from fandom.web.ways import came_from, seen_at

Q_MAX = 100
CLIMBING = 3
TAGS = 12


@pages.get("/shows")
def shows_page() -> str:
    q = request.args.get("q", "").strip()[:Q_MAX]
    found = listed(viewer(), asked=q, after=start_key(), limit=PAGE)
    return render_template("shows/index.html", shows=found, q=q, older=older(found.next))


@pages.get("/shows/<slug>")
def show(slug: str) -> str:
    asked = sorting.asked("hot", "new", "top", "clips")
    access.show_to_read(viewer(), slug)
    follow(f"show:{slug}")
    found = access.show_to_read(viewer(), slug)
    moments = _moments(Timeline(found.id, asked.place), asked, start_key())
    where, episodes = here(viewer(), found), [each for season in seasons(viewer(), found) for each in season.episodes]
    return render_template(
        "shows/show.html",
        show=found,
        head=show_head(slug),
        moments=moments,
        older=older(moments.next),
        named=False,
        sorting=asked,
        climbing=_climbing(found.id, moments.items),
        tags=popular(viewer(), found.id, TAGS),
        joined=queries.role_of(viewer().account_id, found.id) is not None,
        where=where,
        episodes=episodes,
        following=following(where, episodes),
        asks=viewer().signed_in and not where.chosen and not queries.asked_before(viewer(), found.id),
        waiting=waiting(viewer(), found.id),
    )


def _moments(timeline: Timeline, asked: Sorting, cursor: str | None) -> Page[Open | Sealed]:
    return show_page(viewer(), timeline, asked.sort, asked.window, limit=CARDS, cursor=cursor)


def _climbing(show_id: str, shown: tuple[Open | Sealed, ...]) -> list[Open]:
    """The best of the week beside the page, where the page does not begin with it."""
    known = {each.id for each in shown[:CLIMBING]}
    found = show_page(viewer(), Timeline(show_id), "top", "week", limit=CLIMBING * 3).items
    return [each for each in found if isinstance(each, Open) and each.id not in known][:CLIMBING]


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
