"""The curve above a seek bar by itself, for a page that is open while its viewer gets further."""

from flask import render_template_string

from fandom.infra.login import viewer
from fandom.shows import access
from fandom.web.curves import most_clipped
from fandom.web.pages import pages

ALONE = '{% from "watch/curve.html" import curve %}{{ curve(counted) }}'


@pages.get("/shows/<slug>/<episode>/curve")
def episode_curve(slug: str, episode: str) -> str:
    show = access.show_to_read(viewer(), slug)
    return render_template_string(ALONE, counted=most_clipped(show, access.episode_of(show, episode)))
