"""Doors to drafts: only to one's own."""

from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.posts.drafts import queries
from fandom.posts.drafts.models import Draft
from fandom.shows.access import show_to_read


def show_to_draft(viewer: Viewer, slug: str) -> str:
    """The id of the show."""
    if not viewer.signed_in:
        raise Unauthenticated
    return show_to_read(viewer, slug).id


def draft_to_read(viewer: Viewer, slug: str) -> Draft:
    found = queries.draft_row(str(viewer.account_id), show_to_draft(viewer, slug))
    if found is None:
        raise NotFound
    return found


def draft_to_change(viewer: Viewer, slug: str) -> tuple[str, Draft | None]:
    """The id of the show, and one's draft there, locked, if there is one yet."""
    show_id = show_to_draft(viewer, slug)
    return show_id, queries.draft_row(str(viewer.account_id), show_id, lock=True)
