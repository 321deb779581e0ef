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
from fandom.feed.queries import Timeline, newest_json
from fandom.feed.schemas import HomeQuery, ShowFeedQuery
from fandom.infra import live
from fandom.infra.api import Blueprint
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
_QUERIES = {"show": ShowFeedQuery(), "home": HomeQuery()}
_positions: dict[str, tuple[float, Json | None]] = {}


def documented(schema: type[HomeQuery]) -> dict[str, Any]:
    """The arguments for OpenAPI; `asked` reads them."""
    return {"parameters": [{"in": "query", "schema": schema}]}


@blueprint.route("/shows/<slug>/feed", methods=["GET"])
@reads()
@blueprint.doc(**documented(ShowFeedQuery))
@blueprint.response(200, FollowedMomentsOut)
def show_feed(slug: str) -> Response:
    """The moments of a show, newest first."""
    wanted = asked("show", request.query_string)
    timeline = Timeline(slug=slug, episode=wanted["episode"], tag=wanted["tag"])
    return _answer(wanted, timeline, _show_position(slug))


@blueprint.route("/feeds/home", methods=["GET"])
@reads()
@blueprint.doc(**documented(HomeQuery))
@blueprint.response(200, FollowedMomentsOut)
def home_feed() -> Response:
    """The moments of all shows, newest first. `live` is where the viewer's own fandoms are; visitors have none."""
    return _answer(asked("home", request.query_string), Timeline(), _home_position())


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


def _answer(wanted: dict[str, Any], timeline: Timeline, position: Json | None) -> Response:
    before = page_key(wanted["cursor"])
    found = newest_json(viewer(), timeline, wanted["limit"], before, origin())
    if timeline.slug and not found.items and by_slug(timeline.slug) is None:
        raise NotFound
    return _listed(found, position)


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
