"""Page routes, one file per noun."""

from pathlib import Path

from flask import Blueprint

from fandom.core.errors import Forbidden
from fandom.infra.login import bearer

NOUNS = (
    "home",
    "shows",
    "show_settings",
    "show_tags",
    "progress",
    "catch_up",
    "moments",
    "clips",
    "comments",
    "reactions",
    "reveals",
    "compose",
    "reports",
    "corrections",
    "signing",
    "settings",
    "profiles",
    "relations",
    "privacy",
    "data",
    "watching",
    "watch",
    "curves",
    "notifications",
    "notification_settings",
    "letters",
    "tags",
    "search",
    "moderation",
    "admin",
    "admin_library",
    "admin_limits",
    "posters",
    "sharing",
    "insights",
    "plays",
    "crawlers",
    "reference",
    "shell",
    "welcome",
)
DIST = Path(__file__).parent.parent / "static" / "dist"

pages = Blueprint("web", __name__, static_folder=str(DIST), static_url_path="/assets")


@pages.before_request
def for_browsers() -> None:
    """Pages ask for no scopes, so what a token may do it does through the API."""
    if bearer() is not None:
        raise Forbidden("Only somebody who has signed in may do that, not a token.")
