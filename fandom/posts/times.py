"""The moments of an episode by their time in it, for who may know that time: those that are open to a viewer."""

from typing import Any

from sqlalchemy import ColumnElement, Select, not_, or_, select

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
    found = _listed(viewer, show_id, episode).where(m.start_ms.is_not(None), _open(viewer, show_id))
    return found.with_only_columns(m.id, m.start_ms)


def sealed(viewer: Viewer, show_id: str, episode: tuple[int, int]) -> Select[Any]:
    """Rows of (id,): of this episode and sealed for this viewer, whether they are at a time or not."""
    return _listed(viewer, show_id, episode).where(not_(_open(viewer, show_id))).with_only_columns(m.id)


def _listed(viewer: Viewer, show_id: str, episode: tuple[int, int]) -> Select[Any]:
    season, number = episode
    return listed(viewer).where(m.show_id == show_id, m.season == season, m.number == number)


def _open(viewer: Viewer, show_id: str) -> ColumnElement[bool]:
    """As `Sight` decides it, row by row."""
    own = m.author_id == (viewer.account_id or "")
    within = placed_within(horizon(viewer, show_id), m.reveal_key)
    return or_(m.reveal_key.is_(None), own, within, m.id.in_(_wanted(viewer, show_id)))


def _wanted(viewer: Viewer, show_id: str) -> list[str]:
    """What they asked to be shown anyway: looked up once, not for each of a hundred thousand rows."""
    marked = list(revealed_in(viewer, [show_id]))
    asked = select(m.id).where(m.id.in_(marked), revealed(m.id, viewer))
    return list(db.session.scalars(asked)) if marked else []
