"""Who may follow what: the doors of live topics."""

from collections.abc import Callable
from dataclasses import dataclass

from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra.live import ACCOUNT, HOME, ME
from fandom.posts import access as posts
from fandom.shows import queries as shows

SITE_MODERATION = "moderation"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a topic that was asked for stands for, and the shows whose horizons decide what is heard there."""

    topics: tuple[str, ...]
    show_ids: tuple[str, ...] = ()


def enter(viewer: Viewer, topic: str) -> Entry:
    """NotFound for what is not there and for what this viewer may not follow alike."""
    kind, _, name = topic.partition(":")
    door = _DOORS.get((kind, bool(name)))
    if door is None:
        raise NotFound
    return door(viewer, name)


def account(account_id: str) -> str:
    return ACCOUNT + account_id


def _show(_viewer: Viewer, slug: str) -> Entry:
    show = shows.by_slug(slug)
    if show is None:
        raise NotFound
    return Entry((f"show:{slug}",), (show.id,))


def _moment(viewer: Viewer, moment_id: str) -> Entry:
    moment = posts.moment_to_read(viewer, moment_id)
    return Entry((f"moment:{moment.id}",), (moment.show.id,))


def _moderation(viewer: Viewer, slug: str) -> Entry:
    show = shows.by_slug(slug)
    if show is None or not (viewer.moderates_show(show.id) and viewer.has_scope("moderate")):
        raise NotFound
    return Entry((f"moderation:{slug}",))


def _site_moderation(viewer: Viewer, _name: str) -> Entry:
    if not (viewer.moderates_show(None) and viewer.has_scope("moderate")):
        raise NotFound
    return Entry((SITE_MODERATION,))


def _me(viewer: Viewer, _name: str) -> Entry:
    return Entry((account(_account_of(viewer)),))


def _home(viewer: Viewer, _name: str) -> Entry:
    joined = shows.show_refs(shows.memberships_of(_account_of(viewer)))
    return Entry(tuple(sorted(f"show:{show.slug}" for show in joined.values())), tuple(joined))


def _account_of(viewer: Viewer) -> str:
    if viewer.account_id is None:
        raise Unauthenticated
    return viewer.account_id


_DOORS: dict[tuple[str, bool], Callable[[Viewer, str], Entry]] = {
    ("show", True): _show,
    ("moment", True): _moment,
    ("moderation", True): _moderation,
    (SITE_MODERATION, False): _site_moderation,
    (ME, False): _me,
    (HOME, False): _home,
}
