"""Doors to imports: for nobody but who sent the file."""

from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.shows.history import queries
from fandom.shows.history.values import ImportView


def import_to_read(viewer: Viewer, import_id: str) -> ImportView:
    if viewer.account_id is None:
        raise Unauthenticated
    found = queries.by_id(viewer.account_id, import_id) if is_id(import_id) else None
    if found is None:
        raise NotFound
    return found
