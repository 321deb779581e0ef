"""Doors to what only administrators see: to everybody else there is nothing there."""

from pathlib import Path

from fandom.accounts.access import account_to_lock, in_browser, lock_admins
from fandom.accounts.models import Account
from fandom.admin import queries
from fandom.admin.values import AccountListed
from fandom.clips.stamps import stamp_if_there
from fandom.core.errors import Invalid, NotFound, Unauthenticated
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.infra.site import libraries
from fandom.shows.library import queries as library
from fandom.shows.library.values import Import

NOT_HERE = "This is not below a folder that FANDOM_LIBRARY names."
NO_FOLDER = "There is no such folder."
NO_FILE = "There is no such file."


def administrator(viewer: Viewer) -> Viewer:
    if not viewer.signed_in:
        raise Unauthenticated
    if not viewer.is_admin:
        raise NotFound
    return viewer


def account_to_see(viewer: Viewer, handle: str) -> AccountListed:
    """In any state."""
    administrator(viewer)
    found = queries.account(handle)
    if found is None:
        raise NotFound
    return found


def account_to_rule(viewer: Viewer, handle: str) -> Account:
    """Locked, with every administrator, so that two cannot take each other's rights at once."""
    found = account_to_see(viewer, handle)
    lock_admins()
    return account_to_lock(found.id)


def rights_to_give(viewer: Viewer, handle: str) -> Account:
    """Only for who has signed in: a lost token must not make administrators."""
    found = account_to_rule(viewer, handle)
    in_browser(viewer)
    return found


def import_to_see(viewer: Viewer, import_id: str) -> Import:
    administrator(viewer)
    found = library.by_id(import_id) if is_id(import_id) else None
    if found is None:
        raise NotFound
    return found


def library_to_import(viewer: Viewer, path: str) -> str:
    """The folder, resolved; only one below those that whoever runs the house has named."""
    real = _below_a_library(viewer, path, NO_FOLDER)
    if not real.is_dir():
        raise Invalid({"path": [NO_FOLDER]})
    return str(real)


def video_to_name(viewer: Viewer, path: str) -> Path:
    """A plain file, where it truly lies; below those folders, too."""
    real = _below_a_library(viewer, path, NO_FILE)
    if stamp_if_there(real) is None:
        raise Invalid({"path": [NO_FILE]})
    return real


def _below_a_library(viewer: Viewer, path: str, missing: str) -> Path:
    administrator(viewer)
    try:
        real = Path(path.strip()).resolve() if path.strip() and "\0" not in path else None
    except (OSError, RuntimeError) as error:
        raise Invalid({"path": [missing]}) from error
    if real is None or not any(real.is_relative_to(each) for each in libraries()):
        raise Invalid({"path": [NOT_HERE]})
    return real
