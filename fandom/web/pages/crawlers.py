"""What readers of feeds and search engines ask for: Atom, sitemaps, robots.txt. All of it as a visitor sees it."""

import itertools
import time
from collections.abc import Iterable

from flask import Response, request, stream_with_context, url_for
from flask_babel import gettext

from fandom.core.errors import NotFound
from fandom.core.ids import is_id
from fandom.core.viewer import VISITOR
from fandom.feed.queries import show_page, trending_page
from fandom.feed.timeline import Timeline
from fandom.infra.site import origin
from fandom.posts.values import Open, Sealed
from fandom.sharing import access, atom, limiting, queries, sitemap
from fandom.sharing.routes import RECHECKED
from fandom.web.language import language
from fandom.web.pages import pages

ENTRIES = 50
XML = "application/xml"
# In seconds. Which parts there are changes with every fifty thousand moments.
PARTS_KEPT_S = 600
FOR_AN_HOUR = "public, max-age=3600"
CLOSED = (
    *("/api/", "/search", "/settings", "/compose", "/notifications", "/moderation", "/admin", "/welcome", "/report"),
    *("/sign-in", "/sign-up", "/m/*/watch", "/m/*/share", "/m/*/talk", "/m/*/card$"),
)
_parts: dict[str, tuple[float, list[str]]] = {}


@pages.get("/shows/<slug>/feed.atom")
@limiting.feeds
def show_feed(slug: str) -> Response:
    show = access.show_to_share(slug)
    found = show_page(VISITOR, Timeline(show.id), "new", limit=ENTRIES).items
    return _feed(show.title, url_for("web.show", slug=slug), found)


@pages.get("/feed.atom")
@limiting.feeds
def trending_feed() -> Response:
    found = trending_page(VISITOR, limit=ENTRIES).items
    return _feed(gettext("What all fandoms look at"), url_for("web.home"), found)


@pages.get("/sitemap.xml")
@limiting.maps
def sitemap_index() -> Response:
    names = [(kind, after) for kind in sorted(queries.KINDS) for after in _known_parts(kind)]
    urls = [origin() + url_for("web.sitemap_part", kind=kind, after=after) for kind, after in names]
    return Response(sitemap.index(urls), mimetype=XML, headers={"Cache-Control": FOR_AN_HOUR})


@pages.get("/sitemap/<kind>-<after>.xml")
@limiting.maps
def sitemap_part(kind: str, after: str) -> Response:
    if kind not in queries.KINDS or not (after == queries.FIRST or is_id(after)):
        raise NotFound
    chunks = queries.part(kind, after)
    # While the status can still say that the database is away.
    begun = itertools.chain([next(chunks)], chunks)
    body: Iterable[str] = stream_with_context(sitemap.part(begun, origin()))
    return Response(body, mimetype=XML, headers={"Cache-Control": FOR_AN_HOUR})


@pages.get("/robots.txt")
def robots() -> Response:
    lines = ["User-agent: *", "Allow: /api/v1/oembed", *(f"Disallow: {each}" for each in CLOSED)]
    body = "\n".join([*lines, "", f"Sitemap: {origin()}{url_for('web.sitemap_index')}", ""])
    return Response(body, mimetype="text/plain", headers={"Cache-Control": FOR_AN_HOUR})


def _feed(title: str, page: str, moments: tuple[Open | Sealed, ...]) -> Response:
    versions = queries.versions(each.show.id for each in moments)
    feed = atom.Feed(origin(), request.path, page, title, language(), moments, versions)
    response = Response(atom.written(feed), mimetype="application/atom+xml")
    response.headers["Cache-Control"] = RECHECKED
    response.vary.add("Accept-Language")
    response.add_etag()
    # Only the tag decides: an entry that is gone leaves the newest date as it was.
    response.make_conditional(request)
    response.last_modified = feed.updated
    return response


def _known_parts(kind: str) -> list[str]:
    until, found = _parts.get(kind, (0.0, []))
    if until < time.monotonic():
        found = queries.parts(kind)
        _parts[kind] = time.monotonic() + PARTS_KEPT_S, found
    return found
