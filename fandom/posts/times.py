"""The moments of an episode by their time in it, for who may know that time: those that are open to a viewer."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, not_, or_, select

from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.posts.models import Moment
from fandom.posts.queries import listed
from fandom.posts.reveals.queries import revealed, revealed_in
from fandom.shows.queries import horizon
from fandom.shows.reached import placed_within

m = Moment.__table__.c


def timed(viewer: Viewer, show_id: str, episode: tuple[int, int]) -> Select[Any]:
    """Rows of (id, start_ms): open to this viewer, and said to be at a time."""
    found = _listed(viewer, show_id, episode).where(m.start_ms.is_not(None), _open(viewer, show_id, m))
    return found.with_only_columns(m.id, m.start_ms)


def counted(
    viewer: Viewer, show_id: str, episode: tuple[int, int], most: int, *, last: bool = False
) -> tuple[int, int, int]:
    """Of so many of this episode, those of its first minutes or of its last: how many are open and at a time, how many
    sealed, and how many there were to look at.
    """
    order = (m.start_ms.desc(), m.id.desc()) if last else (m.start_ms, m.id)
    some = _listed(viewer, show_id, episode).with_only_columns(m.id, m.author_id, m.start_ms, m.reveal_key)
    key = some.order_by(*order).limit(most).subquery().c
    opened = _open(viewer, show_id, key)
    both = (func.count().filter(opened, key.start_ms.is_not(None)), func.count().filter(not_(opened)))
    so_far, ahead, looked = db.session.execute(select(*both, func.count(key.id))).one()
    return so_far, ahead, looked


def _listed(viewer: Viewer, show_id: str, episode: tuple[int, int]) -> Select[Any]:
    season, number = episode
    return listed(viewer).where(m.show_id == show_id, m.season == season, m.number == number)


def _open(viewer: Viewer, show_id: str, key: Any) -> ColumnElement[bool]:
    """As `Sight` decides it, row by row."""
    own = key.author_id == (viewer.account_id or "")
    within = placed_within(horizon(viewer, show_id), key.reveal_key)
    return or_(key.reveal_key.is_(None), own, within, key.id.in_(_wanted(viewer, show_id)))


def _wanted(viewer: Viewer, show_id: str) -> list[str]:
    """What they asked to be shown anyway: looked up once, not for each of a hundred thousand rows."""
    marked = list(revealed_in(viewer, [show_id]))
    asked = select(m.id).where(m.id.in_(marked), revealed(m.id, viewer))
    return list(db.session.scalars(asked)) if marked else []
