"""What a move of the horizon opens is kept, and what has been read is let go."""

from sqlalchemy import delete, insert

from fandom.core.moves import Move
from fandom.core.viewer import Viewer
from fandom.feed.catch_up import queries
from fandom.feed.catch_up.models import WaitingStretch
from fandom.feed.catch_up.stretches import Range, Spot, Stretches, below, few, opened, ranges, read, waiting
from fandom.infra.db import db
from fandom.shows.queries import horizon, said_by, said_for_update


def keep_opened(*, move: Move) -> None:
    """In the transaction of the move, which holds the row of the fan's progress."""
    fresh = opened(move.before, move.after)
    newest = queries.newest(move.show_id) if fresh else None
    if newest is None:
        return
    known = queries.stretches(move.account_id, move.show_id)
    for each in fresh:
        known_newest = _newest_in(move.show_id, known, each, newest)
        known = _keep(move.account_id, move.show_id, known, waiting(known, [each], known_newest))


def mark_read(*, viewer: Viewer, show_id: str, upto: Spot | None) -> None:
    """What waits up to this spot, or all of it; what is closed again meanwhile goes on waiting."""
    account_id = str(viewer.account_id)
    if show_id not in said_by(account_id, [show_id]):
        return
    said_for_update(account_id, show_id)
    known = queries.stretches(account_id, show_id)
    _keep(account_id, show_id, known, read(known, ranges(horizon(viewer, show_id)), upto))


def _newest_in(show_id: str, known: Stretches, fresh: Range, newest: str) -> str:
    """As of the stretch below where that comes to the same, so that an evening's watching makes one, not hundreds."""
    near = below(known, fresh.low)
    if near is None or near.newest >= newest or queries.anything_after(show_id, fresh, near.newest):
        return newest
    return near.newest


def _keep(account_id: str, show_id: str, old: Stretches, new: Stretches) -> Stretches:
    whose, new = {"account_id": account_id, "show_id": show_id}, few(new)
    gone, made = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    if gone:
        theirs = (WaitingStretch.account_id == account_id, WaitingStretch.show_id == show_id)
        rows = delete(WaitingStretch).where(*theirs, WaitingStretch.low.in_([each.low for each in gone]))
        db.session.execute(rows, execution_options={"synchronize_session": False})
    if made:
        values = [{**whose, "low": m.low, "high": m.high, "read_to": m.read_to, "newest": m.newest} for m in made]
        db.session.execute(insert(WaitingStretch).values(values))
    return new
