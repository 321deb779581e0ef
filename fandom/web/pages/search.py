"""Search: a few of everything, or all of one kind, as far as the viewer has got."""

from typing import Any

from flask import make_response, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Invalid
from fandom.core.paging import Page
from fandom.infra.login import viewer
from fandom.posts.search import limiting, names, queries
from fandom.posts.search.asking import TYPED_MAX, Asked, asked
from fandom.posts.search.pacing import paced
from fandom.posts.search.values import Few, Names
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages
from fandom.web.sorting import Way

TABS = {
    "": lazy_gettext("All"),
    "show": lazy_gettext("Shows"),
    "moment": lazy_gettext("Moments"),
    "comment": lazy_gettext("Comments"),
    "fan": lazy_gettext("Fans"),
    "tag": lazy_gettext("Tags"),
}


@pages.get("/search")
@limiting.searches
@paced
def search() -> Response:
    q, kind = request.args.get("q", "").strip(), request.args.get("kind", "")
    kind = kind if kind in TABS else ""
    given: dict[str, Any] = {"found": None, "next_page": None, "wrong": None}
    if q:
        given |= _answer(q, kind)
    ways = [
        Way(str(words), url_for("web.search", q=q, kind=each or None), each == kind) for each, words in TABS.items()
    ]
    page = make_response(render_template("search/index.html", q=q[:TYPED_MAX], kind=kind, ways=ways, **given))
    page.status_code = 422 if given["wrong"] else 200
    page.headers["X-Robots-Tag"] = "noindex"
    page.headers["Cache-Control"] = "no-store"
    return page


def _answer(q: str, kind: str) -> dict[str, Any]:
    try:
        wanted = asked(q)
    except Invalid as refused:
        return {"wrong": refused.errors["q"][0]}
    found, after = _found(wanted, kind)
    return {"found": found, "next_page": older(after)}


def _found(wanted: Asked, kind: str) -> tuple[Few, str | None]:
    """A page of one kind is told as a few of all with nothing of the others."""
    who, key = viewer(), start_key() if kind else None
    if kind == "moment":
        moments = queries.moments(who, wanted, PAGE, key)
        return Few(Names(), moments=moments.items), moments.next
    if kind == "comment":
        comments = queries.comments(who, wanted, PAGE, key)
        return Few(Names(), comments=comments.items), comments.next
    if kind:
        return _named(wanted, kind, key)
    return queries.few(who, wanted), None


def _named(wanted: Asked, kind: str, key: str | None) -> tuple[Few, str | None]:
    read: Any = {"show": names.shows, "fan": names.fans, "tag": names.tags}[kind]
    page: Page[Any] = read(viewer(), wanted, PAGE, key)
    return Few(Names(**{f"{kind}s": page.items})), page.next
