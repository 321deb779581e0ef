"""The films of a show's episodes, as pages lead to them: for this viewer, or for those who sign in."""

from dataclasses import dataclass
from typing import Any

from flask import Flask

from fandom.clips.playing import queries as playing
from fandom.clips.playing.shapes import film_json
from fandom.clips.playing.values import Film, may_watch
from fandom.clips.queries import episodes_with_film
from fandom.core.horizon import episode_name
from fandom.core.viewer import Viewer
from fandom.infra.login import viewer
from fandom.shows.charter import Rights
from fandom.shows.queries import rights
from fandom.shows.values import EpisodeView, ShowView


@dataclass(frozen=True, slots=True)
class Showing:
    """`asks`: there is one, for fans only, and this is a visitor. `data` is what scripts are given of it."""

    film: Film | None
    asks: bool
    rights: Rights
    data: dict[str, Any]


def showing(viewer: Viewer, show: ShowView, episode: EpisodeView) -> Showing:
    place, allowed = (episode.season, episode.number), rights(show.id)
    film = playing.film(viewer, show.id, place)
    asks = film is None and not viewer.signed_in and playing.exists(show.id, place)
    named = {"show": show.slug, "episode": episode.name, "episode_ms": episode.duration_ms, "rights": allowed.json()}
    return Showing(film, asks, allowed, film_json(film) | named if film else {})


def with_film(viewer: Viewer, show: ShowView) -> list[str]:
    """The names of the episodes that have one, specials last; none where this viewer is not to hear of it.

    Visitors are asked to sign in there, where it is for fans.
    """
    watching = rights(show.id).watching
    if not (may_watch(viewer, watching) or watching == "fans"):
        return []
    films = sorted(episodes_with_film(show.id), key=lambda place: (place[0] == 0, place))
    return [episode_name(*each) for each in films]


def first_to_watch(viewer: Viewer, show: ShowView, following: str | None) -> str | None:
    """The episode that a fan comes to next where it has a film, else the first that has one; None where none has."""
    names = with_film(viewer, show)
    return following if following in names else next(iter(names), None)


def to_watch(show: ShowView, following: str | None) -> str | None:
    """For templates: as `first_to_watch`, for whoever looks."""
    return first_to_watch(viewer(), show, following)


def init(app: Flask) -> None:
    app.jinja_env.globals["to_watch"] = to_watch
