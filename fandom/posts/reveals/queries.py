"""Which moments somebody wanted to be shown: what lists ask in SQL, and ids for who keeps them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.core.horizon import Position
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.posts.models import Moment, Reveal

# Of a show, the latest; who has revealed more gets the others sealed where they are kept in memory.
KEPT = 1000
# Position.key: where the line of numbered episodes begins, and the bits that say how far into one.
LINE = Position(1, 0, 0).key
MS = Position(0, 1, 0).key - 1

m = Moment.__table__.c
r = Reveal.__table__.c


def revealed(moment_id: ColumnElement[str], viewer: Viewer) -> ColumnElement[bool]:
    """Whether this viewer wanted to see this moment anyway. Says nothing of whether it is there for them.

    A statement that is kept takes `revealed_to(moment_id)` and `revealing(viewer)` as values instead.
    """
    if viewer.account_id is not None:
        return revealed_by(literal(viewer.account_id), moment_id)
    return moment_id.in_(sorted(viewer.revealed)) if viewer.revealed else false()


def revealed_to(moment_id: ColumnElement[str]) -> ColumnElement[bool]:
    """As `revealed`, for whomever the values `me` and `revealed` name."""
    mine = revealed_by(bindparam("me", type_=TEXT), moment_id)
    return or_(mine, moment_id == func.any(bindparam("revealed", type_=ARRAY(TEXT))))


def revealed_by(account_id: ColumnElement[str], moment_id: ColumnElement[str]) -> ColumnElement[bool]:
    """By a fan, on whatever way they come."""
    return exists().where(r.moment_id == moment_id, r.account_id == account_id)


def revealing(viewer: Viewer) -> dict[str, Any]:
    """What `revealed_to` asks of a viewer."""
    return {"me": viewer.account_id or "", "revealed": "{}" if viewer.signed_in else _array(viewer.revealed)}


def revealed_in(viewer: Viewer, show_ids: Iterable[str]) -> frozenset[str]:
    """Ids of moments of these shows; of visitors, whatever their cookie has."""
    if viewer.account_id is None:
        return viewer.revealed
    here = and_(m.id == r.moment_id, m.show_id.in_(list(show_ids)))
    asked = select(r.moment_id).join_from(Reveal.__table__, Moment.__table__, here)
    mine = asked.where(r.account_id == viewer.account_id).order_by(r.at.desc()).limit(KEPT)
    return frozenset(db.session.scalars(mine))


def no_further(comment_key: ColumnElement[int], moment_key: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a comment reveals no more than its moment does, by their `reveal_key`: a special is its own line."""
    line = literal_column(str(LINE), BigInteger)
    of_special = moment_key.op("&")(literal_column(str(~MS), BigInteger))
    start = case((moment_key >= line, line), else_=of_special)
    return or_(comment_key.is_(None), and_(comment_key >= start, comment_key <= moment_key))


@lru_cache(maxsize=1024)
def _array(ids: frozenset[str]) -> str:
    return f"{{{','.join(sorted(ids))}}}"
