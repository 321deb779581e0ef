"""What a viewer has reached, as SQL: for lists where being listed would already tell something of what is sealed.

given = {"reach": reach(viewer, show_ids), "me": viewer.account_id or ""}
query = keys.where(reached(keys.selected_columns))
"""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT, array

from fandom.core.horizon import Horizon
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra.db import db
from fandom.posts.queries import listed
from fandom.shows.queries import horizons

# Written out: in prepared SQL every bound value has a name.
SPECIALS: ColumnElement[int] = literal_column("0", Integer)
_NUMBERS = ("season", "number", "ms")
_COLUMNS: tuple[Any, ...] = (
    *(column("show_id", Text), column("everything", Boolean), column("specials", JSONB)),
    *(column(name, Integer) for name in _NUMBERS),
)


def shows_with(tag: str) -> list[str]:
    """Shows of which something listed has this tag."""
    keys = listed(VISITOR)
    tagged = keys.selected_columns.tags.contains(cast(array([tag]), ARRAY(TEXT)))
    found = keys.where(tagged).subquery()
    return list(db.session.scalars(select(found.c.show_id).distinct()))


def reach(viewer: Viewer, show_ids: Iterable[str]) -> str:
    """The viewer's horizon in each of these shows, as `reached` takes it."""
    return orjson.dumps([_row(*each) for each in horizons(viewer, show_ids).items()]).decode()


def reached(key: Any) -> ColumnElement[bool]:
    """As `Horizon.reaches`, or one's own. A show that `reach` does not name is one where nothing is reached."""
    given = func.jsonb_to_recordset(cast(bindparam("reach", type_=Text), JSONB))
    here = given.table_valued(*_COLUMNS).render_derived(name="here", with_types=True).c
    line = tuple_(key.reveal_season, key.reveal_number, key.reveal_ms) <= tuple_(*(here[name] for name in _NUMBERS))
    special = key.reveal_ms <= cast(here.specials[cast(key.reveal_number, Text)].astext, Integer)
    opens = or_(here.everything, and_(key.reveal_season > SPECIALS, line), and_(key.reveal_season == SPECIALS, special))
    opened = select(here.show_id).where(here.show_id == key.show_id, opens).exists()
    return or_(key.reveal_season.is_(None), key.author_id == bindparam("me", type_=Text), opened)


def _row(show_id: str, horizon: Horizon) -> dict[str, Any]:
    upto = horizon.upto
    return {
        "show_id": show_id,
        "everything": horizon.everything,
        "specials": {str(number): ms for number, ms in horizon.specials.items()},
        **{name: upto and getattr(upto, name) for name in _NUMBERS},
    }
