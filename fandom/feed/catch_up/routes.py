"""The JSON API of catching up."""

from typing import Any

import orjson
from flask import Response

from fandom.feed import positions
from fandom.feed.catch_up import access, actions, limiting, queries
from fandom.feed.catch_up.schemas import CatchUpIn, CatchUpOut, WaitingOut
from fandom.feed.cells import Jsons
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import next_of, page_key, reads, signed_in, viewer, writes
from fandom.infra.site import origin
from fandom.shows.access import show_to_read

blueprint = Blueprint("catch-up", __name__, description="What waits since the viewer's horizon has moved.")
PATH = "/shows/<slug>/catch-up"


@blueprint.route(PATH, methods=["GET"])
@reads(private=True)
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, CatchUpOut)
def get_catch_up(asked: dict[str, Any], slug: str) -> Response:
    """What the viewer's way forward has opened and they have not read yet, in story order, each once. What is posted
    about it from then on comes by the feed.
    """
    show = show_to_read(viewer(), slug)
    position = positions.of_show(slug)
    count = queries.waiting(viewer(), show.id).count
    found = queries.page(viewer(), show.id, Jsons(origin()), asked["limit"], page_key(asked["cursor"]))
    cursor, headers = next_of(found.next)
    rest = orjson.dumps({"waiting": count, "next": cursor, "live": position}).decode()
    body = f'{{"items":[{",".join(each.body for each in found.items)}],{rest[1:]}'
    return Response(body, 200, headers, mimetype="application/json")


@blueprint.route(PATH, methods=["PUT"])
@limiting.reading
@writes()
@blueprint.arguments(CatchUpIn)
@blueprint.response(200, WaitingOut)
def put_catch_up(asked: dict[str, Any], slug: str) -> dict[str, int]:
    """Say up to where one has read; the rest goes on waiting. Null skips all of it."""
    show = show_to_read(signed_in(), slug)
    upto = asked["up_to"]
    spot = None if upto is None else access.spot_to_read_to(viewer(), show.id, upto)
    actions.mark_read(viewer=viewer(), show_id=show.id, upto=spot)
    return {"waiting": queries.waiting(viewer(), show.id).count}
