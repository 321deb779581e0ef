"""Home: the shows, and the newest moments of all of them."""

from flask import render_template

from fandom.infra.login import viewer
from fandom.web import reading as feed
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages

SHOWS = 12


@pages.get("/")
def home() -> str:
    moments = feed.newest(viewer(), PAGE, start_key())
    return render_template(
        "home/index.html",
        shows=feed.listing(None, SHOWS, None).items,
        moments=moments,
        older=older(moments.next),
        named=True,
    )
