"""Adding and taking back a reaction: the row and its count in one transaction, each change at most once."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.errors import Invalid, NotFound
from fandom.core.text import emoji as one_emoji
from fandom.core.viewer import Viewer
from fandom.infra.db import db, record
from fandom.posts import queries
from fandom.posts.events import CommentReactionsChanged, MilestoneReached, ReactionsChanged
from fandom.posts.reactions.milestones import is_milestone
from fandom.posts.reactions.tally import COMMENTS, MOMENTS, Tally
from fandom.posts.values import Counts, Open, OpenComment, Sealed, SealedComment

UNKNOWN = {"emoji": ["This is not one of the reactions of this show."]}
Seen = Open | Sealed | OpenComment | SealedComment


def react(*, viewer: Viewer, on: Open | OpenComment, emoji: str) -> Counts:
    """Again is the same as once. The emoji is one of the show's palette."""
    tally, chosen = _tally(on), one_emoji(emoji)
    if chosen is None or chosen not in queries.palette(_show_id(on)):
        raise Invalid(errors=UNKNOWN)
    mine = tuple(dict.fromkeys([*on.my_reactions, chosen]))
    row = {tally.column: on.id, "account_id": viewer.account_id, "emoji": chosen, "at": clock.now()}
    if not db.session.execute(tally.add, row).all():
        return Counts(on.reactions, on.reaction_count, mine)
    return _counted(viewer, on, mine, {"emoji": chosen, "by": 1})


def react_together(*, on: Open | OpenComment, chosen: Mapping[str, Collection[str]]) -> None:
    """Reactions of many fans at once, as when an old story is brought in: ids of accounts by emoji."""
    tally = _tally(on)
    if not set(chosen) <= set(queries.palette(_show_id(on))):
        raise Invalid(errors=UNKNOWN)
    pairs = [(fan, emoji) for emoji, fans in chosen.items() for fan in fans]
    rows = [{tally.column: on.id, "account_id": fan, "emoji": emoji, "at": clock.now()} for fan, emoji in pairs]
    if not rows:
        return
    added = insert(tally.rows).values(rows).on_conflict_do_nothing().returning(tally.on.table.c.emoji)
    for emoji, more in Counter(db.session.scalars(added)).items():
        _count(on, {"emoji": emoji, "by": more})
    record(_changed(on, pairs[0][0]))


def take_back(*, viewer: Viewer, on: Seen, emoji: str) -> Counts:
    """Also one that is no longer in the palette; what is not there stays away. What is sealed tells only the sum."""
    which = one_emoji(emoji)
    seen = on.reactions if isinstance(on, Open | OpenComment) else {}
    mine = tuple(each for each in on.my_reactions if each != which) if isinstance(on, Open | OpenComment) else ()
    named = {"on": on.id, "account": viewer.account_id, "which": which}
    if not db.session.execute(_tally(on).take, named).all():
        return Counts(seen, on.reaction_count, mine)
    return _counted(viewer, on, mine, {"emoji": which, "by": -1})


def _counted(viewer: Viewer, on: Seen, mine: tuple[str, ...], change: Mapping[str, Any]) -> Counts:
    record(_changed(on, str(viewer.account_id)))
    reactions, count = _count(on, change)
    if isinstance(on, Open) and change["by"] > 0 and is_milestone(count):
        record(MilestoneReached(on.id, on.show.id, count))
    return Counts({} if on.sealed else reactions, count, mine)


def _changed(on: Seen, account_id: str) -> ReactionsChanged | CommentReactionsChanged:
    if isinstance(on, Open | Sealed):
        return ReactionsChanged(on.id, on.show.id, account_id)
    return CommentReactionsChanged(on.id, on.moment_id, on.show_id, account_id)


def _count(on: Seen, change: Mapping[str, Any]) -> tuple[dict[str, int], int]:
    """Locks it until the commit, so it comes last. NotFound, which undoes the row, when it has been deleted."""
    found = db.session.execute(_tally(on).count, {"on": on.id, **change}).one_or_none()
    if found is None:
        raise NotFound
    return found.reactions, found.reaction_count


def _tally(on: Seen) -> Tally:
    return MOMENTS if isinstance(on, Open | Sealed) else COMMENTS


def _show_id(on: Open | OpenComment) -> str:
    return on.show.id if isinstance(on, Open) else on.show_id
