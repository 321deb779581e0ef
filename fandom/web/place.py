"""Where the viewer is in a show, in words, and as the choice of "Where are you?"."""

from dataclasses import dataclass

from flask_babel import gettext

from fandom.core.horizon import episode_name
from fandom.core.viewer import Viewer
from fandom.shows import queries
from fandom.shows.progress import UNSAID, Said
from fandom.shows.values import ShowView
from fandom.web.seasons import last_aired
from fandom.web.words import short


@dataclass(frozen=True, slots=True)
class Standing:
    """`chosen` is none, all, open or an episode's name; empty when nothing has been said."""

    words: str
    chosen: str
    episode: str | None = None


def standing(viewer: Viewer, show: ShowView) -> Standing:
    said = queries.said_by(viewer.account_id, [show.id]).get(show.id, UNSAID)
    return _film(said) if show.kind == "film" else _series(said, show)


def words_for(kind: str) -> dict[str, str]:
    """What the three quick answers mean."""
    film = kind == "film"
    return {
        "none": gettext("You haven’t seen it yet.") if film else gettext("You haven’t started."),
        "all": gettext("You’ve seen it.") if film else gettext("You’re all caught up."),
        "open": gettext("Nothing is hidden from you here."),
    }


def _film(said: Said) -> Standing:
    if said.mode == "unsaid":
        return Standing(gettext("Have you seen it?"), "")
    chosen = "all" if said.mode in {"at", "all"} else said.mode
    return Standing(words_for("film")[chosen], chosen)


def _series(said: Said, show: ShowView) -> Standing:
    if said.mode == "unsaid":
        return Standing(gettext("Where are you in it?"), "")
    if said.mode != "at" or said.season is None or said.number is None:
        chosen = said.mode if said.mode != "at" else "none"
        return Standing(words_for("series")[chosen], chosen)
    name = episode_name(said.season, said.number)
    last = last_aired(show.id)
    if said.position_ms is None and last is not None and last.name == name:
        return Standing(gettext("You’re all caught up at %(episode)s.", episode=short(name)), "all", name)
    return Standing(gettext("You’re at %(episode)s.", episode=short(name)), name, name)
