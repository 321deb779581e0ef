"""Doors to moments: what somebody may not see is not there, what they may not do is refused."""

from fandom.core.errors import Forbidden, NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.posts import queries
from fandom.posts.models import Moment
from fandom.posts.sight import DELETABLE, EDITABLE
from fandom.posts.values import Open, Sealed


def moment_to_read(viewer: Viewer, moment_id: str) -> Open | Sealed:
    found = queries.moment(viewer, moment_id)
    if found is None:
        raise NotFound
    return found


def topic_to_follow(viewer: Viewer, moment_id: str) -> str:
    """To be asked for its place before the moment is read; only of what is there, since asking makes a topic."""
    if not queries.is_there(viewer, moment_id):
        raise NotFound
    return f"moment:{moment_id}"


def moment_to_edit(viewer: Viewer, moment_id: str) -> Moment:
    """The author's own row, locked."""
    return _own(viewer, moment_id, EDITABLE)


def moment_to_delete(viewer: Viewer, moment_id: str) -> Moment:
    """The author's own row, locked."""
    return _own(viewer, moment_id, DELETABLE)


def moment_to_answer(viewer: Viewer, moment_id: str) -> Open:
    """To react to or comment on: published, and open to this viewer."""
    if not viewer.signed_in:
        raise Unauthenticated
    found = moment_to_read(viewer, moment_id)
    if not isinstance(found, Open):
        raise Forbidden("You haven't got this far yet.")
    if found.state != "published":
        raise Forbidden("This moment is not published.")
    return found


def _own(viewer: Viewer, moment_id: str, states: frozenset[str]) -> Moment:
    if not viewer.signed_in:
        raise Unauthenticated
    seen = moment_to_read(viewer, moment_id)
    if seen.author.id != viewer.account_id:
        raise Forbidden
    row = queries.moment_row(moment_id, lock=True)
    if row is None or row.state == "deleted":
        raise NotFound
    if row.state not in states:
        raise Forbidden("This was taken away by a moderator.")
    return row
