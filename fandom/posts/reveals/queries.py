"""Which moments somebody wanted to be shown: what lists ask in SQL, and ids for who keeps them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    bindparam,
    case,
    cast,
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
# Written out: in prepared SQL every bound value has a name.
ZERO: ColumnElement[int] = literal_column("0", BigInteger)


def revealed(moment_id: ColumnElement[str], viewer: Viewer) -> ColumnElement[bool]:
    """Whether this viewer wanted to see this moment anyway, when it lay no nearer than now. Says nothing of whether it
    is there for them.

    A statement that is kept takes `revealed_to(moment_id)` and `revealing(viewer)` as values instead.
    """
    if viewer.account_id is not None:
        return revealed_by(literal(viewer.account_id), moment_id)
    return _carried(moment_id, literal(_array(viewer.revealed), TEXT)) if viewer.revealed else false()


def revealed_to(moment_id: ColumnElement[str]) -> ColumnElement[bool]:
    """As `revealed`, for whomever the values `me` and `revealed` name."""
    mine = revealed_by(bindparam("me", type_=TEXT), moment_id)
    return or_(mine, _carried(moment_id, bindparam("revealed", type_=TEXT)))


def revealed_by(account_id: ColumnElement[str], moment_id: ColumnElement[str]) -> ColumnElement[bool]:
    """By a fan, on whatever way they come. What has moved further on since asks again."""
    there = Moment.__table__.alias()
    lies = func.coalesce(there.c.reveal_key, ZERO)
    wanted = Reveal.__table__.join(there, and_(there.c.id == r.moment_id, lies <= r.key))
    asked = select(r.moment_id).select_from(wanted).where(r.moment_id == moment_id, r.account_id == account_id)
    return asked.correlate_except(there, Reveal.__table__).exists()


def _carried(moment_id: ColumnElement[str], marks: ColumnElement[str]) -> ColumnElement[bool]:
    """In a visitor's cookie, as `mark` writes it."""
    there = Moment.__table__.alias()
    key = cast(func.coalesce(there.c.reveal_key, ZERO), TEXT)
    mine = there.c.id.concat(literal_column("'.'", TEXT)).concat(key)
    asked = select(there.c.id).where(there.c.id == moment_id, mine == func.any(cast(marks, ARRAY(TEXT))))
    return and_(marks != literal_column("'{}'", TEXT), asked.correlate_except(there).exists())


def revealing(viewer: Viewer) -> dict[str, Any]:
    """What `revealed_to` asks of a viewer."""
    return {"me": viewer.account_id or "", "revealed": "{}" if viewer.signed_in else _array(viewer.revealed)}


def revealed_in(viewer: Viewer, show_ids: Iterable[str]) -> Mapping[str, int]:
    """Moments of these shows, each with the key up to which it was wanted; of visitors, whatever their cookie has."""
    if viewer.account_id is None:
        return dict(map(_read, viewer.revealed))
    here = and_(m.id == r.moment_id, m.show_id.in_(list(show_ids)))
    asked = select(r.moment_id, r.key).join_from(Reveal.__table__, Moment.__table__, here)
    mine = asked.where(r.account_id == viewer.account_id).order_by(r.at.desc()).limit(KEPT)
    return {row.moment_id: row.key for row in db.session.execute(mine)}


def key_of(moment_id: str) -> int:
    """Where it lies now; 0 for what spoils nothing."""
    return db.session.scalar(select(func.coalesce(m.reveal_key, 0)).where(m.id == moment_id)) or 0


def _read(mark: str) -> tuple[str, int]:
    moment_id, _, key = mark.partition(".")
    return moment_id, int(key) if key.isdecimal() else -1


def no_further(comment_key: ColumnElement[int], moment_key: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a comment reveals no more than its moment does, by their `reveal_key`: a special is its own line."""
    line = literal_column(str(LINE), BigInteger)
    of_special = moment_key.op("&")(literal_column(str(~MS), BigInteger))
    start = case((moment_key >= line, line), else_=of_special)
    return or_(comment_key.is_(None), and_(comment_key >= start, comment_key <= moment_key))


@lru_cache(maxsize=1024)
def _array(ids: frozenset[str]) -> str:
    return f"{{{','.join(sorted(ids))}}}"
