"""Doors to secret addresses: to one's own, and for whoever knows the secret."""

from sqlalchemy import Select, select

from fandom.accounts.models import Account
from fandom.accounts.queries import hash_of
from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.shows.scrobbles import queries
from fandom.shows.scrobbles.models import Hook
from fandom.shows.scrobbles.values import HookView

LONGEST = 100


def hook_to_read(viewer: Viewer) -> HookView:
    found = queries.hook(_own(viewer))
    if found is None:
        raise NotFound
    return found


def hook_to_change(viewer: Viewer) -> Hook:
    found = db.session.get(Hook, _own(viewer), with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def is_known(secret: str) -> bool:
    """Before anything of what is sent is read."""
    return db.session.scalar(_known(secret)) is not None


def hook_to_use(secret: str) -> Hook:
    """Held until the end of the transaction, so that what comes at once is done one after the other."""
    found = db.session.scalar(_known(secret))
    hook = db.session.get(Hook, found, with_for_update=True, populate_existing=True) if found else None
    if hook is None or hook.secret_hash != hash_of(secret):
        raise NotFound
    return hook


def _known(secret: str) -> Select[str]:
    active = select(Hook.account_id).join(Account, Account.id == Hook.account_id).where(Account.state == "active")
    return active.where(Hook.secret_hash == hash_of(secret[:LONGEST]))


def _own(viewer: Viewer) -> str:
    if viewer.account_id is None:
        raise Unauthenticated
    return viewer.account_id
