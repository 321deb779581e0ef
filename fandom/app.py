"""Puts the house together: init calls, blueprints, listeners."""

from flask import Flask
from sqlalchemy import MetaData
from werkzeug.middleware.proxy_fix import ProxyFix

from fandom import web
from fandom.accounts import queries as accounts
from fandom.config import ROOT, Settings, from_environment
from fandom.core import roles, screening
from fandom.infra import api, breaker, db, health, limits, log, login, problems
from fandom.infra.db import Model


def create_app(settings: Settings | None = None) -> Flask:
    """Opens no connection and asks no query: those come with the first request."""
    settings = settings or from_environment()
    app = Flask(
        "fandom",
        root_path=str(ROOT / "fandom"),
        static_folder=None,
        template_folder="web/templates",
    )
    app.extensions["settings"] = settings
    log.configure(settings)
    log.init(app)
    db.init(app, settings)
    breaker.init(app, settings)
    login.init(
        app,
        settings,
        by_session=accounts.viewer_of_session,
        by_token=accounts.viewer_of_token,
    )
    limits.init(app, settings)
    web.init(app, settings)
    problems.init(app, page=web.errors.page)
    api.init(app, blueprints())
    app.register_blueprint(health.blueprint)
    listeners()
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app


def metadata() -> MetaData:
    """Every table of the house."""
    return Model.metadata
