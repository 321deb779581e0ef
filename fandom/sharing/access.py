"""Doors to what may be handed on: always as a visitor sees it, whoever asks, since what is copied gets out."""

from urllib.parse import urlsplit

from fandom.accounts.access import account_to_read
from fandom.accounts.values import Profile
from fandom.core.errors import NotFound
from fandom.core.ids import is_id
from fandom.core.viewer import VISITOR, Viewer
from fandom.media.access import variant_to_read
from fandom.media.places import Place
from fandom.media.values import Media, Variant
from fandom.posts.access import moment_to_read
from fandom.posts.values import Open, Sealed
from fandom.shows.access import show_to_read
from fandom.shows.values import ShowView


def moment_to_share(moment_id: str) -> Open | Sealed:
    """Published, and open as far as everybody has got."""
    if not is_id(moment_id):
        raise NotFound
    found = moment_to_read(VISITOR, moment_id)
    if found.state != "published":
        raise NotFound
    return found


def clip_to_share(viewer: Viewer, moment_id: str) -> tuple[Variant, Place]:
    """The clip of a published moment, for whom that is open right now; NotFound while there is none."""
    found = moment_to_read(viewer, moment_id) if is_id(moment_id) else None
    if not isinstance(found, Open) or found.state != "published":
        raise NotFound
    clip = clip_of(found)
    if clip is None or clip.url is None:
        raise NotFound
    return variant_to_read(viewer, clip.id, clip.url.rpartition("/")[2])


def clip_of(moment: Open) -> Media | None:
    """Its clip, once that is ready."""
    return next((each for each in moment.media if each.kind == "clip" and each.status == "ready" and each.url), None)


def show_to_share(slug: str) -> ShowView:
    return show_to_read(VISITOR, slug)


def fan_to_share(handle: str) -> Profile:
    return account_to_read(VISITOR, handle)


def moment_at(url: str, origins: frozenset[str]) -> Open | Sealed:
    """The moment with this address, which must be one of ours."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NotFound from None
    ours = {urlsplit(each).netloc for each in origins}
    before, _, moment_id = parts.path.rstrip("/").rpartition("/")
    if parts.scheme not in {"http", "https"} or parts.netloc.lower() not in ours or before != "/m":
        raise NotFound
    return moment_to_share(moment_id)
