"""Doors to shows and episodes. Every show is there for everybody; what is changed in one is for its moderators."""

from sqlalchemy import select

from fandom.core import clock
from fandom.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from fandom.core.horizon import parse_episode_name
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.shows import queries
from fandom.shows.models import Show
from fandom.shows.progress import NOTHING, OPEN, Said, reached, seen_all
from fandom.shows.values import EpisodeView, ShowView


def show_to_read(_viewer: Viewer, slug: str) -> ShowView:
    found = queries.by_slug(slug)
    if found is None:
        raise NotFound
    return found


def show_to_moderate(viewer: Viewer, slug: str) -> ShowView:
    found = show_to_read(viewer, slug)
    if not viewer.signed_in:
        raise Unauthenticated
    if not viewer.moderates_show(found.id):
        raise Forbidden("This is for the moderators of this fandom.")
    return found


def show_to_change(viewer: Viewer, slug: str) -> ShowView:
    """As `show_to_moderate`, held until the end of the transaction, so that its version cannot move underneath."""
    found = show_to_moderate(viewer, slug)
    db.session.execute(select(Show.id).where(Show.id == found.id).with_for_update())
    return show_to_read(viewer, slug)


def show_to_administer(viewer: Viewer, slug: str) -> ShowView:
    found = show_to_read(viewer, slug)
    if not viewer.signed_in:
        raise Unauthenticated
    if not viewer.is_admin:
        raise Forbidden("This is for administrators.")
    return found


def word_about(show: ShowView, episode: tuple[int, int], position_ms: int | None = None) -> Said:
    """What a fan who is there says; Invalid for a place that this show does not have. No position is the end."""
    return word_at(show.id, episode, position_ms)


def word_at(show_id: str, episode: tuple[int, int], position_ms: int | None) -> Said:
    found = queries.episode(show_id, *episode)
    if found is None:
        raise Invalid(errors={"episode": ["There is no such episode."]})
    if position_ms is not None and not 0 <= position_ms <= found.end.ms:
        raise Invalid(errors={"position_ms": ["This is not inside the episode."]})
    return reached(found, position_ms)


def word_seen(show: ShowView, seen: str) -> Said:
    """`seen` is one of SEEN."""
    if seen == "all":
        return seen_all(queries.episodes(show.id), clock.now().date())
    return OPEN if seen == "open" else NOTHING


def episode_of(show: ShowView, name: str) -> EpisodeView:
    place = parse_episode_name(name)
    found = queries.episode(show.id, *place) if place else None
    if found is None:
        raise NotFound
    return found
