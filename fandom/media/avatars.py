"""The picture somebody goes by. A new one takes the place of the old one when it is ready, not before."""

from fandom.accounts.access import account_to_lock, me_to_edit
from fandom.accounts.actions import change_avatar
from fandom.accounts.models import Account
from fandom.core.errors import Invalid
from fandom.core.viewer import Viewer
from fandom.media import queries
from fandom.media.access import uploads_to_attach
from fandom.media.actions import hold, release

AVATAR = "avatar"


def choose(*, viewer: Viewer, file_id: str) -> None:
    """The last one chosen counts, in whatever order they become ready."""
    account = me_to_edit(viewer)
    chosen = uploads_to_attach(viewer, [file_id], holder=(AVATAR, account.id))[0]
    if chosen.kind != "image":
        raise Invalid({"media": ["Choose a picture."]})
    hold(chosen.id, AVATAR, account.id)
    if chosen.status == "ready":
        _show(account, chosen.id)
    else:
        release(AVATAR, account.id, but=[chosen.id, *([account.avatar_id] if account.avatar_id else [])])


def remove(*, viewer: Viewer) -> None:
    account = me_to_edit(viewer)
    _show(account, None)


def lock(file_id: str) -> None:
    """Whoever chose it, before the file itself: in the order in which it is chosen."""
    for kind, account_id in queries.holders_of(file_id):
        if kind == AVATAR:
            account_to_lock(account_id)


def ready(file_id: str) -> None:
    """It is shown by now if it was chosen."""
    for kind, account_id in queries.holders_of(file_id):
        if kind == AVATAR:
            _show(account_to_lock(account_id), file_id)


def failed(file_id: str) -> None:
    """Whoever chose it keeps the one they had."""
    for kind, account_id in queries.holders_of(file_id):
        if kind == AVATAR:
            kept = account_to_lock(account_id).avatar_id
            release(AVATAR, account_id, but=[kept] if kept else [])


def _show(account: Account, file_id: str | None) -> None:
    change_avatar(account=account, avatar_id=file_id)
    release(AVATAR, account.id, but=[file_id] if file_id else [])
