"""Writes: an export is asked for, made, forgotten; an account is deleted and erased part by part."""

from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fandom.accounts.access import not_the_last_admin
from fandom.accounts.endings import end_all
from fandom.accounts.events import AccountChanged
from fandom.accounts.models import Account
from fandom.accounts.personal import handles
from fandom.accounts.personal.events import AccountDeleted, ErasureDue, ExportAsked, ExportForgotten, ExportSettled
from fandom.accounts.personal.models import Erasure, Export
from fandom.core import clock, personal
from fandom.core.errors import Conflict
from fandom.core.ids import new_id
from fandom.infra.audit import audit
from fandom.infra.db import db, record
from fandom.infra.mail_backends import forget_kept

KEPT_FOR = timedelta(days=7)
# Long after the last try of its worker.
STUCK_AFTER = timedelta(hours=6)
AGAIN_AFTER = timedelta(minutes=10)


def ask_export(*, account_id: str) -> str:
    """Its id. One at a time."""
    now = clock.now()
    row = {"id": new_id(), "account_id": account_id, "state": "making"}
    made = insert(Export).values(**row, created_at=now, expires_at=now + KEPT_FOR).on_conflict_do_nothing()
    export_id: str | None = db.session.scalar(made.returning(Export.id))
    if export_id is None:
        raise Conflict("One is being made already.", code="export-running")
    audit(account_id, "account.export", ("account", account_id))
    record(ExportAsked(export_id, account_id))
    return export_id


def settle_export(*, export_id: str, size: int | None) -> None:
    """With its size it is ready, and takes the place of those before it; without, it has failed."""
    row = db.session.get(Export, export_id, with_for_update=True, populate_existing=True)
    if row is None or row.state != "making":
        return
    row.state, row.size, row.expires_at = "ready" if size is not None else "failed", size, clock.now() + KEPT_FOR
    db.session.flush()
    _forget(Export.account_id == row.account_id, Export.id != export_id, Export.state != "making")
    record(ExportSettled(row.id, row.account_id))


def forget_exports(*, account_id: str) -> None:
    _forget(Export.account_id == account_id)


def tidy() -> None:
    """From time to time: what has expired goes, what is stuck has failed, what was erased is looked through again."""
    now = clock.now()
    _forget(Export.expires_at < now)
    stuck = select(Export.id).where(Export.state == "making", Export.created_at < now - STUCK_AFTER)
    for export_id in db.session.scalars(stuck).all():
        settle_export(export_id=export_id, size=None)
    again = update(Erasure).where(Erasure.again_at.is_(None), Erasure.ended_at < now - AGAIN_AFTER)
    for account_id in db.session.scalars(again.values(again_at=now).returning(Erasure.account_id)).all():
        _begin(account_id)


def delete_account(*, account: Account) -> None:
    """Its name and words are gone at once, and every session ends; all else is erased by workers, part by part.

    Not the last administrator's: Conflict.
    """
    not_the_last_admin(account)
    end_all(account=account, reason="deleted")
    handles.retire(account.handle)
    forget_kept(account.email or "")
    # Outside of what a handle may be, so that it is nobody's.
    account.handle, account.display_name, account.about = f"~{account.id}", "—", ""
    account.email = account.email_verified_at = account.password_hash = account.language = account.avatar_id = None
    account.is_admin = account.moderates_all = account.shows_reactions = False
    account.state, account.version = "deleted", account.version + 1
    db.session.add(Erasure(account_id=account.id, asked_at=clock.now()))
    db.session.flush()
    audit(account.id, "account.delete", ("account", account.id))
    record(AccountChanged(account.id))
    record(AccountDeleted(account.id))
    _begin(account.id)


def erase_step(*, account_id: str, part: str) -> None:
    """One step of this part; the next is due in the same transaction, so that nothing is left out by a kill."""
    if personal.erase(part, account_id):
        record(ErasureDue(account_id, part))
        return
    following = _after(part)
    if following:
        record(ErasureDue(account_id, following))
        return
    done = update(Erasure).where(Erasure.account_id == account_id, Erasure.ended_at.is_(None))
    if db.session.scalar(done.values(ended_at=clock.now()).returning(Erasure.account_id)):
        audit(None, "account.erased", ("account", account_id))


def _begin(account_id: str) -> None:
    record(ErasureDue(account_id, personal.erasing()[0]))


def _after(part: str) -> str | None:
    names = personal.erasing()
    place = names.index(part) + 1 if part in names else len(names)
    return names[place] if place < len(names) else None


def _forget(*which: object) -> None:
    for export_id in db.session.scalars(delete(Export).where(*which).returning(Export.id)).all():  # type: ignore[arg-type]
        record(ExportForgotten(export_id))
