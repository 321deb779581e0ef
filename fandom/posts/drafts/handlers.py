"""Who may read the uploads that a draft keeps: whoever writes it."""

from fandom.core import holders
from fandom.core.viewer import Viewer
from fandom.posts.drafts import queries
from fandom.posts.drafts.actions import HOLDER


def may_read(viewer: Viewer, draft_id: str) -> bool:
    return viewer.account_id is not None and queries.is_of(viewer.account_id, draft_id)


def listen() -> None:
    holders.answer(HOLDER, may_read)
