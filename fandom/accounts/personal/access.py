"""Doors to exports, and to the end of an account: for nobody but its owner."""

from datetime import timedelta

from sqlalchemy import select

from fandom.accounts.access import in_browser
from fandom.accounts.models import Session
from fandom.accounts.personal import queries
from fandom.accounts.personal.values import ExportView
from fandom.core import clock
from fandom.core.errors import NotFound, Unauthenticated
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db

# Who has just typed their password need not type it again.
RECENT = timedelta(minutes=10)


def export_to_read(viewer: Viewer, export_id: str) -> ExportView:
    if viewer.account_id is None:
        raise Unauthenticated
    found = queries.export(viewer.account_id, export_id) if is_id(export_id) else None
    if found is None:
        raise NotFound
    return found


def export_to_download(viewer: Viewer, export_id: str) -> ExportView:
    """Everything one has here is for who has signed in, not for a token."""
    found = export_to_read(in_browser(viewer), export_id)
    if found.state != "ready":
        raise NotFound
    return found


def has_just_signed_in(viewer: Viewer) -> bool:
    opened = db.session.scalar(select(Session.created_at).where(Session.id == in_browser(viewer).session_id))
    return opened is not None and opened > clock.now() - RECENT
