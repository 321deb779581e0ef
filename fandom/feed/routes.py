"""The JSON API of timelines. The way of a request is short here: this is what is asked for most."""

import time
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

import orjson
from flask import Response, request
from marshmallow import ValidationError

from fandom.core.errors import Invalid, NotFound
from fandom.core.paging import Page
from fandom.feed.lists import List, ShowList
from fandom.feed.queries import jsons, of_home, of_trending
from fandom.feed.schemas import HomeQuery, ShowFeedQuery, TrendingQuery
from fandom.feed.timeline import Timeline
from fandom.infra import live
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import next_of, page_key, reads, viewer
from fandom.infra.live import live_json
from fandom.infra.site import origin
from fandom.posts.schemas import FollowedMomentsOut
from fandom.posts.shapes import Json
from fandom.shows.listing import joined
from fandom.shows.queries import by_slug

blueprint = Blueprint("feeds", __name__, description="Timelines of moments.")
# A position that is older than the answer is a safe one: whoever follows from it hears something twice at worst.
POSITION_KEPT_S = 0.1
_QUERIES = {"show": ShowFeedQuery(), "home": HomeQuery(), "trending": TrendingQuery()}
_positions: dict[str, tuple[float, Json | None]] = {}


def documented(schema: type[Paged]) -> dict[str, Any]:
    """The arguments for OpenAPI; `asked` reads them."""
    return {"parameters": [{"in": "query", "schema": schema}]}


@blueprint.route("/shows/<slug>/feed", methods=["GET"])
@reads()
@blueprint.doc(**documented(ShowFeedQuery))
@blueprint.response(200, FollowedMomentsOut)
def show_feed(slug: str) -> Response:
    """The moments of a show: the newest, the hottest, or the top of a time."""
    wanted = asked("show", request.query_string)
    timeline = Timeline(slug=slug, episode=wanted["episode"], tag=wanted["tag"])
    position = _show_position(slug)
    found = _page(ShowList(viewer(), timeline, wanted["sort"], wanted["window"]), wanted)
    if not found.items and by_slug(slug) is None:
        raise NotFound
    return _listed(found, position)


@blueprint.route("/feeds/home", methods=["GET"])
@reads()
@blueprint.doc(**documented(HomeQuery))
@blueprint.response(200, FollowedMomentsOut)
def home_feed() -> Response:
    """The moments of the shows joined and the fans followed; in hot, what was seen before sinks. Visitors get what
    trends, or the newest of all. `live` is where the viewer's own fandoms are; visitors have none.
    """
    wanted, who = asked("home", request.query_string), viewer()
    position = _home_position()
    sort = wanted["sort"] or ("new" if who.signed_in else "hot")
    return _listed(_page(of_home(who, sort), wanted), position)


@blueprint.route("/feeds/trending", methods=["GET"])
@reads()
@blueprint.doc(**documented(TrendingQuery))
@blueprint.response(200, FollowedMomentsOut)
def trending_feed() -> Response:
    """The hottest moments of all fandoms, each in proportion to the size of its fandom. Nothing live follows it."""
    return _listed(_page(of_trending(viewer()), asked("trending", request.query_string)), None)


@lru_cache(maxsize=1024)
def asked(kind: str, query: bytes) -> dict[str, Any]:
    """The arguments in a query string, read once for all who ask the same; refuses with Invalid."""
    given = parse_qs(query.decode("utf-8", "replace"), keep_blank_values=True)
    schema = _QUERIES[kind]
    try:
        return dict(schema.load({name: values[0] for name, values in given.items()}))
    except ValidationError as error:
        said = error.messages if isinstance(error.messages, dict) else {"": error.messages}
        raise Invalid(errors=said) from error


def _page(source: List, wanted: dict[str, Any]) -> Page[str]:
    return jsons(source, wanted["limit"], page_key(wanted["cursor"]), origin())


def _show_position(slug: str) -> Json | None:
    """Only of a show that is there: asking where a topic is makes it."""
    topic = f"show:{slug}"
    if topic not in _positions and by_slug(slug) is None:
        raise NotFound
    return _position(topic)


def _position(topic: str) -> Json | None:
    now = time.monotonic()
    known = _positions.get(topic)
    if known and known[0] > now:
        return known[1]
    position = live_json(live.position(topic))
    if len(_positions) > 10_000:
        _positions.clear()
    _positions[topic] = (now + POSITION_KEPT_S, position)
    return position


def _home_position() -> Json | None:
    """As `watch` of `home` answers it: all the viewer's fandoms together."""
    who = viewer()
    return live_json(live.home(show.slug for show in joined(who))) if who.signed_in else None


def _listed(found: Page[str], position: Json | None) -> Response:
    cursor, headers = next_of(found.next)
    rest = orjson.dumps({"next": cursor, "live": position}).decode()
    body = f'{{"items":[{",".join(found.items)}],{rest[1:]}'
    return Response(body, mimetype="application/json", headers=headers)
