"""What every page has around it: who is looking, their shows, their news, and where this page is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from flask import Flask, g, get_flashed_messages, request

from fandom.core.horizon import Distance, Position, distance, parse_episode_name
from fandom.infra.login import csrf_token, viewer
from fandom.notifications import queries as notifications
from fandom.posts.queries import faces
from fandom.posts.values import Face, Sealed
from fandom.shows import queries as shows
from fandom.shows.listing import joined
from fandom.shows.progress import UNSAID
from fandom.shows.values import ShowListed
from fandom.web import shown
from fandom.web.follow import live_positions
from fandom.web.ways import came_from

T = TypeVar("T")


def once(ask: Callable[[], T]) -> Callable[[], T]:
    """Asked at most once for a page."""

    @wraps(ask)
    def remembered() -> T:
        key = f"frame:{ask.__name__}"
        if key not in g:
            setattr(g, key, ask())
        found: T = getattr(g, key)
        return found

    return remembered


@once
def me() -> Face:
    """The viewer's own face; only where somebody is signed in."""
    mine = viewer().account_id or ""
    return faces([mine])[mine]


@once
def own_shows() -> tuple[ShowListed, ...]:
    return joined(viewer()) if viewer().signed_in else ()


@once
def unread() -> int:
    return notifications.unread(viewer())


def notices() -> list[str]:
    return _flashed("message")


def decided() -> list[str]:
    """Ids of decisions just taken, to be taken back if that was a slip."""
    return _flashed("decided")


def _flashed(category: str) -> list[str]:
    return [str(said) for said in get_flashed_messages(category_filter=[category])]


def here() -> str:
    """This page's own path, for coming back to it; for what is a part of a page, the path of that page."""
    return str(g.get("here") or request.full_path.rstrip("?"))


def here_show() -> str | None:
    """The show this page is about, for the composer to start with."""
    return g.get("here_show") or (request.view_args or {}).get("slug")


@dataclass(frozen=True, slots=True)
class Way:
    """`own`: it begins where the viewer said that they are, not where everybody is."""

    path: Distance
    own: bool


def way_to(sealed: Sealed) -> Way | None:
    """The way from where the viewer is to what is sealed; in a film there is none."""
    there = parse_episode_name(sealed.reveals_episode)
    if there is None or sealed.show.kind == "film":
        return None
    ways = g.setdefault("ways", {})
    if sealed.show.id not in ways:
        episodes = [(each.season, each.number) for each in shows.episodes(sealed.show.id)]
        said = shows.said_by(viewer().account_id, [sealed.show.id]).get(sealed.show.id, UNSAID)
        ways[sealed.show.id] = shows.horizon(viewer(), sealed.show.id), episodes, said.mode != UNSAID.mode
    horizon, episodes, own = ways[sealed.show.id]
    return Way(distance(horizon, Position(*there, 0), episodes, shown=1), own)


def init(app: Flask) -> None:
    app.jinja_env.globals.update(
        viewer=viewer,
        me=me,
        own_shows=own_shows,
        unread=unread,
        here=here,
        came_from=came_from,
        here_show=here_show,
        notices=notices,
        decided=decided,
        csrf_token=csrf_token,
        way_to=way_to,
        palette_of=shown.palette_of,
        charter_of=shown.charter_of,
        live_positions=live_positions,
    )
    app.jinja_env.filters.update(poster_url=shown.poster_url, cover_url=shown.cover_url)
