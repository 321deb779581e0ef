"""A fan, and the moments they posted."""

from flask import render_template

from fandom.accounts import access
from fandom.infra.login import viewer
from fandom.posts import queries
from fandom.posts.sight import hue_of
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages


@pages.get("/u/<handle>")
def profile(handle: str) -> str:
    who = access.account_to_read(viewer(), handle)
    moments = queries.moments_of(viewer(), who.id, PAGE, start_key())
    return render_template(
        "accounts/profile.html",
        who=who,
        hue=hue_of(who.id),
        moments=moments,
        older=older(moments.next),
        named=True,
        handle=who.handle,
    )
