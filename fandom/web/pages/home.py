"""Home: the shows, and the newest moments of all of them."""

from flask import render_template

from fandom.feed.queries import Timeline, newest
from fandom.infra.login import viewer
from fandom.shows.listing import liveliest
from fandom.shows.values import ShowListed
from fandom.web.follow import follow
from fandom.web.frame import own_shows
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages

SHOWS = 12


@pages.get("/")
def home() -> str:
    shows = joined_first()
    follow(*(f"show:{each.slug}" for each in shows))
    moments = newest(viewer(), Timeline(), PAGE, start_key())
    return render_template(
        "home/index.html",
        shows=shows,
        moments=moments,
        older=older(moments.next),
        named=True,
    )


def joined_first() -> list[ShowListed]:
    """One's own shows before those there are besides, both the liveliest first."""
    mine = list(own_shows())
    known = {each.id for each in mine}
    others = [each for each in liveliest(viewer(), SHOWS + len(mine)) if each.id not in known]
    return [*mine, *others][:SHOWS]
