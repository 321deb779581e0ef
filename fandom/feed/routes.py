"""The JSON API of timelines."""

from typing import Any

import orjson
from flask import Response, current_app

from fandom.core.errors import NotFound
from fandom.core.paging import Page
from fandom.feed.queries import Timeline, newest_json
from fandom.feed.schemas import HomeQuery, ShowFeedQuery
from fandom.infra import live
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import next_of, page_key, reads, viewer
from fandom.posts.schemas import FollowedMomentsOut
from fandom.posts.shapes import live_json
from fandom.shows.queries import by_slug

blueprint = Blueprint("feeds", __name__, description="Timelines of moments.")


@blueprint.route("/shows/<slug>/feed", methods=["GET"])
@reads()
@blueprint.arguments(ShowFeedQuery, location="query")
@blueprint.response(200, FollowedMomentsOut)
def show_feed(asked: dict[str, Any], slug: str) -> Response:
    """The moments of a show, newest first."""
    show = by_slug(slug)
    if show is None:
        raise NotFound
    return _answer(asked, Timeline(show.id, asked["episode"], asked["tag"]), f"show:{slug}")


@blueprint.route("/feeds/home", methods=["GET"])
@reads()
@blueprint.arguments(HomeQuery, location="query")
@blueprint.response(200, FollowedMomentsOut)
def home_feed(asked: dict[str, Any]) -> Response:
    """The moments of all shows, newest first."""
    return _answer(asked, Timeline(), "home")


def _answer(asked: dict[str, Any], timeline: Timeline, topic: str) -> Response:
    before = page_key(asked["cursor"])
    position = live.position(topic)
    found = newest_json(viewer(), timeline, asked["limit"], before, current_app.extensions["settings"].origin)
    return _listed(found, live_json(position))


def _listed(found: Page[bytes], position: dict[str, Any] | None) -> Response:
    cursor, headers = next_of(found.next)
    rest = orjson.dumps({"next": cursor, "live": position})
    body = b'{"items":[%b],%b' % (b",".join(found.items), rest[1:])
    return Response(body, mimetype="application/json", headers=headers)
