"""Puts the house together: init calls, blueprints, listeners, answers."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from flask import Flask
from flask_smorest import Blueprint
from sqlalchemy import MetaData
from werkzeug.middleware.proxy_fix import ProxyFix

from fandom import web
from fandom.accounts import queries as accounts
from fandom.accounts import seen
from fandom.config import ROOT, Settings, from_environment
from fandom.infra import (
    allowances,
    api,
    breaker,
    db,
    health,
    incoming,
    limits,
    log,
    login,
    mail,
    problems,
    quick,
    storage,
)
from fandom.infra.model import Model
from fandom.media.door import files
from fandom.shows.scrobbles.door import hooks

TABLES = (
    *("infra.outbox", "infra.idempotency", "infra.audit", "infra.allowances"),
    *("media.models", "media.resumable.models", "clips.models", "clips.uploads.models", "clips.playing.models"),
    *(
        "accounts.models",
        "accounts.relations.models",
        "accounts.email.models",
        "accounts.personal.models",
        "shows.models",
        "shows.library.models",
        "shows.history.models",
        "shows.scrobbles.models",
        "posts.models",
        "posts.drafts.models",
        "posts.tags.models",
        "posts.search.models",
        "feed.models",
        "feed.catch_up.models",
        "feed.clipped.models",
        "feed.clusters.models",
        "sharing.ledger.models",
        "moderation.models",
        "moderation.corrections.models",
        "notifications.models",
    ),
)
# Each has `blueprint` in its routes.py: the JSON API of a slice, as "accounts".
ROUTES: tuple[str, ...] = (
    *(
        "accounts",
        "accounts.relations",
        "accounts.email",
        "accounts.personal",
        "media",
        "media.resumable",
        "shows",
        "shows.history",
        "shows.scrobbles",
        "clips.playing",
        "posts",
        "posts.comments",
        "posts.given",
        "posts.reactions",
        "posts.drafts",
        "posts.reveals",
        "posts.tags",
        "posts.search",
        "feed",
        "feed.catch_up",
        "feed.clipped",
    ),
    *("sharing", "sharing.ledger"),
    *("moderation", "notifications", "admin"),
)
# Each has `listen()`: what it does when something happens and what it answers to those below, as "shows.handlers".
HANDLERS: tuple[str, ...] = (
    *(
        "accounts.handlers",
        "accounts.relations.handlers",
        "accounts.email.handlers",
        "accounts.personal.handlers",
        "media.handlers",
        "shows.handlers",
        "shows.library.handlers",
        "shows.history.handlers",
        "clips.handlers",
        "clips.sources.handlers",
        "clips.uploads.handlers",
        "clips.playing.handlers",
        "posts.handlers",
        "posts.drafts.handlers",
        "feed.catch_up.handlers",
        "feed.clipped.handlers",
        "feed.clusters.handlers",
        "sharing.ledger.handlers",
        "moderation.handlers",
        "notifications.handlers",
        "admin.handlers",
    ),
    "realtime.publish",
)

# Each has `listen()` in its personal.py: its part of an account, the lower slices first. Accounts answer before them.
PERSONAL = (
    *("accounts.relations", "accounts.email", "media.resumable", "media", "shows", "shows.history", "shows.scrobbles"),
    *("posts", "posts.drafts", "posts.reveals"),
    *("feed", "feed.catch_up", "feed.clipped", "sharing.ledger", "moderation", "notifications"),
)


class House(Flask):
    """Nothing here is a coroutine, so no function needs to be examined for being one, twenty times a request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Opens no connection and asks no query: those come with the first request."""
    settings = settings or from_environment()
    app = House("fandom", root_path=str(ROOT / "fandom"), static_folder=None, template_folder="web/templates")
    app.extensions["settings"] = settings
    log.configure(settings)
    log.init(app)
    db.init(app, settings)
    breaker.init(app, settings)
    storage.init(app, settings)
    incoming.init(app)
    login.init(app, settings, by_session=accounts.viewer_of_session, by_token=accounts.viewer_of_token)
    limits.init(app, settings)
    mail.init(app, settings)
    web.init(app, settings)
    problems.init(app, page=web.errors.page)
    api.init(app, [_blueprint(name) for name in ROUTES])
    app.register_blueprint(health.blueprint)
    app.register_blueprint(files)
    app.register_blueprint(hooks)
    for name in HANDLERS:
        import_module(f"fandom.{name}").listen()
    for name in PERSONAL:
        import_module(f"fandom.{name}.personal").listen()
    quick.init(app, web.security.headers(settings), seen.note)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app


def serve(app: Flask) -> Flask:
    """Give the app its sockets; workers and the command line do without."""
    from fandom.realtime import hub

    hub.init(app)
    allowances.follow(app)
    return app


def metadata() -> MetaData:
    """Every table of the house."""
    for name in TABLES:
        import_module(f"fandom.{name}")
    return Model.metadata


def _blueprint(name: str) -> Blueprint:
    return import_module(f"fandom.{name}.routes").blueprint
