"""Making digests due: by the scheduler, for each account once a week."""

from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from fandom.accounts.models import Account
from fandom.core import clock
from fandom.infra.db import db, record
from fandom.notifications.digest.weeks import slot_of
from fandom.notifications.events import DigestDue
from fandom.notifications.models import Digest, NotificationSettings

AT_ONCE = 500


def make_due() -> int:
    """How many; fewer than `AT_ONCE` means that nobody is left. Of two schedulers each account's is made by one."""
    now = clock.now()
    slot, had = slot_of(now), aliased(Digest)
    gone = select(had.account_id).where(had.account_id == Account.id, had.slot == slot).exists()
    asked = (
        select(Account.id, literal(slot), literal(now))
        .join(NotificationSettings, NotificationSettings.account_id == Account.id)
        .where(NotificationSettings.digest, Account.state == "active", Account.email_verified_at.is_not(None), ~gone)
        .limit(AT_ONCE)
    )
    made = insert(Digest).from_select(["account_id", "slot", "at"], asked).on_conflict_do_nothing()
    accounts = db.session.scalars(made.returning(Digest.account_id)).all()
    for account_id in accounts:
        record(DigestDue(account_id, slot))
    return len(accounts)


def begin_with_next(*, account_id: str) -> None:
    """The week that is running is not told to who has just asked."""
    row = {"account_id": account_id, "slot": slot_of(clock.now()), "at": clock.now()}
    db.session.execute(insert(Digest).values(row).on_conflict_do_nothing())
