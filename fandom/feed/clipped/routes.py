"""The JSON API of what is clipped most."""

from dataclasses import asdict
from typing import Any

from fandom.feed.clipped import queries
from fandom.feed.clipped.schemas import HeatmapOut
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import reads, viewer
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
