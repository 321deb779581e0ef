"""The clip that stands for a show just now: the top one of the month, or else of all times, open or sealed."""

from fandom.core.viewer import Viewer
from fandom.feed.cells import Values
from fandom.feed.lists import ShowList
from fandom.feed.timeline import Timeline
from fandom.posts.values import Open, Sealed

WINDOWS = ("month", "all")
# The first of them is shown whose words are not muted.
LOOKED_AT = 8


def cover(viewer: Viewer, show_id: str) -> Open | Sealed | None:
    """The same for all but those who have hidden its author, its tags or its words: sealed where it lies ahead."""
    for window in WINDOWS:
        top = ShowList(viewer, Timeline(show_id=show_id), "clips", window).after(Values(), None, LOOKED_AT)
        found = next((each.body for each in top.cells if each.body is not None), None)
        if found is not None:
            return found
    return None
