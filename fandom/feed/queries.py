"""Feeds: of a show, of a fan's shows and fans, and of what all fandoms look at, as values or as JSON.

`cursor` is the key in the cursor of the page before, `Page.next` that for the next one.
"""

from fandom.core.paging import Page
from fandom.core.viewer import Viewer
from fandom.feed.cells import Jsons, Values
from fandom.feed.lists import Gathered, List, ShowList
from fandom.feed.pages import page
from fandom.feed.timeline import Timeline
from fandom.posts.values import Open, Sealed

Seen = Open | Sealed
LIMIT = 25


def of_home(viewer: Viewer, sort: str) -> List:
    """Of the shows joined and the fans followed; visitors get what trends, or the newest of all."""
    if viewer.signed_in:
        return Gathered(viewer, sort)
    return Gathered(viewer, "trending") if sort == "hot" else ShowList(viewer, Timeline())


def of_trending(viewer: Viewer) -> List:
    """Over all fandoms, small ones boosted."""
    return Gathered(viewer, "trending")


def jsons(source: List, limit: int, cursor: str | None, origin: str) -> Page[str]:
    return page(source, Jsons(origin), limit, cursor)


def show_page(
    viewer: Viewer,
    timeline: Timeline,
    sort: str = "new",
    window: str = "all",
    limit: int = LIMIT,
    cursor: str | None = None,
) -> Page[Seen]:
    """`window` counts for top and clips. A timeline of no show is ordered by `new`, or is one of a tag."""
    return page(ShowList(viewer, timeline, sort, window), Values(), limit, cursor)


def home_page(viewer: Viewer, sort: str = "new", limit: int = LIMIT, cursor: str | None = None) -> Page[Seen]:
    return page(of_home(viewer, sort), Values(), limit, cursor)


def trending_page(viewer: Viewer, limit: int = LIMIT, cursor: str | None = None) -> Page[Seen]:
    return page(of_trending(viewer), Values(), limit, cursor)
