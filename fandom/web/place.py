"""Where the viewer is in a show, in words, and as the choice of "Where are you?"."""

from dataclasses import dataclass

from flask_babel import gettext

from fandom.core.viewer import Viewer
from fandom.shows import queries
from fandom.shows.standing import Standing
from fandom.shows.values import ShowView
from fandom.web.words import clock_words, short


@dataclass(frozen=True, slots=True)
class Here:
    """`chosen` is none, all, open or an episode's name; empty when nothing has been said.

    `public` says what is open to everyone, where this viewer is one of them. `into_ms` is how far into the episode
    they are; None where they have finished it.
    """

    words: str
    chosen: str
    episode: str | None = None
    public: str = ""
    into_ms: int | None = None


def here(viewer: Viewer, show: ShowView) -> Here:
    return _here(queries.standing(viewer, show.id), show.kind)


def words_for(kind: str) -> dict[str, str]:
    """What the three quick answers mean."""
    film = kind == "film"
    return {
        "none": gettext("You haven’t seen it yet.") if film else gettext("You haven’t started."),
        "all": gettext("You’ve seen it.") if film else gettext("You’re all caught up."),
        "open": gettext("Nothing is hidden from you here."),
    }


def _here(found: Standing, kind: str) -> Here:
    episode = found.at.episode if found.at else None
    if found.seen:
        return Here(words_for(kind)[found.seen], found.seen, episode)
    if episode is None:
        asked = gettext("Have you seen it?") if kind == "film" else gettext("Where are you in it?")
        return Here(asked, "", public=_public(found, kind))
    if found.at and not found.at.finished and found.at.position_ms is not None:
        into = found.at.position_ms
        return Here(_into(episode, kind, into), episode, episode, into_ms=into)
    return Here(gettext("You’re at %(episode)s.", episode=short(episode)), episode, episode)


def _into(episode: str, kind: str, into_ms: int) -> str:
    time = clock_words(into_ms)
    if kind == "film":
        return str(gettext("You’re %(time)s into it.", time=time))
    return str(gettext("You’re %(time)s into %(episode)s.", time=time, episode=short(episode)))


def _public(found: Standing, kind: str) -> str:
    if found.everything or (found.upto and kind == "film"):
        return str(gettext("Open to everyone."))
    if found.upto:
        return str(gettext("Open to everyone up to %(episode)s.", episode=short(found.upto.episode)))
    return str(gettext("Nothing of it is open to everyone yet."))
