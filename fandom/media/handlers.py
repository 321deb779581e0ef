"""What media does when something happens, and what it answers to those below."""

from fandom.accounts.access import is_active
from fandom.core import holders
from fandom.core.bus import bus
from fandom.core.viewer import Viewer
from fandom.media import jobs
from fandom.media.avatars import AVATAR
from fandom.media.events import FileFailed, FileForgotten, FileReady, FileUploaded


def may_read_avatar(viewer: Viewer, account_id: str) -> bool:
    """Everybody may for whom the account is there, as long as somebody goes by it."""
    return account_id not in viewer.hidden.blocked and is_active(account_id)


def listen() -> None:
    bus.listen(FileUploaded, jobs.decode, queue="pictures")
    bus.listen(FileReady, jobs.drop_original, queue="default")
    bus.listen(FileFailed, jobs.drop_original, queue="default")
    bus.listen(FileForgotten, jobs.drop_all, queue="default")
    holders.answer(AVATAR, may_read_avatar)
