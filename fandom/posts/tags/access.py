"""Doors to tags: who may say which mean the same, and of which tags."""

from fandom.core.errors import Forbidden, Invalid, Unauthenticated
from fandom.core.text import tag as one_form
from fandom.core.viewer import Viewer
from fandom.posts.tags import queries
from fandom.shows.access import show_to_moderate


def fandom_to_wrangle(viewer: Viewer, slug: str | None) -> str | None:
    """Its id; None stands for all of them, which is for those who moderate everywhere."""
    if slug is not None:
        return show_to_moderate(viewer, slug).id
    if not viewer.signed_in:
        raise Unauthenticated
    if not (viewer.is_admin or viewer.moderates_all):
        raise Forbidden("This is for those who moderate everywhere.")
    return None


def tag_to_join(viewer: Viewer, written: str, show_id: str | None, field: str) -> str:
    """In its one form. Which tags lie past a moderator's horizon they cannot find out here either."""
    found = one_form(written.strip())
    if found is None or queries.meaning(viewer, found, show_id) is None:
        raise Invalid(errors={field: ["You have not seen anybody use this tag."]})
    return found
