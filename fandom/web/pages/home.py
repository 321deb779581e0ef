"""Home: one's shows and fans; to visitors what all fandoms look at."""

from flask import render_template

from fandom.feed.queries import home_page, trending_page
from fandom.infra.login import viewer
from fandom.posts.values import Open, Sealed
from fandom.shows.listing import liveliest
from fandom.shows.values import ShowListed
from fandom.web import sorting
from fandom.web.follow import follow
from fandom.web.frame import own_shows
from fandom.web.lists import CARDS, older, start_key
from fandom.web.pages import pages

SHOWS = 12
CLIMBING = 5


@pages.get("/")
def home() -> str:
    asked = sorting.asked("hot", "new")
    shows = joined_first()
    follow(*(f"show:{each.slug}" for each in shows))
    moments = home_page(viewer(), asked.sort, limit=CARDS, cursor=start_key())
    return render_template(
        "home/index.html",
        shows=shows,
        moments=moments,
        older=older(moments.next),
        named=True,
        sorting=asked,
        climbing=climbing(moments.items) if viewer().signed_in else (),
    )


def climbing(shown: tuple[Open | Sealed, ...]) -> list[Open]:
    """What everybody looks at, where it is not on this page at its top already."""
    known = {each.id for each in shown[:CLIMBING]}
    found = trending_page(viewer(), limit=CLIMBING * 2).items
    return [each for each in found if isinstance(each, Open) and each.id not in known][:CLIMBING]


def joined_first() -> list[ShowListed]:
    """One's own shows before those there are besides, both the liveliest first."""
    mine = list(own_shows())
    known = {each.id for each in mine}
    others = [each for each in liveliest(viewer(), SHOWS + len(mine)) if each.id not in known]
    return [*mine, *others][:SHOWS]
