"""Who belongs to a fandom, and who moderates it. `member_count` moves in the same transaction as the rows it counts."""

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.errors import Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db, record
from fandom.shows.events import MemberJoined, MemberLeft, RoleChanged
from fandom.shows.models import Membership, Show

BY_ROWS = {"synchronize_session": False}


def join(*, viewer: Viewer, show_id: str) -> None:
    _become_member(show_id, _account(viewer))


def leave(*, viewer: Viewer, show_id: str) -> None:
    """A moderator who leaves is none any more. Progress stays: who only reads has a horizon, too."""
    account_id = _account(viewer)
    mine = (Membership.show_id == show_id, Membership.account_id == account_id)
    gone = delete(Membership).where(*mine).returning(Membership.role)
    role = db.session.scalar(gone, execution_options=BY_ROWS)
    if role is None:
        return
    _count(show_id, -1)
    record(MemberLeft(show_id, account_id))
    if role == "moderator":
        _say_role(viewer, show_id, account_id, "fan")


def grant_moderator(*, viewer: Viewer, show_id: str, account_id: str) -> None:
    """Makes a member of who is none yet."""
    _become_member(show_id, account_id)
    _set_role(viewer, show_id, account_id, "moderator")


def revoke_moderator(*, viewer: Viewer, show_id: str, account_id: str) -> None:
    _set_role(viewer, show_id, account_id, "fan")


def _become_member(show_id: str, account_id: str) -> None:
    row = {"show_id": show_id, "account_id": account_id, "role": "fan", "joined_at": clock.now()}
    made = insert(Membership).values(row).on_conflict_do_nothing().returning(Membership.account_id)
    if db.session.scalar(made) is not None:
        _count(show_id, 1)
        record(MemberJoined(show_id, account_id))


def _set_role(viewer: Viewer, show_id: str, account_id: str, role: str) -> None:
    theirs = (Membership.show_id == show_id, Membership.account_id == account_id, Membership.role != role)
    changed = update(Membership).where(*theirs).values(role=role).returning(Membership.account_id)
    if db.session.scalar(changed, execution_options=BY_ROWS) is not None:
        _say_role(viewer, show_id, account_id, role)


def _say_role(viewer: Viewer, show_id: str, account_id: str, role: str) -> None:
    audit(viewer.account_id, "show.role", ("account", account_id), show=show_id, role=role)
    record(RoleChanged(show_id, account_id))


def _count(show_id: str, change: int) -> None:
    more = update(Show).where(Show.id == show_id).values(member_count=Show.member_count + change)
    db.session.execute(more, execution_options=BY_ROWS)


def _account(viewer: Viewer) -> str:
    if viewer.account_id is None:
        raise Unauthenticated
    return viewer.account_id
