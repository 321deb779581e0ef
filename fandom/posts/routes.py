"""The JSON API of moments."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema

from fandom.accounts.access import account_to_read
from fandom.core.errors import NotFound
from fandom.infra import live
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import etag, listing, match, page_key, reads, signed_in, viewer, writes
from fandom.infra.live import live_json
from fandom.infra.site import origin
from fandom.posts import access, actions, limiting, queries
from fandom.posts.schemas import FollowedMomentOut, MomentIn, MomentOut, MomentPatch, MomentsOut
from fandom.posts.shapes import Json, moment_json
from fandom.posts.values import MomentChange, MomentDraft, Open, Sealed
from fandom.shows.queries import by_slug

blueprint = Blueprint("moments", __name__, description="Moments of a show, as far as the viewer has got.")


def shaped(moment: Open | Sealed) -> Json:
    return moment_json(moment, origin())


def answer(schema: Schema, moment: Open | Sealed, status: int = 200, **more: Any) -> Response:
    """One moment with its ETag and its place."""
    body = shaped(moment) | more
    response = jsonify(schema.dump(body))
    response.status_code = status
    response.headers["Location"] = body["url"]
    return etag(response, moment.version)


@blueprint.route("/moments", methods=["POST"])
@limiting.new_moments
@writes(idempotent=True)
@blueprint.arguments(MomentIn)
@blueprint.response(201, MomentOut)
def post_moment(asked: dict[str, Any]) -> Response:
    """Publish a moment."""
    author = signed_in()
    draft: MomentDraft = asked["draft"]
    show = by_slug(asked["show"])
    if show is None:
        raise NotFound("There is no such show.")
    moment = actions.publish_moment(author=author, show_id=show.id, draft=draft)
    return answer(MomentOut(), access.moment_to_read(author, moment.id), 201)


@blueprint.route("/moments/<moment_id>", methods=["GET"])
@reads()
@blueprint.response(200, FollowedMomentOut)
def get_moment(moment_id: str) -> Response:
    """One moment, open or sealed."""
    position = live_json(live.position(access.topic_to_follow(viewer(), moment_id)))
    return answer(FollowedMomentOut(), access.moment_to_read(viewer(), moment_id), live=position)


@blueprint.route("/moments/<moment_id>", methods=["PATCH"])
@limiting.changes
@writes()
@blueprint.arguments(MomentPatch)
@blueprint.response(200, MomentOut)
def patch_moment(change: MomentChange, moment_id: str) -> Response:
    """Change a moment of one's own; what it was is kept."""
    author = signed_in()
    moment = access.moment_to_edit(author, moment_id)
    match(moment.version)
    actions.edit_moment(moment=moment, change=change)
    return answer(MomentOut(), access.moment_to_read(author, moment_id))


@blueprint.route("/moments/<moment_id>", methods=["DELETE"])
@writes()
@blueprint.response(204)
def delete_moment(moment_id: str) -> None:
    """Take back a moment of one's own."""
    moment = access.moment_to_delete(signed_in(), moment_id)
    match(moment.version)
    actions.delete_moment(moment=moment)


@blueprint.route("/accounts/<handle>/moments", methods=["GET"])
@reads()
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, MomentsOut)
def list_moments_of(page: dict[str, Any], handle: str) -> Any:
    """Somebody's moments, newest first."""
    found = queries.moments_of(viewer(), account_to_read(viewer(), handle).id, page["limit"], page_key(page["cursor"]))
    body, headers = listing([shaped(each) for each in found.items], found.next)
    return body, 200, headers
