"""Adding and taking back a reaction: the row and its count in one transaction, each change at most once."""

from collections import Counter
from collections.abc import Collection, Mapping

from sqlalchemy import ARRAY, ColumnElement, Integer, Text, bindparam, case, cast, delete, func, literal, update
from sqlalchemy.dialects.postgresql import JSONB, array, insert

from fandom.core import clock
from fandom.core.errors import Invalid, NotFound
from fandom.core.text import emoji as one_emoji
from fandom.core.viewer import Viewer
from fandom.infra.db import db, record
from fandom.posts import queries
from fandom.posts.events import ReactionsChanged
from fandom.posts.models import Moment, Reaction
from fandom.posts.values import Open, Sealed

UNKNOWN = {"emoji": ["This is not one of the reactions of this show."]}
_EMOJI = bindparam("emoji", type_=Text)
_SO_FAR = func.coalesce(cast(Moment.reactions[_EMOJI].astext, Integer), literal(0))


def react(*, viewer: Viewer, moment: Open, emoji: str) -> None:
    """Again is the same as once. The emoji is one of the show's palette."""
    chosen = one_emoji(emoji)
    if chosen is None or chosen not in queries.palette(moment.show.id):
        raise Invalid(errors=UNKNOWN)
    row = {"moment_id": moment.id, "account_id": viewer.account_id, "emoji": chosen, "at": clock.now()}
    added = insert(Reaction).values(row).on_conflict_do_nothing().returning(Reaction.emoji)
    if db.session.execute(added).all():
        _count(moment, chosen, _SO_FAR + 1, 1)
        record(ReactionsChanged(moment.id, moment.show.id, str(viewer.account_id)))


def react_together(*, moment: Open, chosen: Mapping[str, Collection[str]]) -> None:
    """Reactions of many fans at once, as when an old story is brought in: ids of accounts by emoji."""
    if not set(chosen) <= set(queries.palette(moment.show.id)):
        raise Invalid(errors=UNKNOWN)
    pairs = [(fan, emoji) for emoji, fans in chosen.items() for fan in fans]
    rows = [{"moment_id": moment.id, "account_id": fan, "emoji": emoji, "at": clock.now()} for fan, emoji in pairs]
    if not rows:
        return
    added = insert(Reaction).values(rows).on_conflict_do_nothing().returning(Reaction.emoji)
    for emoji, more in Counter(db.session.scalars(added)).items():
        _count(moment, emoji, _SO_FAR + more, more)
    record(ReactionsChanged(moment.id, moment.show.id, pairs[0][0]))


def take_back(*, viewer: Viewer, moment: Open | Sealed, emoji: str) -> None:
    """Also one that is no longer in the palette; what is not there stays away."""
    mine = (Reaction.moment_id == moment.id, Reaction.account_id == viewer.account_id)
    gone = delete(Reaction).where(*mine, Reaction.emoji == one_emoji(emoji)).returning(Reaction.emoji)
    for row in db.session.execute(gone).all():
        _count(moment, row.emoji, _SO_FAR - 1, -1)
        record(ReactionsChanged(moment.id, moment.show.id, str(viewer.account_id)))


def _count(moment: Open | Sealed, emoji: str, left: ColumnElement[int], by: int) -> None:
    """Raises NotFound, and so undoes the row, when the moment has been deleted meanwhile."""
    path = cast(array([_EMOJI]), ARRAY(Text))
    counted = case(
        (left > 0, func.jsonb_set(Moment.reactions, path, func.to_jsonb(left))),
        else_=Moment.reactions.op("-", return_type=JSONB())(_EMOJI),
    )
    query = (
        update(Moment)
        .where(Moment.id == moment.id, Moment.state != "deleted")
        .values(reactions=counted, reaction_count=Moment.reaction_count + by)
        .returning(Moment.id)
    )
    if not db.session.execute(query, {"emoji": emoji}).all():
        raise NotFound
