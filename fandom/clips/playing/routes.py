"""The JSON API of films."""

from typing import Any

from fandom.clips.playing import access, shapes
from fandom.clips.playing.schemas import FilmOut
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import reads, viewer
from fandom.infra.site import origin
from fandom.shows.access import episode_of, show_to_read

blueprint = Blueprint("films", __name__, description="Videos of episodes, for those who may watch them.")


@blueprint.route("/shows/<slug>/episodes/<number>/film", methods=["GET"])
@reads()
@blueprint.response(200, FilmOut)
def get_film(slug: str, number: str) -> dict[str, Any]:
    """What a player needs to show the video of an episode. A visitor is told to sign in where that is enough."""
    show = show_to_read(viewer(), slug)
    found = access.film_to_watch(viewer(), show, episode_of(show, number))
    return shapes.film_json(found, origin())
