"""Noting that a session or a token is used: after the answer, and at most once a minute each."""

import dataclasses

import structlog
from sqlalchemy.exc import SQLAlchemyError

from fandom.accounts import actions
from fandom.accounts.opening import TOUCHED_EVERY
from fandom.accounts.queries import hash_of
from fandom.accounts.viewers import viewers
from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.infra.db import unit_of_work

log = structlog.get_logger()


def note(viewer: Viewer, secret: str | None) -> None:
    """`secret` is that of the token, if the viewer came with one."""
    key = f"session:{viewer.session_id}" if secret is None else f"token:{hash_of(secret)}"
    known = viewers.peek(key)
    now = clock.now()
    if known is None or (known.seen_at and now - known.seen_at < TOUCHED_EVERY):
        return
    viewers.replace(key, dataclasses.replace(known, seen_at=now))
    try:
        with unit_of_work():
            _touch(viewer)
    except SQLAlchemyError as error:
        log.warning("a session's use was not noted", error=str(error))


def _touch(viewer: Viewer) -> None:
    if viewer.session_id:
        actions.touch_session(session_id=viewer.session_id)
    elif viewer.token_id:
        actions.touch_token(token_id=viewer.token_id)
