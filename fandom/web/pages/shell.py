"""What makes the pages an app: its manifest, its service worker, and what stands there without a network."""

import hashlib
import json

from flask import Response, render_template, url_for
from flask_babel import gettext

from fandom.infra import site
from fandom.web.assets import asset, built
from fandom.web.language import language
from fandom.web.pages import DIST, pages

SHELL = ("app.css", "app.js", "theme.js", "icons.svg", "favicon.svg")
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-mask.png", 512, "maskable"))
GROUND = "#0a0d13"
# The switch: browsers that had the worker take this one, which ends itself and what it kept.
NO_MORE = """self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
})()));
"""


@pages.get("/manifest.webmanifest")
def manifest() -> Response:
    said = {
        "id": "/",
        "name": "Fandom",
        "short_name": "Fandom",
        "description": gettext("Moments of the shows you love, and nothing past where you are."),
        "lang": language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [_icon(*each) for each in ICONS],
        "shortcuts": [
            {"name": gettext("Post a moment"), "url": url_for("web.compose")},
            {"name": gettext("Notifications"), "url": url_for("web.notifications")},
        ],
    }
    response = Response(json.dumps(said), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.vary.add("Accept-Language")
    return response


@pages.get("/worker.js")
def worker() -> Response:
    response = Response(_worker() if offered() else NO_MORE, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@pages.get("/offline")
def offline() -> str:
    return render_template("errors/offline.html")


def offered() -> bool:
    return site.settings().worker


def _worker() -> str:
    """With the names of what it keeps; it is a new one whenever one of these is."""
    code = DIST / built("worker.js")
    body = code.read_text() if code.is_file() else NO_MORE
    shell = [asset(name) for name in SHELL]
    version = hashlib.sha256("\n".join([body, *shell]).encode()).hexdigest()[:12]
    known = {"version": version, "shell": shell, "offline": url_for("web.offline")}
    return f"self.FANDOM = {json.dumps(known)};\n{body}"


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {"src": asset(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@pages.app_context_processor
def address() -> dict[str, object]:
    return {"worker_offered": offered()}
