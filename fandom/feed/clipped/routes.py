"""The JSON API of what is clipped most."""

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify

from fandom.core.errors import NotFound
from fandom.feed.clipped import covers, queries
from fandom.feed.clipped.schemas import HeatmapOut
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import etag, reads, viewer
from fandom.infra.site import origin
from fandom.posts.schemas import MomentOut
from fandom.posts.shapes import moment_json
from fandom.shows.access import episode_of, show_to_read

blueprint = Blueprint("clipped", __name__, description="Which seconds of an episode its fans talk about most.")


@blueprint.route("/shows/<slug>/episodes/<number>/heatmap", methods=["GET"])
@reads()
@blueprint.response(200, HeatmapOut)
def heatmap(slug: str, number: str) -> dict[str, Any]:
    """How many fans have a moment in each hundredth of an episode, as far as the viewer has got."""
    show = show_to_read(viewer(), slug)
    of = episode_of(show, number)
    return asdict(queries.heatmap(viewer(), show.id, (of.season, of.number)))


@blueprint.route("/shows/<slug>/cover", methods=["GET"])
@reads()
@blueprint.response(200, MomentOut)
def cover(slug: str) -> Response:
    """The clip that stands for the show just now, open or sealed: the top one of the month, or else of all times."""
    found = covers.cover(viewer(), show_to_read(viewer(), slug).id)
    if found is None:
        raise NotFound("Nobody has clipped anything here yet.")
    return etag(jsonify(MomentOut().dump(moment_json(found, origin()))), found.version)
