"""Places in a story, in words: the episode of a series; in a film the time, or its end."""

from flask import Flask
from flask_babel import gettext

from fandom.core.horizon import Position
from fandom.shows.values import ShowRef
from fandom.web import further
from fandom.web.words import clock_words, short


def placed(at: Position | str, show: ShowRef | None) -> str:
    """A name alone stands for the end of the episode."""
    if show is None or show.kind != "film":
        return short(at if isinstance(at, str) else at.episode)
    if isinstance(at, Position) and further.further(show.id, at):
        return clock_words(at.ms)
    return str(gettext("the end of the film"))


def init(app: Flask) -> None:
    app.jinja_env.filters["placed"] = placed
