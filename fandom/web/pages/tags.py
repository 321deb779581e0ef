"""The moments with a tag, of all shows."""

from flask import render_template

from fandom.core.errors import NotFound
from fandom.core.text import tag as one_tag
from fandom.feed.queries import show_page
from fandom.feed.timeline import Timeline
from fandom.infra.login import viewer
from fandom.web import sorting
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages


@pages.get("/tags/<name>")
def tag(name: str) -> str:
    written = one_tag(name)
    if written is None:
        raise NotFound
    asked = sorting.asked("hot", "new", "top")
    moments = show_page(viewer(), Timeline(tag=written), asked.sort, asked.window, limit=PAGE, cursor=start_key())
    return render_template(
        "moments/tagged.html", tag=written, moments=moments, older=older(moments.next), named=True, sorting=asked
    )
