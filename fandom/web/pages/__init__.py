"""Page routes, one file per noun."""

from pathlib import Path

from flask import Blueprint

NOUNS = (
    "home",
    "shows",
    "progress",
    "moments",
    "comments",
    "reactions",
    "compose",
    "reports",
    "signing",
    "settings",
    "profiles",
    "notifications",
    "tags",
    "moderation",
    "posters",
    "reference",
)
DIST = Path(__file__).parent.parent / "static" / "dist"

pages = Blueprint("web", __name__, static_folder=str(DIST), static_url_path="/assets")
