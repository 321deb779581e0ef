"""The door to films."""

from fandom.clips.playing import queries
from fandom.clips.playing.values import Film
from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.shows.values import EpisodeView, ShowView


def film_to_watch(viewer: Viewer, show: ShowView, episode: EpisodeView) -> Film:
    """Unauthenticated for a visitor who would only need to sign in; NotFound where there is none to watch."""
    place = (episode.season, episode.number)
    found = queries.film(viewer, show.id, place)
    if found is not None:
        return found
    if not viewer.signed_in and queries.exists(show.id, place):
        raise Unauthenticated
    raise NotFound
