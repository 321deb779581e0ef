"""Horizons as PostgreSQL compares them with a `reveal_key`: ranges of keys.

What everybody has reached is kept in the rows of shows, written in the transaction that changes it and again every few
minutes: as time goes by it only grows, so that what is kept is never more than is open.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, cast, func, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY, INT8MULTIRANGE, TEXT

from fandom.core import clock
from fandom.core.horizon import Horizon
from fandom.core.viewer import SYSTEM, Viewer
from fandom.infra.db import db
from fandom.shows import queries
from fandom.shows.models import Progress, Show
from fandom.shows.public import read

NOTHING = "{}"
EVERYTHING = "{[0,)}"


def multirange(horizon: Horizon) -> str:
    """Both ends belong to a range; one without an end reaches everything."""
    return "{" + ",".join(f"[{low},{high}]" if high is not None else f"[{low},)" for low, high in horizon.keys) + "}"


def said(viewer: Viewer) -> dict[str, str]:
    """By show, where this fan has said how far they are; everywhere else they stand where everybody does."""
    if viewer.account_id is None:
        return {}
    spoken = db.session.scalars(select(Progress.show_id).where(Progress.account_id == viewer.account_id)).all()
    return {show_id: multirange(horizon) for show_id, horizon in queries.horizons(viewer, spoken).items()}


SAID = (
    func.unnest(
        cast(bindparam("said_shows", type_=TEXT), ARRAY(TEXT)),
        cast(cast(bindparam("said_reached", type_=TEXT), ARRAY(TEXT)), ARRAY(INT8MULTIRANGE)),
    )
    .table_valued("show_id", "reached")
    .render_derived(name="said")
)


def saying(viewer: Viewer) -> dict[str, str]:
    """The values for a statement that joins `SAID`."""
    found = said(viewer)
    quoted = (f'"{reached}"' for reached in found.values())
    return {"said_shows": f"{{{','.join(found)}}}", "said_reached": f"{{{','.join(quoted)}}}"}


def opened(
    viewer: Viewer, shows: FromClause, key: ColumnElement[int], author_id: ColumnElement[str]
) -> ColumnElement[bool]:
    """Open to this viewer. For a statement that joins `shows` and, outer, `SAID` on the show's id."""
    if viewer is SYSTEM:
        return key.is_(None) | key.is_not(None)
    reached = func.coalesce(SAID.c.reached, shows.c.public_reached)
    return or_(_within(reached, key), author_id == bindparam("me", type_=TEXT))


def open_to_all(shows: FromClause, key: ColumnElement[int]) -> ColumnElement[bool]:
    """For a statement that joins `shows`."""
    return _within(shows.c.public_reached, key)


def placed_within(horizon: Horizon, key: ColumnElement[int]) -> ColumnElement[bool]:
    """Of what reveals something: whether this horizon reaches it. False of what reveals nothing."""
    reached: Any = bindparam("reached", value=multirange(horizon), type_=TEXT, unique=True)
    # By itself, so that it is read once for a statement and not for each of a hundred thousand rows.
    once = select(cast(reached, INT8MULTIRANGE)).scalar_subquery()
    return and_(key.is_not(None), once.op("@>")(key))


def _within(reached: ColumnElement[Any], key: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(key.is_(None), reached.op("@>")(key))


def refresh(show_ids: Iterable[str]) -> None:
    """Of these shows, in the transaction that changes what everybody has reached."""
    db.session.flush()
    for show_id, horizon in read(set(show_ids), clock.now().date()).items():
        kept = update(Show).where(Show.id == show_id).values(public_reached=cast(multirange(horizon), INT8MULTIRANGE))
        db.session.execute(kept, execution_options={"synchronize_session": False})


def refresh_old() -> None:
    """Of all shows, where time has opened more."""
    asked = select(Show.id, cast(Show.public_reached, TEXT)).order_by(Show.id)
    kept = {row[0]: row[1] for row in db.session.execute(asked)}
    now = read(set(kept), clock.now().date())
    refresh(show_id for show_id, horizon in now.items() if kept[show_id] != _normal(horizon))


def _normal(horizon: Horizon) -> str:
    """As PostgreSQL writes it: without the upper end, neighbours joined."""
    written = [f"[{low},{high + 1})" if high is not None else f"[{low},)" for low, high in horizon.keys]
    return "{" + ",".join(written) + "}"
