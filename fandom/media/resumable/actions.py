"""Writes of uploads on their way."""

from sqlalchemy import delete

from fandom.accounts.access import me_to_edit
from fandom.core import clock
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.media import queries as files
from fandom.media.resumable import metadata, queries, rules
from fandom.media.resumable.models import Transfer
from fandom.media.resumable.values import Way
from fandom.media.rules import clean_alt, room_for_one_more


def begin(*, owner: Viewer, length: int, said: str) -> Way:
    """The owner's row is locked, so that two at once are both counted."""
    rules.check_length(length)
    account = me_to_edit(owner)
    alt = clean_alt(account.id, metadata.read(said).get("alt", ""))
    room_for_one_more(files.unheld_count(account.id, "clip"), "clip")
    rules.room_for(length, *queries.on_their_way(account.id))
    now = clock.now()
    row = Transfer(id=new_id(), owner_id=account.id, length=length, said=said, alt=alt)
    row.created_at, row.expires_at = now, now + rules.KEPT_FOR
    db.session.add(row)
    db.session.flush()
    return Way(row.id, length, said, alt, None, row.expires_at)


def end(*, transfer: Transfer) -> None:
    """What it has become already stays."""
    db.session.delete(transfer)
    db.session.flush()


def forget_old() -> list[str]:
    """Ids of those that are over; safe to run at once in several places."""
    over = delete(Transfer).where(Transfer.expires_at < clock.now()).returning(Transfer.id)
    return list(db.session.scalars(over))


def forget_of(account_id: str) -> list[str]:
    mine = delete(Transfer).where(Transfer.owner_id == account_id).returning(Transfer.id)
    return list(db.session.scalars(mine))
