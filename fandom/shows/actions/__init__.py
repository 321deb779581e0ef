"""What changes shows and fandoms: the catalogue, settings, members and moderators, progress."""

from fandom.shows.actions.catalogue import Outcome, import_show, tell_length
from fandom.shows.actions.members import grant_moderator, join, leave, revoke_moderator
from fandom.shows.actions.progress import (
    advance_from,
    advance_progress,
    advance_to,
    not_now,
    put_back_progress,
    set_progress,
)
from fandom.shows.actions.settings import change_settings

__all__ = [
    "Outcome",
    "advance_from",
    "advance_progress",
    "advance_to",
    "change_settings",
    "grant_moderator",
    "import_show",
    "join",
    "leave",
    "not_now",
    "put_back_progress",
    "revoke_moderator",
    "set_progress",
    "tell_length",
]
