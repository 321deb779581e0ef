"""The moments with a tag, of all shows or of one."""

from urllib.parse import urlencode

from flask import render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from fandom.core.errors import NotFound
from fandom.core.text import tag as one_tag
from fandom.feed.queries import show_page
from fandom.feed.timeline import Timeline
from fandom.infra.login import viewer
from fandom.posts.tags.queries import meaning
from fandom.shows.access import show_to_read
from fandom.web import sorting
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages


@pages.get("/tags/<name>")
def tag(name: str) -> str | Response:
    """What means another leads there, as long as both are open to who asks: so for now, and not for ever."""
    written = one_tag(name)
    if written is None:
        raise NotFound
    slug = request.args.get("show") or None
    show = show_to_read(viewer(), slug) if slug else None
    show_id = show.id if show else None
    asked = sorting.asked("hot", "new", "top", show=slug)
    meant = meaning(viewer(), written, show_id)
    if meant and meant.tag != written:
        query = f"?{urlencode(list(request.args.items()))}" if request.args else ""
        return redirect(url_for("web.tag", name=meant.tag) + query, 302)
    timeline = Timeline(show_id, tag=written)
    moments = show_page(viewer(), timeline, asked.sort, asked.window, limit=PAGE, cursor=start_key())
    return render_template(
        "moments/tagged.html",
        tag=written,
        show=show,
        moments=moments,
        older=older(moments.next),
        named=show is None,
        sorting=asked,
    )
