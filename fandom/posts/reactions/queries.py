"""Whose reactions there are."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select

from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.posts.reactions.tally import Tally, table_of


def mine(tally: Tally, viewer: Viewer, ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The viewer's, by what they are to, in the order they were made."""
    wanted = list(ids)
    if not viewer.signed_in or not wanted:
        return {}
    r = table_of(tally.rows).c
    query = select(tally.on.label("on"), r.emoji).where(r.account_id == viewer.account_id, tally.on.in_(wanted))
    found: dict[str, tuple[str, ...]] = {}
    for row in db.session.execute(query.order_by(r.at, r.emoji)):
        found[row.on] = (*found.get(row.on, ()), row.emoji)
    return found


def recount(tally: Tally, thing_id: str) -> dict[str, int]:
    """Counted one by one: what the stored counts must equal."""
    emoji = table_of(tally.rows).c.emoji
    query = select(emoji, func.count().label("many")).where(tally.on == thing_id).group_by(emoji)
    return {row.emoji: row.many for row in db.session.execute(query)}
