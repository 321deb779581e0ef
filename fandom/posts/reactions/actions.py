"""Adding and taking back a reaction: the row and its count in one transaction, each change at most once."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any
from typing import cast as cast_type

from sqlalchemy import ARRAY, Integer, Table, Text, bindparam, case, cast, delete, func, literal, update
from sqlalchemy.dialects.postgresql import JSONB, array, insert

from fandom.core import clock
from fandom.core.errors import Invalid, NotFound
from fandom.core.text import emoji as one_emoji
from fandom.core.viewer import Viewer
from fandom.infra.db import Model, db, record
from fandom.posts import queries
from fandom.posts.events import ReactionsChanged
from fandom.posts.models import Moment, Reaction
from fandom.posts.values import Counts, Open, Sealed


def table_of(model: type[Model]) -> Table:
    """For plain statements, which cost less than those of the ORM."""
    return cast_type("Table", model.__table__)


UNKNOWN = {"emoji": ["This is not one of the reactions of this show."]}
_moments, _reactions = table_of(Moment), table_of(Reaction)
_EMOJI, _BY = bindparam("emoji", type_=Text), bindparam("by", type_=Integer)
_LEFT = func.coalesce(cast(_moments.c.reactions[_EMOJI].astext, Integer), literal(0)) + _BY
_COUNT = (
    update(_moments)
    .where(_moments.c.id == bindparam("moment"), _moments.c.state != "deleted")
    .values(
        reactions=case(
            (_LEFT > 0, func.jsonb_set(_moments.c.reactions, cast(array([_EMOJI]), ARRAY(Text)), func.to_jsonb(_LEFT))),
            else_=_moments.c.reactions.op("-", return_type=JSONB())(_EMOJI),
        ),
        reaction_count=_moments.c.reaction_count + _BY,
    )
    .returning(_moments.c.reactions, _moments.c.reaction_count)
)
_ADD = insert(_reactions).on_conflict_do_nothing().returning(_reactions.c.emoji)
_TAKE = (
    delete(_reactions)
    .where(
        _reactions.c.moment_id == bindparam("moment"),
        _reactions.c.account_id == bindparam("account"),
        _reactions.c.emoji == bindparam("which"),
    )
    .returning(_reactions.c.emoji)
)


def react(*, viewer: Viewer, moment: Open, emoji: str) -> Counts:
    """Again is the same as once. The emoji is one of the show's palette."""
    chosen = one_emoji(emoji)
    if chosen is None or chosen not in queries.palette(moment.show.id):
        raise Invalid(errors=UNKNOWN)
    mine = tuple(dict.fromkeys([*moment.my_reactions, chosen]))
    row = {"moment_id": moment.id, "account_id": viewer.account_id, "emoji": chosen, "at": clock.now()}
    if not db.session.execute(_ADD, row).all():
        return Counts(moment.reactions, moment.reaction_count, mine)
    return _counted(viewer, moment, mine, {"emoji": chosen, "by": 1})


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
        _count(moment, {"emoji": emoji, "by": more})
    record(ReactionsChanged(moment.id, moment.show.id, pairs[0][0]))


def take_back(*, viewer: Viewer, moment: Open | Sealed, emoji: str) -> Counts:
    """Also one that is no longer in the palette; what is not there stays away. A sealed moment tells only the sum."""
    which = one_emoji(emoji)
    seen = moment.reactions if isinstance(moment, Open) else {}
    mine = tuple(each for each in moment.my_reactions if each != which) if isinstance(moment, Open) else ()
    named = {"moment": moment.id, "account": viewer.account_id, "which": which}
    if not db.session.execute(_TAKE, named).all():
        return Counts(seen, moment.reaction_count, mine)
    return _counted(viewer, moment, mine, {"emoji": which, "by": -1})


def _counted(viewer: Viewer, moment: Open | Sealed, mine: tuple[str, ...], change: Mapping[str, Any]) -> Counts:
    record(ReactionsChanged(moment.id, moment.show.id, str(viewer.account_id)))
    reactions, count = _count(moment, change)
    return Counts(reactions if isinstance(moment, Open) else {}, count, mine)


def _count(moment: Open | Sealed, change: Mapping[str, Any]) -> tuple[dict[str, int], int]:
    """Locks the moment until the commit, so it comes last. NotFound, which undoes the row, when it has been deleted."""
    found = db.session.execute(_COUNT, {"moment": moment.id, **change}).one_or_none()
    if found is None:
        raise NotFound
    return found.reactions, found.reaction_count
