"""The pages: server-rendered, usable without JavaScript, followed live with it."""

from importlib import import_module

from flask import Flask

from fandom.config import Settings
from fandom.web import (
    assets,
    counting,
    covers,
    curves,
    errors,
    films,
    frame,
    further,
    language,
    numbers,
    reasons,
    security,
    story,
    waiting,
    words,
)
from fandom.web.pages import NOUNS, pages

__all__ = ["errors", "init"]


def init(app: Flask, settings: Settings) -> None:
    language.init(app)
    assets.init(app)
    words.init(app)
    curves.init(app)
    covers.init(app)
    reasons.init(app)
    frame.init(app)
    films.init(app)
    further.init(app)
    story.init(app)
    counting.init(app)
    numbers.init(app)
    waiting.init(app)
    security.init(app, settings)
    for noun in NOUNS:
        import_module(f"fandom.web.pages.{noun}")
    app.register_blueprint(pages)
