"""The door to a place in what waits: a moment that is not there, or not open, is no place."""

from fandom.core.errors import Invalid
from fandom.core.viewer import Viewer
from fandom.feed.catch_up import queries
from fandom.feed.catch_up.stretches import Spot


def spot_to_read_to(viewer: Viewer, show_id: str, moment_id: str) -> Spot:
    found = queries.spot_in(viewer, show_id, moment_id)
    if found is None:
        raise Invalid(errors={"up_to": ["There is no such moment here."]})
    return found
