"""The door to how a moment went: its author's alone, and for everybody else there is nothing behind it."""

from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.posts.access import moment_to_read
from fandom.posts.values import Open


def moment_to_measure(viewer: Viewer, moment_id: str) -> Open:
    if not viewer.signed_in:
        raise Unauthenticated
    found = moment_to_read(viewer, moment_id) if is_id(moment_id) else None
    if not isinstance(found, Open) or found.author.id != viewer.account_id:
        raise NotFound
    return found
