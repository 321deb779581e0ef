"""Doors to comments."""

from fandom.core.errors import Forbidden, NotFound, Unauthenticated
from fandom.core.paging import Page
from fandom.core.viewer import Viewer
from fandom.posts.access import moment_to_read
from fandom.posts.comments import queries
from fandom.posts.models import Comment
from fandom.posts.queries import moment_row
from fandom.posts.sight import EDITABLE
from fandom.posts.values import Open, OpenComment, SealedComment


def comments_to_read(viewer: Viewer, moment_id: str, limit: int, after: str | None) -> Page[queries.Seen]:
    """None below a sealed moment."""
    sealed = moment_to_read(viewer, moment_id).sealed
    return Page(()) if sealed else queries.comments(viewer, moment_id, limit, after)


def comment_to_read(viewer: Viewer, comment_id: str) -> OpenComment | SealedComment:
    """Only where its moment is open: a sealed moment has no comments."""
    return _below(viewer, comment_id)[0]


def comment_to_answer(viewer: Viewer, comment_id: str) -> OpenComment:
    """To react to: published, open to this viewer, and so is its moment."""
    if not viewer.signed_in:
        raise Unauthenticated
    found, moment = _below(viewer, comment_id)
    if not isinstance(found, OpenComment):
        raise Forbidden("You haven't got this far yet.")
    if found.state != "published" or moment.state != "published":
        raise Forbidden("This comment is not published.")
    return found


def comment_to_edit(viewer: Viewer, comment_id: str) -> Comment:
    """The author's own row, locked."""
    return _own(viewer, comment_id, EDITABLE)


def comment_to_delete(viewer: Viewer, comment_id: str) -> Comment:
    """The author's own row, locked, also where they could not read it now: words can always be taken back.

    They may have gone back in the show since, or been blocked by whoever's moment it is.
    """
    if not viewer.signed_in:
        raise Unauthenticated
    row = queries.comment_row(comment_id, lock=True)
    above = moment_row(row.moment_id) if row else None
    if row is None or above is None or row.author_id != viewer.account_id:
        return _own(viewer, comment_id, EDITABLE)
    if row.state not in EDITABLE or above.state == "deleted":
        raise NotFound
    return row


def _below(viewer: Viewer, comment_id: str) -> tuple[OpenComment | SealedComment, Open]:
    found = queries.comment(viewer, comment_id)
    above = moment_to_read(viewer, found.moment_id) if found else None
    if found is None or not isinstance(above, Open):
        raise NotFound
    return found, above


def _own(viewer: Viewer, comment_id: str, states: frozenset[str]) -> Comment:
    if not viewer.signed_in:
        raise Unauthenticated
    if comment_to_read(viewer, comment_id).author.id != viewer.account_id:
        raise Forbidden
    row = queries.comment_row(comment_id, lock=True)
    if row is None or row.state not in states:
        raise NotFound
    return row
