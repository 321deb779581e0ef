"""Showing a moment to a fan anyway, and sealing it again; each again is the same as once. No count changes by it."""

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.errors import Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra.db import db, record
from fandom.posts.models import Reveal
from fandom.posts.reveals import queries
from fandom.posts.reveals.events import MomentRevealed, MomentUnrevealed
from fandom.posts.values import Open, Sealed


def reveal_moment(*, viewer: Viewer, moment: Open | Sealed) -> None:
    """As far on as it lies now: should it move further on it asks again, since more may be said below it then."""
    account_id = _account_of(viewer)
    row = {"account_id": account_id, "moment_id": moment.id, "key": queries.key_of(moment.id), "at": clock.now()}
    wanted = insert(Reveal).values(row)
    further = wanted.on_conflict_do_update(
        index_elements=["account_id", "moment_id"],
        set_={"key": wanted.excluded.key, "at": wanted.excluded.at},
        where=Reveal.key < wanted.excluded.key,
    )
    if db.session.scalars(further.returning(Reveal.moment_id)).all():
        record(MomentRevealed(moment.id, moment.show.id, account_id))


def unreveal_moment(*, viewer: Viewer, moment: Open | Sealed) -> None:
    account_id = _account_of(viewer)
    mine = (Reveal.account_id == account_id, Reveal.moment_id == moment.id)
    if db.session.scalars(delete(Reveal).where(*mine).returning(Reveal.moment_id)).all():
        record(MomentUnrevealed(moment.id, moment.show.id, account_id))


def _account_of(viewer: Viewer) -> str:
    if viewer.account_id is None:
        raise Unauthenticated
    return viewer.account_id
