"""The door to what somebody has reacted to."""

from fandom.accounts.access import account_to_read
from fandom.core.errors import NotFound
from fandom.core.viewer import Viewer


def reactions_to_read(viewer: Viewer, handle: str) -> str:
    """The id of an account that shares them, or one's own."""
    found = account_to_read(viewer, handle)
    if not found.shows_reactions and found.id != viewer.account_id:
        raise NotFound
    return found.id
